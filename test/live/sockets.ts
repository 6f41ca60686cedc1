import { Supervisor, Worker, type WorkerOptions } from 'twilio-taskrouter';
import { SyncClient, type SyncClientOptions } from 'twilio-sync';
import { WebSocket } from 'ws';

export interface Grants {
  readonly worker?: {
    readonly workspaceSid: string;
    readonly workerSid: string;
    readonly role: 'worker' | 'supervisor';
  };
  readonly sync?: string;
}

/** What the browser SDKs connect with, and where. */
export interface SocketOptions {
  /** An access token for these, signed with an API key. */
  token(grants: Grants, identity: string, ttlSeconds: number): string;
  readonly sync: SyncClientOptions;
  readonly worker: WorkerOptions;
  /** `wss://.../v1/wschannels` */
  readonly workerServer: string;
}

const PATIENCE_MS = 20_000;
const TOKEN_SECONDS = 600;

/** The browser SDKs as cases use them; all that was opened is closed by `close`. */
export class Sockets {
  private readonly open: (() => unknown)[] = [];

  constructor(private readonly options: SocketOptions) {}

  sync(serviceSid: string, identity: string, ttlSeconds?: number): SyncClient {
    const client = new SyncClient(this.token({ sync: serviceSid }, identity, ttlSeconds), {
      logLevel: 'silent',
      ...this.options.sync,
    });
    this.open.push(() => client.shutdown());
    return client;
  }

  /** Once it is signed in. */
  async worker(
    workspaceSid: string,
    workerSid: string,
    role: 'worker' | 'supervisor' = 'worker',
  ): Promise<Supervisor> {
    const token = this.token({ worker: { workspaceSid, workerSid, role } }, workerSid);
    const Kind = role === 'worker' ? Worker : Supervisor;
    const worker = new Kind(token, { logLevel: 'silent', ...this.options.worker }) as Supervisor;
    this.open.push(() => worker.disconnect());
    await told((listener) => worker.on('ready', listener));
    return worker;
  }

  /** The HTTP status with which the worker channel answers a handshake; 101 opens it. */
  async handshake(token: string): Promise<number> {
    const socket = new WebSocket(`${this.options.workerServer}?token=${token}`);
    socket.on('error', () => undefined);
    this.open.push(() => socket.terminate());
    return told((listener) => {
      socket.on('unexpected-response', (_, answer) => listener(answer.statusCode ?? 0));
      socket.on('open', () => listener(101));
    });
  }

  token(grants: Grants, identity = 'live', ttlSeconds = TOKEN_SECONDS): string {
    return this.options.token(grants, identity, ttlSeconds);
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.open.splice(0).map((end) => end()));
  }
}

/** What `subscribe` is told first; fails after a while. */
export function told<T>(subscribe: (listener: (value: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`nothing came within ${PATIENCE_MS / 1000} s`)),
      PATIENCE_MS,
    );
    subscribe((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

/** Once the server has acknowledged that this object is followed, which the SDK tells nobody. */
export async function followed<T extends object>(object: T): Promise<T> {
  const { syncDocumentImpl, syncMapImpl, syncListImpl, syncStreamImpl } = object as Record<
    string,
    { subscriptionState: string }
  >;
  const inner = syncDocumentImpl ?? syncMapImpl ?? syncListImpl ?? syncStreamImpl;
  for (let leftMs = PATIENCE_MS; inner?.subscriptionState !== 'established'; leftMs -= 10) {
    if (leftMs === 0) throw new Error('the subscription was not acknowledged');
    await new Promise((wake) => setTimeout(wake, 10));
  }
  return object;
}
