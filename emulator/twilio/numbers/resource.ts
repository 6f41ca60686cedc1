import type { Context } from 'hono';
import { rfc2822 } from '../../core/clock';
import type { EmulatorContext } from '../../core/context';
import { TwilioError } from '../../core/twilio-error';

/** One resource of the 2010 API, whose paths end in `.json`. */
export interface Resource {
  readonly sid: string;
  readonly serial: number;
  readonly createdMs: number;
  updatedMs: number;
}

/** A hono path parameter that matches `<SID>.json`, whether there is such a SID or not. */
export const SID_JSON = ':file{[A-Z][A-Z][^/]*\\.json}';

/** All resources of one kind, in the order in which they were made. */
export class Collection<T extends Resource> {
  private readonly bySid = new Map<string, T>();
  private serials = 0;

  constructor(
    private readonly ctx: EmulatorContext,
    private readonly prefix: string,
  ) {}

  make(rest: Omit<T, keyof Resource>): T {
    const now = this.ctx.clock.now();
    const head = {
      sid: this.ctx.ids.sid(this.prefix),
      serial: ++this.serials,
      createdMs: now,
      updatedMs: now,
    };
    const resource = { ...rest, ...head } as T;
    this.bySid.set(resource.sid, resource);
    return resource;
  }

  /** Puts these in place of all that there are. */
  restore(resources: readonly T[]): void {
    this.bySid.clear();
    for (const one of resources) this.bySid.set(one.sid, one);
    this.serials = Math.max(0, ...resources.map(({ serial }) => serial));
  }

  get(sid: string): T | undefined {
    return this.bySid.get(sid);
  }

  /** The resource that the path names. Error 20404. */
  at(c: Context): T {
    const resource = this.bySid.get((c.req.param('file') ?? '').replace('.json', ''));
    if (!resource) throw TwilioError.notFound(c.req.path);
    return resource;
  }

  all(): T[] {
    return [...this.bySid.values()];
  }

  touch(resource: T): void {
    resource.updatedMs = this.ctx.clock.now();
  }

  delete(sid: string): void {
    this.bySid.delete(sid);
  }
}

export function dates({ createdMs, updatedMs }: Resource): Record<string, string> {
  return { date_created: rfc2822(createdMs), date_updated: rfc2822(updatedMs) };
}
