import type { Draft } from './state';

/** What the agent's tabs tell each other. */
type Word = 'look' | 'signed-out' | { readonly reservation: string; readonly draft: Draft };

interface Hears {
  /** Something was done to the call. */
  look(): void;
  signedOut(): void;
  /** Somebody typed. */
  typed(reservation: string, draft: Draft): void;
}

/** The agent's other tabs in this browser: they show the same call, and what is typed in one stands in all. */
export class Tabs {
  private readonly channel = new BroadcastChannel('agent');

  constructor(hears: Hears) {
    this.channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
      if (data === 'look') hears.look();
      else if (data === 'signed-out') hears.signedOut();
      else hears.typed(data.reservation, data.draft);
    });
  }

  tell(word: Word): void {
    this.channel.postMessage(word);
  }

  close(): void {
    this.channel.close();
  }
}
