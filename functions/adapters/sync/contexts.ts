import { contextSchema } from '../../domain/context';
import type { Answer } from '../../ports/answer';
import type { Contexts } from '../../ports/store';
import type { TwilioRest } from '../twilio-rest';
import { SyncItems } from './items';
import { documentPlace, of } from './places';

/**
 * Contexts are documents: each has permissions of its own, which a map's items have not.
 * Source: https://www.twilio.com/docs/sync/api/document-permission-resource
 */
export function syncContexts(rest: TwilioRest, serviceSid: string, ttlSeconds: number): Contexts {
  const place = documentPlace(serviceSid, 'context', ttlSeconds);
  const permission = async (
    method: 'POST' | 'DELETE',
    callSid: string,
    identity: string,
  ): Promise<Answer<void>> => {
    const path = `${place.item(callSid)}/Permissions/${encodeURIComponent(identity)}`;
    const form = method === 'POST' ? { Read: 'true', Write: 'false', Manage: 'false' } : undefined;
    const answer = await rest.send({ method, host: 'sync.twilio.com', path, form });
    return answer.kind === 'ok' ? { kind: 'ok', value: undefined } : answer;
  };
  return Object.assign(new SyncItems(rest, place, of(contextSchema)), {
    show: (callSid: string, identity: string) => permission('POST', callSid, identity),
    hide: (callSid: string, identity: string) => permission('DELETE', callSid, identity),
    nameOf: (callSid: string) => `context:${callSid}`,
  });
}
