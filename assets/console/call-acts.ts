import type { Reservation, Worker } from 'twilio-taskrouter';
import { isUnsettled } from '../shared/post';
import { post } from './api';
import type { Colleague } from './pass-on';
import type { Card, Draft, End, Happening, State } from './state';

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
const KEEP_TRIES = 10;
const KEEP_AGAIN_MS = 5_000;

/** What the agent does with the call that is shown. Each says what came of it, and never leaves a button waiting. */
export function callActs(desk: Desk) {
  /** True when it was done. `problem`: what is said when it was not, whatever the reason. */
  async function ask(route: string, fields: object = {}, problem?: string): Promise<boolean> {
    const reservation = desk.state().card?.reservation;
    desk.happen({ kind: 'asked' });
    const { status, body } = await post(route, { reservation, ...fields });
    if (status === 401) desk.signedOut();
    else
      desk.happen({
        kind: 'answered',
        ...(status !== 200 && { problem: problem ?? body.error ?? 'try-again' }),
      });
    if (status !== 401) desk.lookAgain();
    return status === 200;
  }

  function own(): { reservation: Reservation; draft: Draft } | undefined {
    const card = desk.state().card;
    const reservation = desk.worker.reservations.get(card?.reservation ?? '');
    return card && reservation ? { reservation, draft: card.draft } : undefined;
  }

  function over(reservation: string, how: End, isKept = false): void {
    desk.happen({ kind: 'over', reservation, how, atMs: desk.now(), isKept });
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
      // The task takes nothing more once the caller has been given back.
      if (draft.note !== '') await post('wrap-up', saidOf(reservation.sid, draft));
      if (await ask('give-back', { note: draft.handover })) over(reservation.sid, 'given-back');
    },

    async hangUp(): Promise<void> {
      await ask('hang-up');
    },

    async leave(): Promise<void> {
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
      const card = desk.state().card;
      if (!card) return;
      const { reservation, draft } = card;
      if (await ask('wrap-up', saidOf(reservation, draft), 'notSaved')) over(reservation, 'completed', true);
    },
  };
}

/** What was typed of a call that is no longer shown is kept too. */
export async function keepSaid({ reservation, draft }: Card): Promise<void> {
  for (let tried = 1; tried <= KEEP_TRIES; tried += 1) {
    if (!isUnsettled(await post('wrap-up', saidOf(reservation, draft)))) return;
    await new Promise((resolve) => setTimeout(resolve, KEEP_AGAIN_MS));
  }
}

function saidOf(reservation: string, { outcome, note }: Draft): object {
  return { reservation, outcome, note };
}

interface Opened {
  readonly by?: Readonly<Record<string, object>>;
}

/** Says on the task that this agent wraps up on the page. */
export async function openWrapUp({ task, sid, workerSid }: Reservation): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    const { attributes } = task;
    const wrapUp = attributes['wrapUp'] as Opened | undefined;
    if (wrapUp?.by?.[sid]) return;
    const by = { ...wrapUp?.by, [sid]: { worker: workerSid, isOpen: true } };
    try {
      await task.setAttributes({ ...attributes, wrapUp: { ...wrapUp, by } });
      return;
    } catch (error) {
      if (tried === SAVE_TRIES) throw error;
      // Somebody else changed it meanwhile.
      await task.fetchLatestVersion();
    }
  }
}
