import type { WebSocket } from 'ws';
import type { Worker } from '../engine/entities';
import { moveWorker } from '../engine/workers';
import type { Workspace } from '../engine/workspace';
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

  /** Greets a worker, keeps the connection alive with blank messages, and ends it with its token. */
  add(visitor: Visitor, socket: WebSocket, options: SessionOptions): void {
    const { workspace, worker, token } = visitor;
    const { socketClock: clock, journal } = workspace.ctx;
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
      this.remove(workspace, worker, session);
    });
    journal.add('worker-channel.opened', { worker_sid: worker.sid });
    this.send(socket, 'init', {
      account_sid: workspace.ctx.account.sid,
      workspace_sid: workspace.sid,
      channel_id: worker.sid,
      token_lifetime: lifetimeMs,
    });
    beat();
  }

  tell(worker: Worker, type: string, payload: unknown): void {
    for (const { socket } of this.open.get(worker) ?? []) this.send(socket, type, payload);
  }

  private remove(workspace: Workspace, worker: Worker, session: Session): void {
    const left = this.open.get(worker);
    left?.delete(session);
    workspace.ctx.journal.add('worker-channel.closed', { worker_sid: worker.sid });
    if (left?.size) return;
    this.open.delete(worker);
    if (!session.isOfflineAtEnd) return;
    const offline = [...workspace.activities.values()].find(({ friendlyName }) => friendlyName === 'Offline');
    moveWorker(workspace, worker, offline ?? workspace.timeoutActivity);
  }

  private send(socket: WebSocket, type: string, payload: unknown): void {
    socket.send(JSON.stringify({ event_type: type, payload }));
  }
}
