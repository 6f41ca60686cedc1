import type { Reservation, Task, Worker } from './entities';

/** A workspace's reservations by SID, and at hand for the task and the worker that each is about. */
export class Reservations extends Map<string, Reservation> {
  private readonly held = new Map<Task | Worker, Set<Reservation>>();

  override set(sid: string, reservation: Reservation): this {
    for (const holder of [reservation.task, reservation.worker]) {
      const known = this.held.get(holder);
      if (known) known.add(reservation);
      else this.held.set(holder, new Set([reservation]));
    }
    return super.set(sid, reservation);
  }

  override delete(sid: string): boolean {
    const reservation = this.get(sid);
    if (reservation)
      for (const holder of [reservation.task, reservation.worker]) {
        const known = this.held.get(holder);
        known?.delete(reservation);
        if (known?.size === 0) this.held.delete(holder);
      }
    return super.delete(sid);
  }

  /** The oldest first. */
  of(holder: Task | Worker): Reservation[] {
    return [...(this.held.get(holder) ?? [])];
  }
}
