import type RequestClient from 'twilio/lib/base/RequestClient';
import type Response from 'twilio/lib/http/response';

type Sent = RequestClient.RequestOptions<Record<string, unknown>>;

const ACCOUNT = String.raw`https://api\.twilio\.com/2010-04-01/Accounts/AC[0-9a-f]{32}`;

/** Collections in which the run makes its own top-level objects; everything else hangs below those. */
const TOP_LEVEL = new RegExp(
  String.raw`^(?:https://taskrouter\.twilio\.com/v1/Workspaces|https://sync\.twilio\.com/v1/Services|${ACCOUNT}/Queues)(?:/(.+))?$`,
);

/** The account and a key that cannot exist: they may be read. */
const READ_ONLY = new RegExp(String.raw`^${ACCOUNT}(?:/Keys/SK0{32})?\.json$`);

/** Calls and conferences that cannot exist, their SIDs being zeros: they may be read, and told to change. */
const NOBODYS = new RegExp(String.raw`^${ACCOUNT}/(Calls|Conferences)/C[AF]0{32}(/Participants)?\.json$`);

/** Parameters that make TaskRouter call somebody, or make Twilio send requests to a server. */
const REACHING_OUT = /^(Instruction|(Call|Conference|Dequeue|Redirect|Supervisor)\w*|\w*Ur[li])$/i;

/** A tenth of it is expected; more is a mistake that an account must not pay for. */
const MAX_TASKS = 100;
const MAX_REQUESTS = 5000;

/**
 * Stands between the SDK and the account, and lets nothing through that could cost money or touch what others made:
 * a top-level object is created only with the run's prefix in its FriendlyName, everything below is reached only through
 * one that this run made or found by that prefix, and of calls only such as cannot exist are asked for. The account is read.
 */
export class OwnObjects {
  private readonly sids = new Set<string>();
  private readonly underWay = new Set<Promise<unknown>>();
  private isEnding = false;
  private requests = 0;
  private tasks = 0;
  /** Whether something may have been made of which this run does not know the SID. */
  hasUnanswered = false;

  constructor(private readonly prefix: string) {}

  /** A transport for the SDK that checks first and then sends by `client`. */
  guard(client: { request(options: Sent): Promise<Response<unknown>> }): RequestClient {
    const request = async (options: Sent): Promise<Response<unknown>> => {
      this.check(options);
      const sent = client.request(options);
      this.underWay.add(sent);
      try {
        const response = await sent;
        this.learn(options, response);
        return response;
      } catch (error) {
        if (isCreation(options)) this.hasUnanswered = true;
        throw error;
      } finally {
        this.underWay.delete(sent);
      }
    };
    return { request } as unknown as RequestClient;
  }

  /** From now on only deletions go through; resolves when what was under way is answered. */
  async end(): Promise<void> {
    this.isEnding = true;
    await Promise.allSettled(this.underWay);
  }

  /** SIDs of top-level objects that this run made or took over, and that are not deleted yet. */
  left(): readonly string[] {
    return [...this.sids];
  }

  /** Throws for a request that this run has no business to make. */
  check({ method, uri, data }: Sent): void {
    const verb = method.toUpperCase();
    const url = new URL(uri);
    const address = url.origin + url.pathname;
    const refuse = (why: string): never => {
      throw new Error(`the live tests may not ${verb} ${address}: ${why}`);
    };
    if (++this.requests > MAX_REQUESTS) refuse(`more than ${MAX_REQUESTS} requests`);
    if (decoded(address).split('/').some(isWayUp)) refuse('it leads elsewhere');
    const reaching = Object.keys(data ?? {}).find((name) => REACHING_OUT.test(name));
    if (reaching !== undefined) refuse(`${reaching} reaches out of the account`);

    const place = topLevel(address);
    if (!place) {
      if (verb === 'GET' && READ_ONLY.test(address)) return;
      const nobodys = NOBODYS.exec(address);
      const isList = nobodys?.[2] !== undefined;
      if (!nobodys || !(verb === 'GET' || (verb === 'POST' && !isList))) refuse('it is none of its own');
      return;
    }
    if (place.path.length === 0) {
      const name = data?.['FriendlyName'];
      const isOwn = typeof name === 'string' && name.startsWith(this.prefix);
      if (verb !== 'GET' && !(verb === 'POST' && isOwn && !this.isEnding)) refuse('it is none of its own');
      return;
    }
    const [sid = '', ...below] = place.path;
    if (!this.sids.has(sid)) refuse('it is none of its own');
    if (this.isEnding && !(verb === 'DELETE' && below.length === 0)) refuse('the run is over');
    if (verb === 'POST' && below.join('/') === 'Tasks' && ++this.tasks > MAX_TASKS)
      refuse(`more than ${MAX_TASKS} tasks`);
  }

  /** Takes an object of this run or of an earlier attempt at it, known by its name: the prefix and one word. */
  adopt(object: { readonly sid: string; readonly friendlyName: string | null }): boolean {
    const { friendlyName } = object;
    if (!friendlyName?.startsWith(this.prefix) || !/^[a-z]+$/.test(friendlyName.slice(this.prefix.length)))
      return false;
    this.sids.add(object.sid);
    return true;
  }

  private learn(options: Sent, { statusCode, body }: Response<unknown>): void {
    if (isCreation(options) && statusCode === 201) {
      const { sid } = (typeof body === 'string' ? JSON.parse(body) : body) as { sid: string };
      this.sids.add(sid);
    }
    const gone = /^delete$/i.test(options.method) && (statusCode === 204 || statusCode === 404);
    const [sid = '', ...below] = topLevel(options.uri)?.path ?? [];
    if (gone && below.length === 0) this.sids.delete(sid);
  }
}

function isCreation({ method, uri }: Sent): boolean {
  return /^post$/i.test(method) && topLevel(uri)?.path.length === 0;
}

/** What stands below the collection of top-level objects in which an address lies; undefined for one elsewhere. */
function topLevel(address: string): { readonly path: readonly string[] } | undefined {
  const found = TOP_LEVEL.exec(address.replace(/\.json$/, ''));
  return found ? { path: found[1]?.split('/') ?? [] } : undefined;
}

function isWayUp(part: string): boolean {
  return part === '.' || part === '..';
}

/** With slashes that were hidden by encoding; what is not well encoded is taken as it is. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
