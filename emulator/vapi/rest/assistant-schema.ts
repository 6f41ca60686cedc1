import { z } from 'zod';
import { component } from '../openapi/document';
import { issuesOf } from '../openapi/issues';
import { keptProperty } from '../openapi/kept';
import { Credential } from './credential-schema';
import { TransferDestination } from './destination-schema';
import type { AnalysisPlan, ArtifactPlan } from './report-plans';
import { Server } from './server-schema';
import { Tool } from './tool-schema';

/** What an assistant may send to its server. Source: OpenAPI `CreateAssistantDTO.serverMessages`. */
const SERVER_MESSAGES = [
  'assistant.started',
  'assistant.speechStarted',
  'conversation-update',
  'end-of-call-report',
  'function-call',
  'hang',
  'language-changed',
  'language-change-detected',
  'model-output',
  'phone-call-control',
  'speech-update',
  'status-update',
  'transcript',
  'transcript[transcriptType="final"]',
  'tool-calls',
  'transfer-destination-request',
  'handoff-destination-request',
  'transfer-update',
  'user-interrupted',
  'voice-input',
  'chat.created',
  'chat.deleted',
  'session.created',
  'session.updated',
  'session.deleted',
  'call.deleted',
  'call.delete.failed',
  'call.artifact.upload',
] as const;

const Message = z.looseObject({
  role: z.enum(['assistant', 'function', 'user', 'system', 'tool', 'developer']),
  content: z.string().nullish(),
});

const model = component('CreateAssistantDTO').properties?.model ?? {};

/** Tools are checked by themselves, so that a fault in one is reported once. */
const Model = z
  .looseObject({
    provider: z.string(),
    model: z.string(),
    messages: z.array(Message).optional(),
    tools: z.array(Tool).optional(),
    toolIds: z.array(z.string()).optional(),
  })
  .check(({ value: { tools: _, ...rest }, issues }) => void issues.push(...issuesOf(model, rest)));

const HookAction = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('say'),
    exact: z.union([z.string(), z.array(z.string())]).optional(),
    prompt: z.union([z.string(), z.array(z.looseObject({}))]).optional(),
  }),
  z.strictObject({ type: z.literal('tool'), tool: Tool.optional(), toolId: z.string().optional() }),
  z.strictObject({
    type: z.literal('message.add'),
    message: Message,
    triggerResponseEnabled: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('transfer'), destination: TransferDestination.optional() }),
]);

const Hook = z.strictObject({
  on: z.string().max(1000),
  do: z.array(HookAction),
  name: z.string().max(1000).optional(),
  filters: z
    .array(z.strictObject({ type: z.literal('oneOf'), key: z.string(), oneOf: z.array(z.string()) }))
    .optional(),
  options: z
    .strictObject({
      timeoutSeconds: z.number().min(1).max(1000),
      triggerMaxCount: z.number().min(1).max(10).optional(),
      triggerResetMode: z.enum(['onUserSpeech', 'never']).optional(),
    })
    .optional(),
});

const MonitorPlan = z.strictObject({
  listenEnabled: z.boolean().optional(),
  listenAuthenticationEnabled: z.boolean().optional(),
  controlEnabled: z.boolean().optional(),
  controlAuthenticationEnabled: z.boolean().optional(),
  monitorIds: z.array(z.string()).optional(),
});

const StopSpeakingPlan = z.strictObject({
  numWords: z.number().min(0).max(10).optional(),
  voiceSeconds: z.number().min(0).max(0.5).optional(),
  backoffSeconds: z.number().min(0).max(10).optional(),
  acknowledgementPhrases: z.array(z.string()).optional(),
  interruptionPhrases: z.array(z.string()).optional(),
});

const opaque = z.looseObject({}).optional();
/** A plan of which little or nothing is read: checked by Vapi's document. */
const kept = <T = unknown>(name: string) => keptProperty<T>('CreateAssistantDTO', name).optional();

/** `silenceTimeoutSeconds` and `messagePlan` have left the OpenAPI and are still accepted. */
const fields = {
  transcriber: kept('transcriber'),
  model: Model.optional(),
  voice: kept('voice'),
  firstMessage: z.string().optional(),
  firstMessageInterruptionsEnabled: z.boolean().optional(),
  firstMessageMode: z
    .enum([
      'assistant-speaks-first',
      'assistant-speaks-first-with-model-generated-message',
      'assistant-waits-for-user',
    ])
    .optional(),
  voicemailDetection: kept('voicemailDetection'),
  clientMessages: z.array(z.string()).optional(),
  serverMessages: z.array(z.enum(SERVER_MESSAGES)).optional(),
  maxDurationSeconds: z.number().min(10).max(43_200).optional(),
  backgroundSound: z.union([z.enum(['off', 'office']), z.url()]).optional(),
  modelOutputInMessagesEnabled: z.boolean().optional(),
  transportConfigurations: kept('transportConfigurations'),
  observabilityPlan: kept('observabilityPlan'),
  credentials: z.array(Credential).optional(),
  hooks: z.array(Hook).optional(),
  name: z.string().max(40).optional(),
  voicemailMessage: z.string().max(1000).optional(),
  endCallMessage: z.string().max(1000).optional(),
  endCallPhrases: z.array(z.string().min(2).max(140)).optional(),
  compliancePlan: kept('compliancePlan'),
  metadata: opaque,
  backgroundSpeechDenoisingPlan: kept('backgroundSpeechDenoisingPlan'),
  analysisPlan: kept<AnalysisPlan>('analysisPlan'),
  artifactPlan: kept<ArtifactPlan>('artifactPlan'),
  startSpeakingPlan: kept('startSpeakingPlan'),
  stopSpeakingPlan: StopSpeakingPlan.optional(),
  monitorPlan: MonitorPlan.optional(),
  credentialIds: z.array(z.string()).optional(),
  server: Server.optional(),
  keypadInputPlan: kept('keypadInputPlan'),
  silenceTimeoutSeconds: z.number().min(5).max(3600).optional(),
  messagePlan: opaque,
};

export const Assistant = z.strictObject(fields);

export const AssistantOverrides = z.strictObject({
  ...fields,
  'tools:append': z.array(Tool).optional(),
  variableValues: z.record(z.string(), z.unknown()).optional(),
});

export type Assistant = z.infer<typeof Assistant>;
export type AssistantOverrides = z.infer<typeof AssistantOverrides>;
export type StopSpeakingPlan = z.infer<typeof StopSpeakingPlan>;
export type Hook = z.infer<typeof Hook>;
export type HookAction = z.infer<typeof HookAction>;
