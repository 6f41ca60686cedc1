import type { Context } from 'hono';
import { z } from 'zod';
import { taking, type Endpoint } from './endpoint';
import { words } from './fields';
import { Refusal } from './refusal';
import type { ControlTarget } from './target';

/** One mistake in a source: lines and columns count from 1; without them it is nobody's line. */
export interface SourceMistake {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly fix?: string;
}

export interface WorkshopState {
  /** Pages beside the platforms: the agent's page, the supervisors' board. */
  readonly pages: readonly {
    readonly name: string;
    readonly url: string;
    /** Whose page it is. */
    readonly agent?: string;
  }[];
  /** Files that may be edited while calls run; the next call follows them. */
  readonly files: readonly string[];
  /** `working`: a change is being brought into force. `refused`: what was in force before still is. */
  readonly status: 'working' | 'in-force' | 'refused';
  /** When this status began. */
  readonly atMs: number;
  /** What changed last, in words. */
  readonly about: string;
  readonly mistakes: readonly SourceMistake[];
}

/** What a program keeps beside the platforms while somebody works on it: pages, and sources that it follows. */
export interface Workshop {
  state(): WorkshopState;
  /** The function it answers with stops the listening. */
  onChange(listener: () => void): () => void;
  /** A file of `state().files`. */
  read(file: string): string;
  write(file: string, text: string): void;
  /** A link that is good once: to the page of this agent, or to the supervisors' board. Throws an Error for people. */
  signInLink(agent: string | undefined): Promise<string>;
}

const TextBody = z.strictObject({
  text: z
    .string({ error: 'the whole text of the file' })
    .max(200_000, { error: 'at most 200,000 characters' }),
});
const SignInBody = z.strictObject({ agent: words('the name of a worker, such as Ana').optional() });

export function workshopEndpoints({ workshop }: Pick<ControlTarget, 'workshop'>): Endpoint[] {
  const open = (): Workshop => {
    if (workshop) return workshop;
    throw new Refusal(409, 'nothing is edited here: npm run dev has rules, texts and the pages');
  };
  const fileOf = (c: Context): string => {
    const [file, files] = [c.req.query('name') ?? '', open().state().files];
    if (!files.includes(file)) throw new Refusal(404, `name: got ${file}, wants one of ${files.join(', ')}`);
    return file;
  };
  return [
    {
      method: 'GET',
      path: '/workshop',
      about: 'With npm run dev: pages, files that can be edited, and what is wrong with them',
      answer: (c) => c.json(open().state()),
    },
    {
      method: 'GET',
      path: '/workshop/file',
      about: 'The text of one of these files',
      query: { name: 'Such as `routing/rules.yaml`' },
      answer: (c) => c.json({ text: open().read(fileOf(c)) }),
    },
    taking({
      method: 'PUT',
      path: '/workshop/file',
      about:
        'Saves one of these files; the next call follows it, unless it has mistakes (GET /_emulator/workshop)',
      query: { name: 'Such as `routing/rules.yaml`' },
      body: TextBody,
      example: { text: 'vocabulary: ...' },
      answer(c, { text }) {
        open().write(fileOf(c), text);
        return c.body(null, 204);
      },
    }),
    taking({
      method: 'POST',
      path: '/workshop/sign-in',
      about: "A link that is good once: to the page of an agent, or without one to the supervisors' board",
      body: SignInBody,
      example: { agent: 'Ana' },
      async answer(c, { agent }) {
        try {
          return c.json({ url: await open().signInLink(agent) });
        } catch (error) {
          if (error instanceof Refusal) throw error;
          throw new Refusal(409, error instanceof Error ? error.message : String(error));
        }
      },
    }),
  ];
}
