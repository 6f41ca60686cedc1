import type { WebSocket } from 'ws';
import type { Worker } from '../engine/entities';
import type { Workspace } from '../engine/workspace';
import type { Deed } from './deeds';
import type { Visitor } from './visitor';

/** The SDK takes a connection for lost after 30 s without a word. */
const HEARTBEAT_MS = 15_000;

interface Session {
  readonly socket: WebSocket;
  readonly isOfflineAtEnd: boolean;
}

export interface SessionOptions {
  readonly closeExistingSessions: boolean;
  readonly setWorkerOfflineIfDisconnected: boolean;
}

/** The open web sockets of workers. */
export class Sessions {
  private readonly open = new Map<Worker, Set<Session>>();

  /** `tell` brings into effect what a connection does to its worker, in its turn. */
  constructor(private readonly tell: (deed: () => Deed) => void) {}

  /** Greets a worker, keeps the connection alive with blank messages, and ends it with its token. */
  add(visitor: Visitor, socket: WebSocket, options: SessionOptions): void {
    const { workspace, worker, token } = visitor;
    const { socketClock: clock } = workspace.ctx;
    const others = this.open.get(worker) ?? new Set<Session>();
    const session: Session = { socket, isOfflineAtEnd: options.setWorkerOfflineIfDisconnected };
    this.open.set(worker, new Set([...others, session]));
    if (options.closeExistingSessions) for (const other of others) other.socket.close(1000);

    const lifetimeMs = token.expiresMs - clock.now();
    const stopExpiry = clock.after(lifetimeMs, () => socket.close(1000));
    let stopBeat = (): void => undefined;
    const beat = (): void => {
      socket.send(' ');
      stopBeat = clock.after(HEARTBEAT_MS, beat);
    };
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      stopExpiry();
      stopBeat();
      this.tell(() => this.removed(workspace, worker, session));
    });
    this.tell(() => ({ what: 'opened', ...whose(workspace, worker) }));
    this.send(socket, 'init', {
      account_sid: workspace.ctx.account.sid,
      workspace_sid: workspace.sid,
      channel_id: worker.sid,
      token_lifetime: lifetimeMs,
    });
    beat();
  }

  notify(worker: Worker, type: string, payload: unknown): void {
    for (const { socket } of this.open.get(worker) ?? []) this.send(socket, type, payload);
  }

  private removed(workspace: Workspace, worker: Worker, session: Session): Deed {
    const left = this.open.get(worker);
    left?.delete(session);
    const isLast = !left?.size;
    if (isLast) this.open.delete(worker);
    const goesOffline = isLast && session.isOfflineAtEnd;
    return { what: 'closed', goesOffline, ...whose(workspace, worker) };
  }

  private send(socket: WebSocket, type: string, payload: unknown): void {
    socket.send(JSON.stringify({ event_type: type, payload }));
  }
}

function whose(workspace: Workspace, worker: Worker): { workspaceSid: string; workerSid: string } {
  return { workspaceSid: workspace.sid, workerSid: worker.sid };
}
