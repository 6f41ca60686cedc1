import type { Target } from './target';

/** What was seen: the answer to each question, in words that hold no SID and no time. */
export type Answers = Readonly<Record<string, string>>;

/** One experiment that runs on the emulator and on a real account alike. */
export interface Case {
  readonly title: string;
  /**
   * `documented`: Twilio's documentation or logs of live accounts say so. `assumed`: the emulator's guess, which a run on a
   * real account settles.
   */
  readonly basis: 'documented' | 'assumed';
  /** How the assumptions in the emulator's lists of differences begin that a run on a real account confirms or refutes. */
  readonly settles?: readonly string[];
  /** Needs an API key, with which the browser SDKs' tokens are signed. */
  readonly needsKey?: true;
  /** What the emulator answers to each question; checked in every test run. */
  readonly emulated: Answers;
  /** Does the experiment with objects of its own. `note` keeps what was measured and is not compared. */
  observe(target: Target, note: (text: string) => void): Promise<Answers>;
}
