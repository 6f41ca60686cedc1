import { createHash } from 'node:crypto';
import { readAccessToken } from '../../../core/access-token';
import { TwilioError } from '../../../core/twilio-error';
import type { Actor } from '../actor';
import type { SyncService, SyncState } from '../state';

export type EndpointActor = Actor & { readonly endpointId: string };

/** Who holds an access token with a `data_sync` grant. */
export interface Visitor {
  readonly service: SyncService;
  readonly actor: EndpointActor;
  readonly expiresMs: number;
}

/** 401 for a token that is not valid, 403 with code 20106 when it has no grant for a service that exists. */
export function visitorOf(state: SyncState, text: string, endpointId: string): Visitor {
  const { account, clock } = state.ctx;
  const token = readAccessToken(text, account, clock.now());
  const wanted = token.grants['data_sync']?.['service_sid'];
  const service = [...state.services.values()].find(
    ({ sid, uniqueName }) => sid === wanted || (uniqueName !== undefined && uniqueName === wanted),
  );
  if (!service) throw new TwilioError(403, 20106, 'Invalid Access Token grants');
  return { service, actor: { identity: token.identity, endpointId }, expiresMs: token.expiresMs };
}

/** Under this name a page's session storage keeps what one identity has opened; a new one once other objects may be held. */
export function storageOf(state: SyncState, { service, actor }: Visitor): string {
  const owner = [service.sid, actor.identity, String(state.heldSinceMs)].join('\n');
  return createHash('sha256').update(owner).digest('hex').slice(0, 32);
}
