import type RequestClient from 'twilio/lib/base/RequestClient';
import type Response from 'twilio/lib/http/response';

type Sent = RequestClient.RequestOptions<Record<string, unknown>>;

/** Collections in which the run makes its own top-level objects; everything else hangs below those. */
const TOP_LEVEL = [
  'https://taskrouter.twilio.com/v1/Workspaces',
  'https://sync.twilio.com/v1/Services',
] as const;

/** Calls and conferences that cannot exist, their SIDs being zeros: they may be read, and told to change. */
const NOBODYS =
  /^https:\/\/api\.twilio\.com\/2010-04-01\/Accounts\/AC[0-9a-f]{32}\/(Calls|Conferences)\/C[AF]0{32}(\/Participants)?\.json$/;

/**
 * Stands between the SDK and the account, and lets nothing through that could cost money or touch what others made:
 * a top-level object is created only with the run's prefix in its FriendlyName, everything below is reached only through
 * one that this run made or found by that prefix, and of calls only such as cannot exist are asked for.
 */
export class OwnObjects {
  private readonly sids = new Set<string>();

  constructor(private readonly prefix: string) {}

  /** A transport for the SDK that checks first and then sends by `client`. */
  guard(client: { request(options: Sent): Promise<Response<unknown>> }): RequestClient {
    const request = async (options: Sent): Promise<Response<unknown>> => {
      this.check(options);
      const response = await client.request(options);
      this.learn(options, response);
      return response;
    };
    return { request } as unknown as RequestClient;
  }

  /** Throws for a request that this run has no business to make. */
  check({ method, uri, data }: Sent): void {
    const url = new URL(uri);
    const address = url.origin + url.pathname;
    if (address.split('/').some((part) => part === '.' || part === '..')) throw this.refusal(method, address);
    const collection = TOP_LEVEL.find((one) => address === one || address.startsWith(`${one}/`));
    if (!collection) {
      const nobodys = NOBODYS.exec(address);
      const isList = nobodys?.[2] !== undefined;
      if (nobodys && (/^get$/i.test(method) || (/^post$/i.test(method) && !isList))) return;
      throw this.refusal(method, address);
    }
    if (address === collection) {
      const name = (data as { FriendlyName?: unknown } | undefined)?.FriendlyName;
      if (/^get$/i.test(method)) return;
      if (/^post$/i.test(method) && typeof name === 'string' && name.startsWith(this.prefix)) return;
      throw this.refusal(method, address);
    }
    const sid = address.slice(collection.length + 1).split('/')[0] ?? '';
    if (!this.sids.has(sid)) throw this.refusal(method, address);
  }

  /** Takes an object of this run or of an earlier attempt at it, known by its name: the prefix and one word. */
  adopt(object: { readonly sid: string; readonly friendlyName: string | null }): boolean {
    const { friendlyName } = object;
    if (!friendlyName?.startsWith(this.prefix) || !/^[a-z]+$/.test(friendlyName.slice(this.prefix.length)))
      return false;
    this.sids.add(object.sid);
    return true;
  }

  private learn({ method, uri }: Sent, { statusCode, body }: Response<unknown>): void {
    if (statusCode !== 201 || !/^post$/i.test(method)) return;
    if (!TOP_LEVEL.some((one) => one === uri)) return;
    const { sid } = (typeof body === 'string' ? JSON.parse(body) : body) as { sid: string };
    this.sids.add(sid);
  }

  private refusal(method: string, address: string): Error {
    return new Error(`the live tests may not ${method.toUpperCase()} ${address}`);
  }
}
