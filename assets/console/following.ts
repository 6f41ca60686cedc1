import type { State } from './state';

const RETRY_MS = 10_000;

/** Beside asking now and then: tells as soon as more is known of the call that is shown. */
export class Following {
  /** What is said shows without asking, as long as the connection lasts. */
  isOn = false;
  private reservation: string | undefined;
  private stop = new AbortController();

  constructor(private readonly changed: () => void) {}

  /** Once a call is over its context is closed. */
  about({ card }: Pick<State, 'card'>): void {
    const wanted = card?.context === 'known' && card.phase !== 'wrap-up' ? card.reservation : undefined;
    if (wanted === this.reservation) return;
    this.close();
    if (wanted !== undefined) void this.follow(wanted);
  }

  close(): void {
    this.stop.abort();
    this.isOn = false;
    this.reservation = undefined;
  }

  private async follow(reservation: string): Promise<void> {
    const stop = new AbortController();
    this.reservation = reservation;
    this.stop = stop;
    const connected = (isOn: boolean): void => {
      if (!stop.signal.aborted) this.isOn = isOn;
    };
    const isFollowing = await import('./context-feed')
      .then(({ followContext }) =>
        followContext(reservation, { changed: this.changed, connected }, stop.signal),
      )
      .catch(() => false);
    if (isFollowing || stop.signal.aborted) return;
    stop.abort();
    setTimeout(() => {
      if (this.stop === stop) this.reservation = undefined;
    }, RETRY_MS);
  }
}
