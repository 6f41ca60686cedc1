import type { Draft } from './state';

/** What the agent's tabs tell each other. */
type Word =
  | 'look'
  | 'signed-out'
  | { readonly asksFor: string }
  | { readonly reservation: string; readonly draft: Draft };

interface Hears {
  /** Something was done to the call. */
  look(): void;
  signedOut(): void;
  /** Somebody typed. */
  typed(reservation: string, draft: Draft): unknown;
  /** What was typed here for this reservation; undefined for nothing. */
  draftOf(reservation: string): Draft | undefined;
}

/** The agent's other tabs in this browser: they show the same call, and what is typed in one stands in all. */
export class Tabs {
  private readonly channel = new BroadcastChannel('agent');

  constructor(hears: Hears) {
    this.channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
      if (data === 'look') return hears.look();
      if (data === 'signed-out') return hears.signedOut();
      if ('draft' in data) return hears.typed(data.reservation, data.draft);
      const draft = hears.draftOf(data.asksFor);
      if (draft) this.typed(data.asksFor, draft);
    });
  }

  look(): void {
    this.say('look');
  }

  signedOut(): void {
    this.say('signed-out');
  }

  typed(reservation: string, draft: Draft): void {
    this.say({ reservation, draft });
  }

  /** A tab that was opened during the call asks the others. */
  askForDraft(reservation: string): void {
    this.say({ asksFor: reservation });
  }

  close(): void {
    this.channel.close();
  }

  private say(word: Word): void {
    this.channel.postMessage(word);
  }
}
