import type { ConsoleSession } from '../domain/console-session';
import type { Ports } from '../ports';
import { begin, insistently, patiently } from './invocation';

/** The link is used up by creating its session: who comes second finds it there. */
export async function openSession(
  ports: Ports,
  id: string,
  session: ConsoleSession,
): Promise<'open' | 'used' | 'unknown'> {
  const invocation = begin(ports);
  const created = await patiently(invocation, () => ports.sessions.create(id, session));
  if (created.kind === 'ok') return 'open';
  return created.kind === 'conflict' ? 'used' : 'unknown';
}

/** `over`: signed out, taken back, expired or never there. */
export async function sessionState(ports: Ports, id: string): Promise<'open' | 'over' | 'unknown'> {
  const read = await insistently(begin(ports), () => ports.sessions.read(id));
  if (read.kind === 'gone') return 'over';
  if (read.kind !== 'ok') return 'unknown';
  const { endedAtMs, expiresAtMs } = read.value.value;
  return endedAtMs === undefined && ports.clock.nowMs() < expiresAtMs ? 'open' : 'over';
}

/** The item stays, so that neither the cookie nor the link opens anything again. */
export async function endSession(ports: Ports, id: string): Promise<'over' | 'unknown'> {
  const invocation = begin(ports);
  const read = await insistently(invocation, () => ports.sessions.read(id));
  if (read.kind === 'gone') return 'over';
  if (read.kind !== 'ok') return 'unknown';
  const { value, revision } = read.value;
  const ended = { ...value, endedAtMs: value.endedAtMs ?? ports.clock.nowMs() };
  const written = await insistently(invocation, () => ports.sessions.replace(id, ended, revision));
  return ['ok', 'conflict', 'gone'].includes(written.kind) ? 'over' : 'unknown';
}
