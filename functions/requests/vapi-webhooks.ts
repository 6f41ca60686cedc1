import { SpentSignatures } from '../adapters/spent-signatures';
import { Texts } from '../adapters/texts';
import { authenticateVapi, type VapiAuthSettings } from '../adapters/vapi-auth';
import { parseVapiMessage, type VapiMessage } from '../adapters/vapi-messages';
import type { App } from '../app';
import type { AiEvent } from '../domain/ai-event';
import type { Text } from '../ports/texts';
import type { Reply, RouteRequest } from '../route';
import { WrongSettings } from '../settings';

/** Lets Vapi's webhooks in, reads them, and answers in the shape that each type wants. One a container. */
export class VapiWebhooks {
  private readonly spent = new SpentSignatures();

  async answer(
    { app, event, note }: RouteRequest,
    handle: (event: AiEvent) => Promise<readonly Text[] | 'try-again'>,
  ): Promise<Reply> {
    const { variables, host } = app;
    const request = { method: 'POST', url: `${variables.EVENTS_URL}/vapi/events` };
    const auth = authenticateVapi(event, request, authSettings(app), host.now());
    const signature = auth.ok && auth.by === 'hmac' ? auth.signature : undefined;
    const isReplay = signature !== undefined && this.spent.has(signature, host.now());
    note({ auth: auth.ok ? (isReplay ? 'replayed' : auth.by) : auth.why });
    if (!auth.ok || isReplay) return { status: 401, json: { error: 'unauthorized' } };

    const message = parseVapiMessage(event.message, host.now());
    const { call, what } = message.event ?? {};
    note({
      type: message.type,
      callSid: call?.callSid,
      leg: call?.leg,
      ignored: what?.kind === 'other' || !what,
    });
    const told = message.event ? await handle(message.event) : [];
    if (told === 'try-again') return { status: 503, json: { error: 'try again' } };
    if (signature !== undefined) this.spent.add(signature, host.now());
    if (message.type === 'assistant-request') {
      return { status: 200, json: { assistantId: variables.VAPI_ASSISTANT_ID } };
    }
    const cannot: Text = { key: 'ai.cannot', language: variables.DEFAULT_LANGUAGE };
    return toolAnswer(message, app.say(told.length > 0 ? told : [cannot]));
  }

  /** Vapi ignores what a tool answers with another status than 200: the AI must hear of the failure. */
  failed(event: Readonly<Record<string, unknown>>, error: unknown): Reply | undefined {
    if (error instanceof WrongSettings) return undefined;
    const message = parseVapiMessage(event.message, 0);
    if (message.toolCalls.length === 0) return undefined;
    return toolAnswer(message, new Texts('en').say({ key: 'ai.cannot', language: 'en' }));
  }
}

/** Source: https://docs.vapi.ai/tools/custom-tools (single-line results); the legacy shape for `function-call`. */
function toolAnswer({ toolCalls, isLegacy }: VapiMessage, result: string): Reply {
  if (toolCalls.length === 0) return { status: 200, json: {} };
  if (isLegacy) return { status: 200, json: { result } };
  return {
    status: 200,
    json: { results: toolCalls.map(({ id, name }) => ({ toolCallId: id, name, result })) },
  };
}

function authSettings({ variables }: App): VapiAuthSettings {
  const secret = variables.VAPI_HMAC_SECRET;
  return {
    secret: variables.VAPI_SERVER_SECRET || undefined,
    hmac:
      secret === ''
        ? undefined
        : {
            secret,
            header: variables.VAPI_HMAC_HEADER,
            timestampHeader: variables.VAPI_HMAC_TIMESTAMP_HEADER,
            prefix: variables.VAPI_HMAC_PREFIX,
            encoding: variables.VAPI_HMAC_ENCODING,
            payload: variables.VAPI_HMAC_PAYLOAD,
          },
  };
}
