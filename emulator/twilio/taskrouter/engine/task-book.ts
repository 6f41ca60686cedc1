import type { Task } from './entities';

/** A workspace's tasks by SID; those that have not ended are at hand. */
export class Tasks extends Map<string, Task> {
  private readonly alive = new Set<Task>();

  override set(sid: string, task: Task): this {
    this.alive.add(task);
    return super.set(sid, task);
  }

  override delete(sid: string): boolean {
    const task = this.get(sid);
    if (task) this.alive.delete(task);
    return super.delete(sid);
  }

  /** The oldest first. */
  unended(): Task[] {
    for (const task of this.alive)
      if (task.status === 'completed' || task.status === 'canceled') this.alive.delete(task);
    return [...this.alive];
  }
}
