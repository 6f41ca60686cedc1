import * as pulumi from '@pulumi/pulumi';
import * as vapi from '@pulumi/vapi';
import { escalateParameters } from '../../routing/vocabulary';
import type { Vocabulary } from '../../routing/rules';
import type { AssistantTexts } from '../texts';

interface VoiceAgentArgs {
  /** At most 40 characters. */
  readonly name: string;
  readonly texts: AssistantTexts;
  readonly vocabulary: Vocabulary;
  readonly eventsUrl: pulumi.Input<string>;
  readonly serverSecret: pulumi.Input<string>;
  readonly hmacSecret: pulumi.Input<string>;
  readonly model: { readonly provider: string; readonly model: string };
  readonly voice?: Record<string, unknown>;
}

/** The events that the handoff lives by. `function-call` is the tool call's older form. */
const SERVER_MESSAGES = [
  'tool-calls',
  'function-call',
  'status-update',
  'end-of-call-report',
  'speech-update',
  'conversation-update',
  'transcript[transcriptType="final"]',
  'hang',
];

/** Client errors are answers, not accidents: they are not tried again. */
const BACKOFF = {
  type: 'exponential' as const,
  maxRetries: 3,
  baseDelaySeconds: 1,
  excludedStatusCodes: [400, 401, 403, 404, 413, 422],
};

/** Seconds without a word after which the AI says that it is still there. */
const REASSURE_AFTER_SECONDS = 8;

/** The AI that talks with callers, its `escalate` tool, and how its webhooks prove themselves. */
export class VoiceAgent extends pulumi.ComponentResource {
  readonly assistantId: pulumi.Output<string>;

  constructor(label: string, args: VoiceAgentArgs, options: pulumi.ComponentResourceOptions) {
    super('handoff:index:VoiceAgent', label, {}, options);
    const { name, texts } = args;
    const credential = new vapi.Credential(
      label,
      {
        name,
        authenticationPlan: {
          type: 'hmac',
          secretKey: args.hmacSecret,
          algorithm: 'sha256',
          signatureHeader: 'x-signature',
          timestampHeader: 'x-timestamp',
          payloadFormat: '{timestamp}.{body}',
          signatureEncoding: 'hex',
        },
      },
      { parent: this },
    );
    const server = (timeoutSeconds: number) => ({
      url: pulumi.interpolate`${args.eventsUrl}/vapi/events`,
      timeoutSeconds,
      credentialId: 'webhooks',
      headers: { 'x-vapi-secret': args.serverSecret },
      backoffPlan: BACKOFF,
    });
    const escalate = new vapi.Tool(
      `${label}-escalate`,
      {
        function: {
          name: 'escalate',
          description: texts.escalateDescription,
          parameters: { ...escalateParameters(args.vocabulary) },
        },
        // Put in by Vapi itself: the AI neither sees nor invents them.
        parameters: [{ key: 'call_sid', value: '{{transport.callSid}}' }],
        messages: [
          { type: 'request-start', content: texts.escalateStart },
          { type: 'request-failed', content: texts.escalateFailed },
        ],
        server: server(10),
        names: { webhooks: credential.id },
      },
      { parent: this, dependsOn: options.dependsOn },
    );
    const assistant = new vapi.Assistant(
      label,
      {
        name,
        model: {
          ...args.model,
          messages: [{ role: 'system', content: texts.instructions }],
          toolIds: ['escalate'],
          tools: [{ type: 'endCall' }],
        },
        voice: args.voice,
        transcriber: { provider: 'deepgram', model: 'nova-3', language: 'multi' },
        firstMessage: texts.firstMessage,
        endCallMessage: texts.goodbye,
        server: server(20),
        names: { webhooks: credential.id, escalate: escalate.id },
        serverMessages: SERVER_MESSAGES,
        backgroundSound: 'office',
        hooks: [
          {
            on: 'customer.speech.timeout',
            do: [{ type: 'say', exact: texts.reassure }],
            options: {
              timeoutSeconds: REASSURE_AFTER_SECONDS,
              triggerMaxCount: 10,
              triggerResetMode: 'onUserSpeech',
            },
          },
        ],
      },
      { parent: this, dependsOn: options.dependsOn },
    );
    this.assistantId = assistant.id;
    this.registerOutputs({ assistantId: assistant.id });
  }
}
