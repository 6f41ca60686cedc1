import type { RawData, WebSocket } from 'ws';
import type { Cancel } from '../../../core/clock';
import { TwilioError } from '../../../core/twilio-error';
import type { Change } from '../feed';
import type { SyncState } from '../state';
import { decode, encode, type Frame } from './frames';
import type { Deeds } from './deeds';
import type { HttpRequest } from './requests';
import { Subscriptions } from './subscriptions';
import { storageOf, visitorOf, type Visitor } from './visitor';

/** How long before its end the client is told that its token is about to expire. */
const NOTICE_MS = 3 * 60_000;

/** One connection of `twilio-sync`: signs in, carries requests, and is told what happens to what it subscribed to. */
export class Endpoint {
  private visitor: Visitor | undefined;
  private stopTimers: Cancel = () => undefined;
  private readonly id: string;
  private readonly subscriptions: Subscriptions;

  constructor(
    private readonly state: SyncState,
    private readonly socket: WebSocket,
    private readonly deeds: Deeds,
  ) {
    this.id = state.ctx.outsideIds.hex(16);
    this.subscriptions = new Subscriptions(state, (type, message) => this.notify(type, message));
    const hear = (change: Change): void => this.subscriptions.hear(change, this.visitor);
    state.feed.listeners.add(hear);
    socket.on('message', (data: RawData) => void this.receive(data as Buffer));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      state.feed.listeners.delete(hear);
      this.stopTimers();
      if (this.visitor) void deeds.disconnected(this.visitor);
    });
  }

  private async receive(bytes: Buffer): Promise<void> {
    const frame = decode(bytes);
    if (!frame) return this.end(406, 'Not Acceptable');
    const { method, id } = frame.header;
    if (method === 'reply') return;
    if (method === 'close') return this.socket.close();
    const answer = await this.answer(frame);
    if (!answer) return this.socket.terminate();
    const { header, payload } = answer;
    this.socket.send(encode({ method: 'reply', id, ...header }, payload));
  }

  /** Undefined where the connection is lost instead. */
  private async answer({ header, payload }: Frame): Promise<Frame | undefined> {
    const { method } = header;
    try {
      if (method === 'init') return { header: await this.signIn(header), payload: undefined };
      if (!this.visitor) throw new TwilioError(401, 20101, 'Invalid Access Token');
      if (method === 'update') return { header: this.renew(this.visitor, header), payload: undefined };
      if (method === 'message') return await this.request(this.visitor, header, payload);
      return { header: OK, payload: undefined };
    } catch (error) {
      // A client's nonsense must not end the emulator, which has no handler above this one.
      const known = error instanceof TwilioError ? error : new TwilioError(500, 20500, String(error));
      const { status: code, code: errorCode, message: description } = known;
      return {
        header: { status: { code, status: description, errorCode, description } },
        payload: undefined,
      };
    }
  }

  private async signIn({ token, registrations }: Frame['header']): Promise<Frame['header']> {
    this.visitor = visitorOf(this.state, String(token), this.id);
    this.watch(this.visitor);
    await this.deeds.connected(this.visitor);
    return {
      ...OK,
      continuation_token: this.id,
      continuation_token_status: { reissued: false },
      capabilities: ['client_update', 'offline_storage'],
      offline_storage: { data_sync: { storage_id: storageOf(this.state, this.visitor) } },
      init_registrations: registrations ?? [],
      debug_info: {},
    };
  }

  /** A new token is for the same identity and service. */
  private renew(before: Visitor, { token }: Frame['header']): Frame['header'] {
    const visitor = visitorOf(this.state, String(token), this.id);
    if (visitor.service !== before.service || visitor.actor.identity !== before.actor.identity)
      throw new TwilioError(403, 20106, 'Invalid Access Token grants');
    this.visitor = visitor;
    this.watch(visitor);
    return OK;
  }

  private async request(
    visitor: Visitor,
    header: Frame['header'],
    body: unknown,
  ): Promise<Frame | undefined> {
    const asked = header['http_request'] as HttpRequest | undefined;
    if (typeof asked?.path !== 'string' || typeof asked.method !== 'string')
      throw TwilioError.badRequest('http_request wants method and path');
    const answer = await this.deeds.request(visitor, asked, body, () =>
      this.subscriptions.request(visitor, body),
    );
    return (
      answer && {
        header: {
          ...OK,
          http_status: { code: answer.status, status: answer.status < 300 ? 'OK' : 'ERROR' },
          http_headers: {},
        },
        payload: answer.body,
      }
    );
  }

  private watch({ expiresMs }: Visitor): void {
    this.stopTimers();
    const { socketClock: clock } = this.state.ctx;
    const leftMs = expiresMs - clock.now();
    const stopNotice = clock.after(leftMs - NOTICE_MS, () =>
      this.send({ method: 'client_update', client_update_type: 'token_about_to_expire' }),
    );
    const stopEnd = clock.after(leftMs, () => this.end(410, 'Token expired'));
    this.stopTimers = () => {
      stopNotice();
      stopEnd();
    };
  }

  private notify(type: string, message: unknown): void {
    this.send({ method: 'notification', message_type: type }, message);
  }

  private end(code: number, status: string): void {
    this.send({ method: 'close', status: { code, status } });
    this.socket.close();
  }

  private send(header: Frame['header'], payload?: unknown): void {
    this.socket.send(encode({ id: `TM${this.state.ctx.outsideIds.uuid()}`, ...header }, payload));
  }
}

const OK = { status: { code: 200, status: 'OK' } };
