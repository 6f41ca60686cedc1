import type { Clock } from '../../core/clock';
import type { Actor } from './actor';
import type { SyncItem, SyncService, TopLevel } from './state';

type Kind = 'document' | 'map' | 'list' | 'stream';

/** One write, with what was written as it was then. `type` as Sync calls it: `document_updated`, `map_item_added`. */
export interface Change {
  readonly type:
    | `${Kind}_created`
    | `${Kind}_updated`
    | `${Kind}_removed`
    | 'stream_message_published'
    | `${'map' | 'list'}_item_${'added' | 'updated' | 'removed'}`;
  /** Counts the changes of one object, from 0 for its creation. */
  readonly id: number;
  readonly atMs: number;
  readonly service: SyncService;
  readonly object: TopLevel;
  readonly revision: number;
  readonly item?: Pick<SyncItem, 'key' | 'revision' | 'expiresMs'>;
  /** What was published in a stream, where `data` is its content. */
  readonly messageSid?: string;
  /** Of the document, the item or the message. */
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly actor: Actor;
}

/** As many changes of an object are kept as a client may have missed. */
const KEPT = 1000;

/** What was written, in order: for those who are subscribed to an object, and for webhooks. */
export class Feed {
  readonly listeners = new Set<(change: Change) => void>();
  private readonly logs = new WeakMap<TopLevel, Change[]>();
  /** Where the numbers of a restored object go on, and by how much they are ahead of its changes. */
  private readonly restored = new WeakMap<TopLevel, { readonly firstId: number; readonly ahead: number }>();

  constructor(private readonly clock: Clock) {}

  tell(type: Change['type'], service: SyncService, object: TopLevel, actor: Actor, item?: SyncItem): void {
    const log = this.logs.get(object) ?? [];
    const change: Change = {
      ...{ type, service, object, actor },
      id: (log.at(-1)?.id ?? this.restored.get(object)?.firstId ?? -1) + 1,
      atMs: this.clock.now(),
      revision: object.revision,
      ...(item ? { item: { key: item.key, revision: item.revision, expiresMs: item.expiresMs } } : {}),
      data: (item ?? object).data,
    };
    this.logs.set(object, [...log.slice(-KEPT), change]);
    for (const listener of this.listeners) listener(change);
  }

  /** A message of a stream; who is not there now has missed it. */
  publish(
    service: SyncService,
    object: TopLevel,
    actor: Actor,
    { sid, data }: { sid: string; data: Readonly<Record<string, unknown>> },
  ): void {
    const change: Change = {
      ...{ service, object, actor, data, revision: object.revision, id: 0, messageSid: sid },
      type: 'stream_message_published',
      atMs: this.clock.now(),
    };
    for (const listener of this.listeners) listener(change);
  }

  /**
   * The object was changed so often elsewhere; what the changes were is not known here. `heardOf` is the last number of an
   * object that it replaces: what browsers knew of that one must not pass for knowledge of this one.
   */
  goOnAfter(object: TopLevel, changes: number, heardOf = -1): void {
    const firstId = Math.max(changes, heardOf + 1);
    this.restored.set(object, { firstId, ahead: firstId - changes });
  }

  /** How many changes there were since the object was created, wherever that was. */
  changesOf(object: TopLevel): number {
    return this.lastId(object) - (this.restored.get(object)?.ahead ?? 0);
  }

  /** Whether somebody who has heard of everything up to this change can be told the rest. */
  canGoOnFrom(object: TopLevel, id: number): boolean {
    return id >= (this.restored.get(object)?.firstId ?? 0) && id <= this.lastId(object);
  }

  lastId(object: TopLevel): number {
    return this.logs.get(object)?.at(-1)?.id ?? this.restored.get(object)?.firstId ?? 0;
  }

  /** The last change of one item, or of the object itself when the item has not changed since it is known. */
  lastIdOfItem(object: TopLevel, key: SyncItem['key']): number {
    return this.logs.get(object)?.findLast(({ item }) => item?.key === key)?.id ?? 0;
  }

  since(object: TopLevel, id: number): readonly Change[] {
    return this.logs.get(object)?.filter((change) => change.id > id) ?? [];
  }
}
