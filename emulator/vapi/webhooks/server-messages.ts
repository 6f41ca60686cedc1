import type { EmulatorContext } from '../../core/context';
import type { WebhookAnswer, WebhookRequest } from '../../core/webhooks';
import type { VapiBehaviour } from '../behaviour';
import type { Call } from '../call';
import { type AuthenticationPlan, type Credential, planOf } from '../rest/credential-schema';
import type { ResourceStore } from '../rest/resource-store';
import type { Server } from '../rest/server-schema';
import { authenticationHeaders } from './authentication';
import { oauth2Headers } from './oauth2';

/** What goes to the server when an assistant does not say. Source: OpenAPI `CreateAssistantDTO.serverMessages`. */
const DEFAULT_MESSAGES = [
  'conversation-update',
  'end-of-call-report',
  'function-call',
  'hang',
  'speech-update',
  'status-update',
  'tool-calls',
  'transfer-destination-request',
  'handoff-destination-request',
  'user-interrupted',
  'assistant.started',
];

const DEFAULT_TIMEOUT_SECONDS = 20;

/** How a message that wants an answer is sent. */
export interface Asking {
  /** The tool's own server, which comes before all others. */
  readonly toolServer?: Server;
  /** In place of the server's time-out. */
  readonly deadlineMs?: number;
}

type JsonWebhook = Pick<WebhookRequest, 'kind' | 'url' | 'timeoutMs'> & { readonly json: string };

/** Posts a call's server messages: to the first server that is set, signed, tried again as its backoff plan says. */
export class ServerMessages {
  constructor(
    private readonly ctx: EmulatorContext,
    private readonly credentials: ResourceStore<Credential>,
    private readonly behaviour: VapiBehaviour,
  ) {}

  isSubscribed(call: Call, type: string): boolean {
    const chosen: readonly string[] = call.assistant.settings.serverMessages ?? DEFAULT_MESSAGES;
    return chosen.includes(type) || (type.startsWith('transcript') && chosen.includes('transcript'));
  }

  /**
   * Sends `message` and resolves to the last answer, or to undefined where no server is set (which Vapi passes over in
   * silence). Without a backoff plan, or where the message has a deadline of its own, there is one try.
   * Source: OpenAPI `Server.backoffPlan`.
   */
  async post(
    call: Call,
    message: Readonly<Record<string, unknown>>,
    { toolServer, deadlineMs }: Asking = {},
  ): Promise<WebhookAnswer | undefined> {
    const server = this.serverOf(call, toolServer);
    if (!server?.url) return undefined;
    const plan = deadlineMs === undefined ? server.backoffPlan : undefined;
    const timeoutMs = deadlineMs ?? (server.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000;
    const request = {
      kind: `vapi.${String(message.type)}`,
      url: server.url,
      json: JSON.stringify({ message }),
      timeoutMs,
    };
    for (let tried = 0; ; tried += 1) {
      const answer = await this.send(call, server, request);
      const isOver =
        isSuccess(answer) ||
        tried >= (plan?.maxRetries ?? 0) ||
        plan?.excludedStatusCodes?.includes(answer.status);
      if (isOver) return answer;
      const factor = plan?.type === 'exponential' ? 2 ** tried : 1;
      await this.wait((plan?.baseDelaySeconds ?? 1) * 1000 * factor);
    }
  }

  /** The first that is set. Source: https://docs.vapi.ai/server-url/setting-server-urls. */
  serverOf(call: Call, toolServer?: Server): Server | undefined {
    const { assistant, origin } = call;
    const { orgServer } = this.behaviour;
    return [toolServer, assistant.settings.server, origin.phoneNumber?.server, orgServer].find(
      (one) => one?.url,
    );
  }

  private async send(call: Call, server: Server, request: JsonWebhook): Promise<WebhookAnswer> {
    const { clock, ids, webhooks } = this.ctx;
    const plan = this.planOf(call, server);
    const token = plan?.type === 'oauth2' ? await oauth2Headers(webhooks, plan) : {};
    const headers = authenticationHeaders(server, plan, {
      url: request.url,
      body: request.json,
      timestamp: this.signatureTimestamp(clock.now()),
      messageId: ids.uuid(),
    });
    return webhooks.send({ ...request, headers: { ...token, ...headers } });
  }

  /** The server's own credential, else one of the call's: inline, then by id, the first of each. */
  private planOf(call: Call, server: Server): AuthenticationPlan | undefined {
    if (server.credentialId) return planOf(this.credentials.find(server.credentialId));
    const { credentials = [], credentialIds = [] } = call.assistant.settings;
    const all = [...credentials, ...credentialIds.map((id) => this.credentials.find(id))];
    return all.map(planOf).find((plan) => plan !== undefined);
  }

  private signatureTimestamp(nowMs: number): string {
    switch (this.behaviour.signatureTimestamps) {
      case 'ms':
        return String(nowMs);
      case 'seconds':
        return String(Math.floor(nowMs / 1000));
      case 'iso':
        return new Date(nowMs).toISOString();
    }
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.ctx.clock.after(ms, resolve));
  }
}

function isSuccess(answer: WebhookAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}
