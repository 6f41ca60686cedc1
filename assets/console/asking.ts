import type { OutgoingTransfer, Reservation } from 'twilio-taskrouter';
import type { Happening, Passing } from './state';

/** What it needs of the desk. */
interface Desk {
  happen(event: Happening): void;
  now(): number;
  passing(): Passing | undefined;
  /** Of a worker or of a queue; '' where it is not known. */
  nameOf(sid: string): Promise<string>;
  lookAgain(): void;
  /** A queue is asked this long. */
  readonly queueMs: number;
}

const CANCEL_TRIES = 5;
const CANCEL_AGAIN_MS = 3_000;

/**
 * Follows who is asked to take a call over. A person is asked as long as the phone rings, which TaskRouter sees to; a queue
 * would be asked for ever, so that the page takes the call back from it.
 */
export function followAsking({ sid, task }: Reservation, desk: Desk): void {
  const follow = (transfer: OutgoingTransfer): void => {
    const untilMs = transfer.type === 'QUEUE' ? transfer.dateCreated.getTime() + desk.queueMs : undefined;
    let isLate = false;
    let isOver = false;
    let timer: number | undefined;
    const tell = (passing: Passing): void => desk.happen({ kind: 'passing', reservation: sid, passing });
    const ends = (how: 'failed' | 'stopped' | 'joins' | 'nobody'): void => {
      isOver = true;
      clearTimeout(timer);
      tell({ to: desk.passing()?.to ?? '', how });
      desk.lookAgain();
    };
    const takeBackAfter = (ms: number, tries = 1): void => {
      timer = window.setTimeout(() => {
        isLate = true;
        // Somebody may just have taken it: then that is told.
        void transfer.cancel().catch(() => {
          if (tries < CANCEL_TRIES) takeBackAfter(CANCEL_AGAIN_MS, tries + 1);
        });
      }, ms);
    };
    const asks = (to: string): void => tell({ to, how: 'asking', ...(untilMs !== undefined && { untilMs }) });
    transfer.on('completed', () => ends('joins'));
    transfer.on('failed', () => ends('failed'));
    transfer.on('canceled', () => ends(isLate ? 'nobody' : 'stopped'));
    if (untilMs !== undefined) takeBackAfter(Math.max(0, untilMs - desk.now()));
    const known = desk.passing();
    if (known?.how === 'asking') asks(known.to);
    // Begun before this page was opened, or in another tab.
    else void desk.nameOf(transfer.to).then((name) => isOver || asks(name));
  };
  task.on('transferInitiated', follow);
  const known = desk.passing();
  if (task.transfers.outgoing) follow(task.transfers.outgoing);
  else if (known?.how === 'asking') {
    // It ended while the page had no connection.
    const isLate = known.untilMs !== undefined && known.untilMs <= desk.now();
    desk.happen({
      kind: 'passing',
      reservation: sid,
      passing: { to: known.to, how: isLate ? 'nobody' : 'failed' },
    });
  }
}
