import { createCalls } from './adapters/calls';
import { currentHost } from './adapters/host';
import { HttpClient } from './adapters/http';
import { syncStores } from './adapters/sync';
import { createTaskRouterClient } from './adapters/taskrouter';
import { Texts } from './adapters/texts';
import { signContextToken } from './adapters/tokens';
import { TwilioRest } from './adapters/twilio-rest';
import { createTwiml, routeUrl } from './adapters/twiml';
import { createVapi } from './adapters/vapi';
import { privateAsset } from './assets';
import { defaultPolicy } from './domain/handoff/policy';
import type { Vocabulary } from './domain/vocabulary';
import type { Ports } from './ports';
import { clockOf } from './ports/clock';
import type { Host } from './ports/host';
import { idsOf } from './ports/ids';
import type { Log } from './ports/log';
import type { Text } from './ports/texts';
import type { RouteRef, VoiceAnswer } from './ports/voice-answer';
import { givenSettings, readSettings } from './settings';
import type { VariableValues } from './variables';

/** One container's working parts, wired once and used by every invocation. */
export interface App {
  readonly host: Host;
  readonly variables: VariableValues;
  readonly http: HttpClient;
  readonly rest: TwilioRest;
  /** Ports of one invocation. */
  ports(log: Log): Ports;
  twiml(answer: VoiceAnswer): string;
  /** The public URL of a route of the control service. */
  url(ref: RouteRef): string;
  /** Words for the AI, on one line. */
  say(texts: readonly Text[]): string;
}

/** How long the link to a handoff's context opens. */
const CONTEXT_LINK_MS = 60 * 60_000;
/** As long as the hold music. */
const HOLD_TURN_SECONDS = 20;

let wired: { readonly variables: string; readonly app: App } | undefined;

/** The app of this container; made anew when a variable changed. Throws `WrongSettings`. */
export function appOf(context: Readonly<Record<string, unknown>>): App {
  const host = currentHost();
  const variables = givenSettings(context);
  if (wired?.variables !== variables || wired.app.host !== host) {
    wired = { variables, app: wire(host, readSettings(context)) };
  }
  return wired.app;
}

function wire(host: Host, variables: VariableValues): App {
  const http = new HttpClient(host);
  const account = { sid: variables.ACCOUNT_SID, authToken: variables.AUTH_TOKEN };
  const rest = new TwilioRest(http, account, variables.TWILIO_BASE_URL);
  const texts = new Texts(variables.DEFAULT_LANGUAGE, privateAsset('/texts.json'));
  const twiml = createTwiml({ texts, serverUrl: variables.SERVER_URL });
  const url = (ref: RouteRef): string => routeUrl(variables.SERVER_URL, ref);
  const ports: Omit<Ports, 'log'> = {
    ...syncStores({ rest, serviceSid: variables.SYNC_SERVICE_SID, count: variables.SYNC_MAPS }),
    taskRouter: createTaskRouterClient(rest, {
      workspaceSid: variables.WORKSPACE_SID,
      workflowSid: variables.WORKFLOW_SID,
    }),
    calls: createCalls(rest, twiml, url),
    ai: createVapi(
      http,
      {
        baseUrl: variables.VAPI_BASE_URL,
        apiKey: variables.VAPI_API_KEY,
        assistantId: variables.VAPI_ASSISTANT_ID,
        phoneNumberId: variables.VAPI_PHONE_NUMBER_ID,
        localBaseUrl: variables.TWILIO_BASE_URL,
      },
      texts,
    ),
    clock: clockOf(host),
    ids: idsOf(host),
    settings: {
      policy: { ...defaultPolicy, ringMs: variables.RING_SECONDS * 1_000 },
      vocabulary: vocabularyOf(variables),
      phrases: texts.phrases(),
      bridge: variables.BRIDGE,
      wait: variables.WAIT,
      holdTurnSeconds: HOLD_TURN_SECONDS,
      contextUrl(callSid, nowMs) {
        const token = signContextToken(
          { callSid, expiresAtMs: nowMs + CONTEXT_LINK_MS },
          variables.TOKEN_SECRET,
        );
        return `${variables.SERVER_URL}/agent/context?token=${token}`;
      },
    },
  };
  return {
    host,
    variables,
    http,
    rest,
    twiml,
    url,
    say: (said) => said.map((text) => texts.say(text)).join(' '),
    ports: (log) => ({ ...ports, log }),
  };
}

function vocabularyOf({ VOCABULARY: words, DEFAULT_LANGUAGE: defaultLanguage }: VariableValues): Vocabulary {
  const names = Object.keys(words.priorities);
  return {
    ...words,
    defaultLanguage,
    defaultPriority: names.includes('normal') ? 'normal' : (names[0] ?? ''),
  };
}
