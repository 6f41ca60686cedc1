import type { Clock } from '../../core/clock';

export interface Expiring {
  /** `date_expires`; undefined never expires. */
  expiresMs: number | undefined;
}

/**
 * Objects by their key. An expired one stays for `lateMs` more: until Sync has collected it, it answers and blocks its
 * name. Source: https://www.twilio.com/docs/sync/objects-ttl (accuracy).
 */
export class Shelf<K, T extends Expiring> {
  private readonly objects = new Map<K, T>();

  constructor(
    private readonly clock: Clock,
    private readonly lateMs: () => number,
  ) {}

  get(key: K): T | undefined {
    const object = this.objects.get(key);
    if (object && this.isCollected(object)) {
      this.objects.delete(key);
      return undefined;
    }
    return object;
  }

  set(key: K, object: T): void {
    this.objects.set(key, object);
  }

  delete(key: K): void {
    this.objects.delete(key);
  }

  /** What is there now, in the order in which it was put there. */
  all(): T[] {
    for (const [key, object] of this.objects) if (this.isCollected(object)) this.objects.delete(key);
    return [...this.objects.values()];
  }

  private isCollected({ expiresMs }: T): boolean {
    return expiresMs !== undefined && this.clock.now() >= expiresMs + this.lateMs();
  }
}
