import { callParameters } from '../../calls/parameters';
import { WEBHOOK_TIMEOUT_MS } from '../../calls/status-callback';
import { httpMethod } from '../../core';
import type { Element } from '../document';
import type { Stage } from '../stage';
import { resolveUrl } from '../stage';

/** The `action` of a Dial is asked also when the caller hung up; nobody is left to hear its TwiML. */
export function tellActionOfHangup(stage: Stage, element: Element, outcome: Record<string, string>): void {
  const { core, call } = stage;
  const { action, method } = element.attributes;
  if (action === undefined) return;
  core.ctx.webhooks.notify({
    kind: 'voice.twiml',
    url: resolveUrl(stage, action),
    method: httpMethod(method),
    form: { ...callParameters(call, core.ctx.account.sid), ...outcome },
    twilioSigned: true,
    timeoutMs: WEBHOOK_TIMEOUT_MS,
  });
}
