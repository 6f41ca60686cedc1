import type { Reservation, Task, Worker } from './entities';

const USES_CAPACITY = ['pending', 'accepted', 'wrapping'];

/** Source: https://www.twilio.com/docs/taskrouter/multitasking */
export function usesCapacity({ status }: Reservation): boolean {
  return USES_CAPACITY.includes(status);
}

/** A workspace's reservations by SID, and at hand for the task and the worker that each is about. */
export class Reservations extends Map<string, Reservation> {
  private readonly held = new Map<Task | Worker, Set<Reservation>>();
  private readonly using = new Map<Worker, Set<Reservation>>();

  override set(sid: string, reservation: Reservation): this {
    const { task, worker } = reservation;
    add(this.held, task, reservation);
    add(this.held, worker, reservation);
    add(this.using, worker, reservation);
    return super.set(sid, reservation);
  }

  override delete(sid: string): boolean {
    const reservation = this.get(sid);
    if (reservation) {
      const { task, worker } = reservation;
      remove(this.held, task, reservation);
      remove(this.held, worker, reservation);
      remove(this.using, worker, reservation);
    }
    return super.delete(sid);
  }

  /** The oldest first. */
  of(holder: Task | Worker): Reservation[] {
    return [...(this.held.get(holder) ?? [])];
  }

  /** Those that take some of the worker's capacity. */
  usedBy(worker: Worker): Reservation[] {
    const known = this.using.get(worker);
    for (const reservation of known ?? []) if (!usesCapacity(reservation)) known?.delete(reservation);
    return [...(known ?? [])];
  }
}

function add<K>(index: Map<K, Set<Reservation>>, key: K, reservation: Reservation): void {
  const known = index.get(key);
  if (known) known.add(reservation);
  else index.set(key, new Set([reservation]));
}

function remove<K>(index: Map<K, Set<Reservation>>, key: K, reservation: Reservation): void {
  const known = index.get(key);
  known?.delete(reservation);
  if (known?.size === 0) index.delete(key);
}
