import { z } from 'zod';

const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number in E.164 form such as +15550100100');
const telephone = z
  .string()
  .regex(
    /^(\+[1-9]\d{6,14}|client:[\w-]{1,64})$/,
    'a number in E.164 form such as +15550100100, or client:NAME for who answers in the browser',
  );
const secret = z.string().regex(/^\S{16,200}$/, '16 to 200 characters without spaces');
const wholeNumber = (from: number, to: number): z.ZodType<number> =>
  z.coerce.number().int().min(from).max(to);
const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

const agent = z.strictObject({
  name: z.string().min(1).max(64),
  number: telephone,
  /** What a sign-in at an OpenID provider knows the agent by. */
  email: z.email('an e-mail address').toLowerCase().optional(),
  languages: z.array(z.string()).optional(),
  departments: z.array(z.string()).optional(),
});

export interface Key {
  readonly schema: z.ZodType;
  /** The usual environment variable that is taken where the stack says nothing. */
  readonly env?: string;
  readonly secret?: true;
  /** Written as JSON. */
  readonly json?: true;
}

/** Every key of the stack's configuration; `Pulumi.yaml` documents them for people. */
export const CONFIG_KEYS = {
  twilioAccountSid: {
    schema: z.string().regex(/^AC[0-9a-f]{32}$/, 'AC and 32 hex digits'),
    env: 'TWILIO_ACCOUNT_SID',
  },
  twilioAuthToken: { schema: z.string().min(1).optional(), env: 'TWILIO_AUTH_TOKEN', secret: true },
  twilioApiKey: {
    schema: z
      .string()
      .regex(/^SK[0-9a-f]{32}$/, 'SK and 32 hex digits')
      .optional(),
    env: 'TWILIO_API_KEY',
  },
  twilioApiSecret: { schema: z.string().min(1).optional(), env: 'TWILIO_API_SECRET', secret: true },
  phoneNumber: { schema: e164, env: 'TWILIO_NUMBER' },
  buyNumber: {
    schema: z
      .string()
      .regex(/^[A-Z]{2}$/, 'the country that sells the number, as two capital letters such as US')
      .optional(),
  },
  releaseNumber: { schema: yesOrNo.default(false) },
  vapiApiKey: { schema: z.string().min(8), env: 'VAPI_API_KEY', secret: true },
  vapiHost: { schema: z.enum(['api.vapi.ai', 'api.eu.vapi.ai']).default('api.vapi.ai') },
  secret: {
    schema: z.string().regex(/^\S{32,200}$/, '32 to 200 characters without spaces'),
    env: 'HANDOFF_SECRET',
    secret: true,
  },
  vapiServerSecret: { schema: secret.optional(), env: 'VAPI_SERVER_SECRET', secret: true },
  vapiHmacSecret: { schema: secret.optional(), env: 'VAPI_HMAC_SECRET', secret: true },
  tokenSecret: { schema: secret.optional(), secret: true },
  sweepSecret: { schema: secret.optional(), secret: true },
  oidcIssuer: {
    schema: z
      .string()
      .regex(
        /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/|$))[^\s?#]*$/,
        'an https URL without query, such as https://accounts.google.com',
      )
      .optional(),
    env: 'OIDC_ISSUER',
  },
  oidcClientId: {
    schema: z
      .string()
      .regex(/^\S{1,200}$/, 'at most 200 characters without spaces')
      .optional(),
    env: 'OIDC_CLIENT_ID',
  },
  oidcClientSecret: {
    schema: z
      .string()
      .regex(/^\S{8,400}$/, '8 to 400 characters without spaces')
      .optional(),
    env: 'OIDC_CLIENT_SECRET',
    secret: true,
  },
  oidcClaim: {
    schema: z
      .string()
      .regex(/^[\w:/.-]{1,80}$/, 'the name of a claim, such as email')
      .default('email'),
  },
  oidcDomain: {
    schema: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a domain in lower case, such as example.com')
      .optional(),
  },
  agents: { schema: z.array(agent).default([]), json: true },
  humanAgentNumber: { schema: e164.optional(), env: 'HUMAN_AGENT_NUMBER' },
  bridge: { schema: z.enum(['conference', 'vapi-transfer']).default('conference') },
  wait: { schema: z.enum(['ai', 'hold']).default('ai') },
  ringSeconds: { schema: wholeNumber(5, 60).default(20) },
  passOnSeconds: { schema: wholeNumber(10, 600).default(60) },
  defaultLanguage: { schema: z.string().default('en') },
  modelProvider: { schema: z.string().min(1).default('openai') },
  model: { schema: z.string().min(1).default('gpt-4o') },
  voice: { schema: z.record(z.string(), z.unknown()).optional(), json: true },
  syncMaps: { schema: wholeNumber(1, 100).default(16) },
  rules: { schema: z.string().min(1).default('routing/rules.yaml') },
  workspace: { schema: z.string().min(1).optional() },
  functions: { schema: z.string().min(1).default('dist') },
  apiUrl: {
    schema: z
      .string()
      .regex(/^https?:\/\/[^\s/]+$/, 'a URL without path such as http://127.0.0.1:4010')
      .optional(),
  },
} as const satisfies Record<string, Key>;

export type KeyName = keyof typeof CONFIG_KEYS;

/** The configuration as the program uses it. */
export type Settings = { readonly [Name in KeyName]: z.output<(typeof CONFIG_KEYS)[Name]['schema']> };

export type Agent = z.output<typeof agent>;
