/** Why a leg's TwiML stops before its end. */
export type StopReason = 'call-ended' | 'redirected' | 'wait-over' | 'input-came';

/** Thrown inside a verb that was waiting when its run was stopped. */
class Stopped extends Error {
  constructor(readonly reason: StopReason) {
    super(reason);
  }
}

/** Undoes what a waiting verb began: leaves the conference, ends the sound, closes the stream. */
export type Undo = (reason: StopReason) => void;

/** One execution of TwiML on a leg. New TwiML or the end of the call stops it, at whatever it is waiting for. */
export class Run {
  private reason: StopReason | undefined;
  private readonly undos = new Set<Undo>();

  get isStopped(): boolean {
    return this.reason !== undefined;
  }

  stop(reason: StopReason): void {
    if (this.reason) return;
    this.reason = reason;
    for (const undo of [...this.undos]) undo(reason);
    this.undos.clear();
  }

  /** Hears when the run is stopped, until the function it returns is called. */
  onStop(listener: Undo): () => void {
    this.undos.add(listener);
    return () => this.undos.delete(listener);
  }

  /** Waits until `begin`'s callback is called; when the run is stopped first, `begin`'s undo runs and Stopped is thrown. */
  until<T>(begin: (done: (value: T) => void) => Undo): Promise<T> {
    if (this.reason) return Promise.reject(new Stopped(this.reason));
    return new Promise<T>((resolve, reject) => {
      let isDone = false;
      let undo: Undo | undefined = undefined;
      const onStop: Undo = (reason) => {
        isDone = true;
        undo?.(reason);
        reject(new Stopped(reason));
      };
      undo = begin((value) => {
        if (isDone) return;
        isDone = true;
        this.undos.delete(onStop);
        resolve(value);
      });
      if (isDone) return;
      if (this.reason) onStop(this.reason);
      else this.undos.add(onStop);
    });
  }

  /** The promise's value; Stopped when the run is stopped before it comes. */
  async whileRunning<T>(promise: Promise<T>): Promise<T> {
    const value = await promise;
    if (this.reason) throw new Stopped(this.reason);
    return value;
  }
}

/** Awaits what a stopped run may end early, quietly. */
export async function untilStopped(performance: Promise<unknown>): Promise<void> {
  try {
    await performance;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
}
