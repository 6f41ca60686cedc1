import type { Answer, ReadAnswer, WriteAnswer } from '../../ports/answer';
import type { Items } from '../../ports/store';
import type { Reply } from '../http';
import type { TwilioRest } from '../twilio-rest';

/** Turns what is stored into a value; undefined where it is not of that shape. */
export type Decode<T> = (data: unknown) => T | undefined;

/** Where values of one kind are kept. */
export interface Place {
  /** Path to create a key under, and the parameters that name it. */
  collection(key: string): { readonly path: string; readonly form: Readonly<Record<string, string>> };
  item(key: string): string;
  /** When Sync may collect what was not written again; sent with every write, as writes do not extend it. */
  readonly ttl: Readonly<Record<string, string>>;
}

const HOST = 'sync.twilio.com';
const BAD_KEY = { kind: 'refused', status: 400, code: undefined } as const;
const WRONG_SHAPE = { kind: 'refused', status: 422, code: undefined } as const;

/** Versioned values in Sync; every replacement is conditional. */
export class SyncItems<T extends object> implements Items<T> {
  constructor(
    private readonly rest: TwilioRest,
    private readonly place: Place,
    private readonly decode: Decode<T>,
  ) {}

  async read(key: string): Promise<ReadAnswer<T>> {
    if (!isKey(key)) return BAD_KEY;
    const answer = await this.rest.send({ method: 'GET', host: HOST, path: this.place.item(key) });
    if (answer.kind === 'refused' && answer.status === 404) return { kind: 'gone' };
    if (answer.kind !== 'ok') return answer;
    const { data, revision } = fieldsOf(answer.value);
    const value = this.decode(data);
    if (value === undefined || typeof revision !== 'string') return WRONG_SHAPE;
    return { kind: 'ok', value: { value, revision } };
  }

  async create(key: string, value: T): Promise<WriteAnswer> {
    if (!isKey(key)) return BAD_KEY;
    const { path, form } = this.place.collection(key);
    const data = { ...form, Data: JSON.stringify(value), ...this.place.ttl };
    return written(await this.rest.send({ method: 'POST', host: HOST, path, form: data }));
  }

  async replace(key: string, value: T, revision: string): Promise<WriteAnswer> {
    if (!isKey(key)) return BAD_KEY;
    const form = { Data: JSON.stringify(value), ...this.place.ttl };
    const path = this.place.item(key);
    return written(await this.rest.send({ method: 'POST', host: HOST, path, form, ifMatch: revision }));
  }
}

/** Keys come from webhooks: nothing else may reach a path. */
function isKey(key: string): boolean {
  return /^[\w.:-]{1,300}$/.test(key);
}

/** 409 (the key is taken) and 412 (another revision) are one thing to who writes: somebody else was there. */
function written(answer: Answer<Reply>): WriteAnswer {
  if (answer.kind === 'refused') {
    if (answer.status === 409 || answer.status === 412) return { kind: 'conflict' };
    return answer.status === 404 ? { kind: 'gone' } : answer;
  }
  if (answer.kind !== 'ok') return answer;
  const { revision } = fieldsOf(answer.value);
  return typeof revision === 'string' ? { kind: 'ok', value: revision } : { kind: 'indeterminate' };
}

function fieldsOf({ body }: Reply): { data?: unknown; revision?: unknown } {
  return body ?? {};
}
