/** Something that falls due. `at` is milliseconds since the epoch; those of one moment go by `order`, then by `serial`. */
export interface Timer {
  readonly at: number;
  readonly order: string;
  readonly serial: number;
  readonly run: () => void;
}

/** Timers with the next one at hand: adding, taking and removing one costs the logarithm of how many there are. */
export class TimerHeap {
  private readonly heap: Timer[] = [];
  private readonly places = new Map<Timer, number>();

  get next(): Timer | undefined {
    return this.heap[0];
  }

  add(timer: Timer): void {
    this.put(timer, this.heap.length);
    this.rise(this.heap.length - 1);
  }

  /** Harmless for a timer that is no longer there. */
  remove(timer: Timer): void {
    const place = this.places.get(timer);
    if (place === undefined) return;
    this.places.delete(timer);
    const last = this.heap.pop() as Timer;
    if (last === timer) return;
    this.put(last, place);
    this.rise(place);
    this.sink(place);
  }

  clear(): void {
    this.heap.length = 0;
    this.places.clear();
  }

  private rise(from: number): void {
    for (let place = from; place > 0;) {
      const parent = (place - 1) >> 1;
      if (!this.isBefore(place, parent)) return;
      this.swap(place, parent);
      place = parent;
    }
  }

  private sink(from: number): void {
    for (let place = from; ;) {
      let first = place;
      for (const child of [2 * place + 1, 2 * place + 2])
        if (child < this.heap.length && this.isBefore(child, first)) first = child;
      if (first === place) return;
      this.swap(place, first);
      place = first;
    }
  }

  private isBefore(place: number, other: number): boolean {
    const [a, b] = [this.at(place), this.at(other)];
    if (a.at !== b.at) return a.at < b.at;
    if (a.order !== b.order) return a.order < b.order;
    return a.serial < b.serial;
  }

  private swap(place: number, other: number): void {
    const [a, b] = [this.at(place), this.at(other)];
    this.put(a, other);
    this.put(b, place);
  }

  private put(timer: Timer, place: number): void {
    this.heap[place] = timer;
    this.places.set(timer, place);
  }

  private at(place: number): Timer {
    return this.heap[place] as Timer;
  }
}
