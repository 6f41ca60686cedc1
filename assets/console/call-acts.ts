import type { Reservation, Worker } from 'twilio-taskrouter';
import { post } from './api';
import type { Colleague } from './pass-on';
import type { Draft, End, Happening, State } from './state';

/** What acts on a call are made of: the desk that they belong to. */
export interface Desk {
  readonly worker: Worker;
  state(): State;
  happen(event: Happening): void;
  now(): number;
  signedOut(): void;
  /** Asks how the call stands now, here and in the agent's other tabs. */
  lookAgain(): void;
}

const SAVE_TRIES = 3;

/** What the agent does with the call that is shown. Each says what came of it, and never leaves a button waiting. */
export function callActs(desk: Desk) {
  /** True when it was done. */
  async function ask(route: string, fields: object = {}): Promise<boolean> {
    const reservation = desk.state().card?.reservation;
    desk.happen({ kind: 'asked' });
    const { status, body } = await post(route, { reservation, ...fields });
    if (status === 401) desk.signedOut();
    else desk.happen({ kind: 'answered', ...(status !== 200 && { problem: body.error ?? 'try-again' }) });
    if (status !== 401) desk.lookAgain();
    return status === 200;
  }

  function own(): { reservation: Reservation; draft: Draft } | undefined {
    const card = desk.state().card;
    const reservation = desk.worker.reservations.get(card?.reservation ?? '');
    return card && reservation ? { reservation, draft: card.draft } : undefined;
  }

  function over(reservation: string, how: End): void {
    desk.happen({ kind: 'over', reservation, how, atMs: desk.now() });
  }

  return {
    async decline(): Promise<void> {
      const reservation = desk.state().card?.reservation;
      if (reservation === undefined) return;
      desk.happen({ kind: 'ending', reservation, how: 'rejected' });
      // Declined: TaskRouter says that the reservation is over.
      if (!(await ask('decline'))) desk.happen({ kind: 'ending', reservation, how: undefined });
    },

    async hold(): Promise<void> {
      const card = desk.state().card;
      if (!card) return;
      const { reservation, stands } = card;
      const isHeld = !stands.isHeld;
      if (await ask('hold', { on: isHeld })) desk.happen({ kind: 'held', reservation, isHeld });
    },

    async giveBack(): Promise<void> {
      const mine = own();
      if (!mine) return;
      const { reservation, draft } = mine;
      if (draft.note !== '') await save(reservation, draft).catch(() => undefined);
      if (await ask('give-back', { note: draft.handover })) over(reservation.sid, 'given-back');
    },

    async hangUp(): Promise<void> {
      await ask('hang-up');
    },

    async leave(): Promise<void> {
      const mine = own();
      if (mine && mine.draft.note !== '') await save(mine.reservation, mine.draft).catch(() => undefined);
      await ask('leave');
    },

    async passOn({ sid, name }: Colleague): Promise<void> {
      const mine = own();
      if (!mine) return;
      const { reservation, draft } = mine;
      if (!(await ask('note', { note: draft.handover }))) return;
      const passing = (how: 'asking' | 'failed') =>
        desk.happen({ kind: 'passing', reservation: reservation.sid, passing: { to: name, how } });
      passing('asking');
      try {
        await reservation.task.transfer(sid, { mode: 'WARM' });
      } catch {
        passing('failed');
        desk.happen({ kind: 'answered', problem: 'passFailed' });
      }
    },

    async stopAsking(): Promise<void> {
      await own()
        ?.reservation.task.transfers.outgoing?.cancel()
        .catch(() => desk.happen({ kind: 'answered', problem: 'not-now' }));
    },

    async finish(): Promise<void> {
      const mine = own();
      if (!mine) return;
      const { reservation, draft } = mine;
      desk.happen({ kind: 'asked' });
      try {
        await save(reservation, draft);
        await reservation.task.complete('wrapped up');
        over(reservation.sid, 'completed');
      } catch {
        desk.happen({ kind: 'answered', problem: 'notSaved' });
      }
    },
  };
}

/** Puts this into the task's `wrapUp`. */
export async function save({ task }: Reservation, wrapUp: Partial<Draft>): Promise<void> {
  const { handover: _, ...kept } = wrapUp;
  for (let tried = 1; ; tried += 1) {
    try {
      const { attributes } = task;
      await task.setAttributes({ ...attributes, wrapUp: { ...(attributes.wrapUp as object), ...kept } });
      return;
    } catch (error) {
      if (tried === SAVE_TRIES) throw error;
      // Somebody else changed it meanwhile.
      await task.fetchLatestVersion();
    }
  }
}
