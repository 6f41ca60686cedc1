import type { Context } from 'hono';
import { isoSeconds } from '../../core/clock';
import type { EmulatorContext } from '../../core/context';
import { TwilioError } from '../../core/twilio-error';
import type { Actor } from './actor';
import { Budget } from './budget';
import { Feed } from './feed';
import { EVERYTHING, type Permissions } from './permissions';
import { Shelf, type Expiring } from './shelf';

/** What may be changed while Sync runs. */
export interface SyncSettings {
  /** How long after its expiry an object is collected; below 0 it is collected too early. */
  collectedLateMs: number;
  /** Whether rate limits hold. */
  limitsRates: boolean;
  /** For how long after a write readers still see what was there before; writers always see the newest. */
  staleReadsMs: number;
}

export function defaultSyncSettings(): SyncSettings {
  return { collectedLateMs: 30_000, limitsRates: true, staleReadsMs: 0 };
}

/** What documents, maps, lists and items have in common. */
export interface Revised extends Expiring {
  revision: number;
  readonly createdMs: number;
  /** The identity that made it; `system` by REST. */
  readonly createdBy: string;
  updatedMs: number;
  /** What the last write replaced; undefined after the first one. */
  before?: Pick<Revised, 'revision' | 'updatedMs' | 'expiresMs' | 'data'> | undefined;
  data?: Record<string, unknown>;
}

/** An object with its own name and its own rate limits. */
export interface TopLevel extends Revised {
  readonly sid: string;
  readonly serial: number;
  readonly uniqueName: string | undefined;
  readonly permissions: Permissions;
  readonly writes: Budget;
  readonly reads: Budget;
}

export interface SyncDocument extends TopLevel {
  data: Record<string, unknown>;
}

/** `key` is a map item's key or a list item's index. */
export interface SyncItem extends Revised {
  readonly key: string | number;
  data: Record<string, unknown>;
}

export interface SyncCollection extends TopLevel {
  readonly items: Shelf<string | number, SyncItem>;
  /** Lists number their items, and never use a number twice. */
  nextIndex: number;
  /** Only of lists made from a browser, and only read there. */
  context?: Readonly<Record<string, unknown>> | undefined;
}

export interface SyncService {
  readonly sid: string;
  readonly serial: number;
  readonly uniqueName: string | undefined;
  readonly createdMs: number;
  updatedMs: number;
  readonly settings: Map<string, string | number | boolean | null>;
  readonly documents: Shelf<string, SyncDocument>;
  readonly maps: Shelf<string, SyncCollection>;
  readonly lists: Shelf<string, SyncCollection>;
  readonly streams: Shelf<string, TopLevel>;
  /** Objects created and deleted, apart from each object's own limits. */
  readonly lifecycle: Budget;
}

/** Everything that Sync holds, and how its parts are made. */
export class SyncState {
  readonly services = new Map<string, SyncService>();
  readonly feed: Feed;
  /** How many serials were given. */
  serials = 0;
  /** Since when these objects are held: the start, or when others were restored. */
  heldSinceMs: number;

  constructor(
    readonly ctx: EmulatorContext,
    readonly settings: SyncSettings,
  ) {
    this.heldSinceMs = ctx.clock.now();
    this.feed = new Feed(ctx.clock);
  }

  shelf<K, T extends Expiring>(): Shelf<K, T> {
    return new Shelf(this.ctx.clock, () => this.settings.collectedLateMs);
  }

  budget(): Budget {
    return new Budget(this.ctx.clock, () => this.settings.limitsRates);
  }

  serial(): number {
    return ++this.serials;
  }

  /** The fields of an object that is written for the first time now. */
  fresh({ identity }: Actor, ttlSeconds: number | undefined): Revised {
    const now = this.ctx.clock.now();
    return {
      revision: 0,
      createdMs: now,
      createdBy: identity,
      updatedMs: now,
      expiresMs: this.expiry(ttlSeconds),
    };
  }

  /** Whoever makes an object from a browser may do everything with it. */
  freshTopLevel(
    actor: Actor,
    prefix: string,
    uniqueName: string | undefined,
    ttlSeconds: number | undefined,
  ): TopLevel {
    return {
      ...this.fresh(actor, ttlSeconds),
      sid: this.ctx.ids.sid(prefix),
      serial: this.serial(),
      uniqueName,
      permissions: actor.endpointId === undefined ? {} : { [actor.identity]: EVERYTHING },
      writes: this.budget(),
      reads: this.budget(),
    };
  }

  /** A new revision; without a TTL in the request the expiry stays where it was. Without `data` it stays as it was. */
  revise(object: Revised, ttlSeconds: number | undefined, data?: Record<string, unknown>): void {
    const { revision, updatedMs, expiresMs } = object;
    object.before = { revision, updatedMs, expiresMs, ...(object.data ? { data: object.data } : {}) };
    if (data) object.data = data;
    object.revision += 1;
    object.updatedMs = this.ctx.clock.now();
    if (ttlSeconds !== undefined) object.expiresMs = this.expiry(ttlSeconds);
  }

  /** As a reader sees the object now; undefined where the reader does not see it yet. */
  asRead<T extends Revised>(object: T): T | undefined {
    if (this.ctx.clock.now() - object.updatedMs >= this.settings.staleReadsMs) return object;
    return object.before && { ...object, ...object.before };
  }

  expiry(ttlSeconds: number | undefined): number | undefined {
    return ttlSeconds ? this.ctx.clock.now() + ttlSeconds * 1000 : undefined;
  }

  service(c: Context): SyncService {
    const id = c.req.param('service') ?? '';
    const service =
      this.services.get(id) ?? [...this.services.values()].find(({ uniqueName }) => uniqueName === id);
    if (!service) throw notFound(c);
    return service;
  }
}

/** The object with this SID or unique name. */
export function find<T extends TopLevel>(shelf: Shelf<string, T>, id: string): T | undefined {
  return shelf.get(id) ?? shelf.all().find(({ uniqueName }) => uniqueName === id);
}

export function refuseTakenName<T extends TopLevel>(shelf: Shelf<string, T>, name: string | undefined): void {
  if (name !== undefined && find(shelf, name))
    throw new TwilioError(409, 54301, 'Unique name already exists');
}

export function refuseOtherRevision(object: Revised, wanted: string | undefined, code: number): void {
  if (wanted !== undefined && wanted !== String(object.revision)) {
    throw new TwilioError(412, code, 'The revision does not match the expected revision');
  }
}

export function notFound(c: Context): TwilioError {
  return TwilioError.notFound(c.req.path.replace(/^\/v1/, ''));
}

/** The fields that every view ends with. */
export function revisedView(object: Revised): Record<string, unknown> {
  return {
    revision: String(object.revision),
    date_expires: object.expiresMs === undefined ? null : isoSeconds(object.expiresMs),
    date_created: isoSeconds(object.createdMs),
    date_updated: isoSeconds(object.updatedMs),
    created_by: object.createdBy,
  };
}

export function etag(object: Revised): Record<string, string> {
  return { ETag: `"${object.revision}"` };
}
