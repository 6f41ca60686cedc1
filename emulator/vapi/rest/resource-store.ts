import type { Clock } from '../../core/clock';
import type { Ids } from '../../core/ids';

/** What Vapi adds to everything that is created; times in ISO 8601 with milliseconds. */
interface Resource {
  readonly id: string;
  readonly orgId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type Stored<T> = T & Resource;

/** All resources of one kind, oldest first. */
export class ResourceStore<T extends object> {
  private readonly byId = new Map<string, Stored<T>>();

  constructor(
    private readonly orgId: string,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  create(input: T): Stored<T> {
    const at = new Date(this.clock.now()).toISOString();
    const resource = { ...input, id: this.ids.uuid(), orgId: this.orgId, createdAt: at, updatedAt: at };
    this.byId.set(resource.id, resource);
    return resource;
  }

  find(id: string | undefined): Stored<T> | undefined {
    return id === undefined ? undefined : this.byId.get(id);
  }

  all(): Stored<T>[] {
    return [...this.byId.values()];
  }

  /** Replaces each given top-level field whole: Vapi's PATCH is shallow. */
  patch(id: string, changes: Partial<T>): Stored<T> | undefined {
    const before = this.byId.get(id);
    if (!before) return undefined;
    const after = { ...before, ...changes, updatedAt: new Date(this.clock.now()).toISOString() };
    this.byId.set(id, after);
    return after;
  }

  /** Puts these in place of all that there are. */
  restore(resources: readonly Stored<T>[]): void {
    this.byId.clear();
    for (const resource of resources) this.byId.set(resource.id, resource);
  }

  remove(id: string): void {
    this.byId.delete(id);
  }
}
