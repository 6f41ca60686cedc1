import {
  readSupervisorToken,
  signSupervisorToken,
  type SupervisorGrant,
} from '../adapters/supervisor-tokens';
import type { App } from '../app';
import { agentOf, inSession, isOwnPage, limited, refusal, SUPERVISOR_COOKIE, supervisorOf } from './agent';
import { setCookie } from './cookies';
import type { Ports } from '../ports';
import type { Reply } from '../route';

type Event = Readonly<Record<string, unknown>>;

export const NO_SUPERVISOR_COOKIE = setCookie(SUPERVISOR_COOKIE, '');

/** The grant of a link to the board; a refusal for one that is not ours, is too old, or comes too often. */
export function invitedToBoard(event: Event, { variables, host }: App): SupervisorGrant | Reply {
  const nowMs = host.now();
  const grant = readSupervisorToken('invite', event.invite, variables.TOKEN_SECRET, nowMs);
  return limited(grant, `supervisor ${grant?.name}`, nowMs);
}

export function supervisorCookie(grant: SupervisorGrant, { variables }: App): ReturnType<typeof setCookie> {
  return setCookie(SUPERVISOR_COOKIE, signSupervisorToken('session', grant, variables.TOKEN_SECRET));
}

/** Who asks, by cookie and from our own page, in a session that still is; else the refusal. An agent's opens nothing here. */
export async function supervising(event: Event, app: App, ports: Ports): Promise<SupervisorGrant | Reply> {
  if (!isOwnPage(event, app)) return refusal(403, 'not-our-page');
  const grant = supervisorOf(event, app);
  if (!grant) return agentOf(event, app) ? refusal(403, 'supervisors-only') : refusal(401, 'signed-out');
  return inSession(grant, ports, NO_SUPERVISOR_COOKIE);
}
