import * as z from 'zod/mini';

/** One variable of a Function's environment: the README's table and the checks both come from these. */
export interface Variable<Schema extends z.ZodMiniType = z.ZodMiniType> {
  readonly meaning: string;
  readonly schema: Schema;
  /** What is wanted, as a person is told when it is missing or wrong. */
  readonly wants: string;
  /** Used where the variable is not set; `''` makes it optional. Without it the variable is required. */
  readonly fallback?: string;
  /** What the table shows as the default where it is made from other variables. */
  readonly fallbackShown?: string;
  /** Its value is never printed. */
  readonly secret?: true;
  /** A person's number: not a secret, but never printed either. */
  readonly personal?: true;
  readonly unit?: string;
  /** Another name that is taken too. */
  readonly alsoNamed?: string;
}

const text = (pattern: RegExp) => z.string().check(z.regex(pattern));
const sid = (prefix: string) => text(new RegExp(`^${prefix}[0-9a-f]{32}$`));
const number = (least: number, most: number) =>
  z.pipe(text(/^\d{1,6}$/), z.pipe(z.transform(Number), z.number().check(z.gte(least), z.lte(most))));
const optional = <T extends z.ZodMiniType>(schema: T) => z.union([z.literal(''), schema]);

const phone = text(/^\+[1-9]\d{6,14}$/);
const url = z.pipe(
  text(/^https?:\/\/[^\s?#]+$/),
  z.transform((given: string) => given.replace(/\/+$/, '')),
);
const key = text(/^\S{8,}$/);
const secret = text(/^\S{16,}$/);
/** A provider on this machine may do without HTTPS. It stands as it was given: providers differ in the slash at its end. */
const issuer = text(/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/|$))[^\s?#]*$/);
const header = text(/^[A-Za-z0-9-]{1,60}$/);

const vocabulary = z.pipe(
  z.pipe(z.string(), z.transform(parsed)),
  z.object({
    departments: z.array(z.string()),
    languages: z.array(z.string()),
    /** Name -> TaskRouter priority. */
    priorities: z.record(z.string(), z.number()),
  }),
);

const one = <T extends Omit<Variable, 'schema'>, S extends z.ZodMiniType>(schema: S, about: T) => ({
  ...about,
  schema,
});

/** Every variable that Functions read. The platform gives ACCOUNT_SID, AUTH_TOKEN and DOMAIN_NAME by itself. */
export const VARIABLES = {
  ACCOUNT_SID: one(sid('AC'), {
    meaning: 'The Twilio account. The platform sets it',
    wants: 'AC and 32 hex digits',
    alsoNamed: 'TWILIO_ACCOUNT_SID',
  }),
  AUTH_TOKEN: one(key, {
    meaning: "The account's auth token. The platform sets it",
    wants: 'the auth token, 8 characters or more',
    secret: true,
    alsoNamed: 'TWILIO_AUTH_TOKEN',
  }),
  TWILIO_NUMBER: one(phone, {
    meaning: 'The number that callers dial; agents see it when they are called',
    wants: 'a number in E.164 form such as +15550100100',
    personal: true,
  }),
  WORKSPACE_SID: one(sid('WS'), {
    meaning: 'The TaskRouter workspace',
    wants: 'WS and 32 hex digits',
  }),
  WORKFLOW_SID: one(sid('WW'), {
    meaning: 'The workflow that looks for a human',
    wants: 'WW and 32 hex digits',
  }),
  SYNC_SERVICE_SID: one(sid('IS'), {
    meaning: 'The Sync service that holds handoffs and contexts',
    wants: 'IS and 32 hex digits',
  }),
  SYNC_MAPS: one(number(1, 100), {
    meaning:
      'How many Sync maps share the handoffs (`handoffs-00`, ...): each takes about 20 writes a second',
    wants: 'a whole number from 1 to 100',
    fallback: '16',
  }),
  SERVER_URL: one(url, {
    meaning: 'Public base URL of the control service',
    wants: 'a URL without query, such as https://handoff-control-1234.twil.io',
    fallback: '',
    fallbackShown: 'https://DOMAIN_NAME',
  }),
  EVENTS_URL: one(url, {
    meaning: 'Public base URL of the events service, for signatures that cover the URL',
    wants: 'a URL without query, such as https://handoff-events-1234.twil.io',
    fallback: '',
    fallbackShown: 'https://DOMAIN_NAME',
  }),
  CONSOLE_URL: one(url, {
    meaning: "Public base URL of the service of the agent's page",
    wants: 'a URL without query, such as https://handoff-console-1234.twil.io',
    fallback: '',
    fallbackShown: 'https://DOMAIN_NAME',
  }),
  API_KEY_SID: one(optional(sid('SK')), {
    meaning: "API key that signs the access tokens of the agent's page; without it the page opens for nobody",
    wants: 'SK and 32 hex digits',
    fallback: '',
  }),
  API_KEY_SECRET: one(optional(key), {
    meaning: 'The secret of this API key',
    wants: 'the secret, 8 characters or more',
    fallback: '',
    secret: true,
  }),
  OIDC_ISSUER: one(optional(issuer), {
    meaning: "OpenID provider where agents sign in; without it the agent's page takes one-time links alone",
    wants: 'an https URL without query, as in `issuer` of its discovery document',
    fallback: '',
  }),
  OIDC_CLIENT_ID: one(optional(text(/^\S{1,200}$/)), {
    meaning: 'The client that is registered there for the page',
    wants: 'the client id, without spaces',
    fallback: '',
  }),
  OIDC_CLIENT_SECRET: one(optional(key), {
    meaning: "This client's secret",
    wants: 'the secret, 8 characters or more',
    fallback: '',
    secret: true,
  }),
  OIDC_CLAIM: one(text(/^[\w:/.-]{1,80}$/), {
    meaning:
      "The claim that is the worker's name or its attribute `email`; `email` counts only once verified",
    wants: 'the name of a claim, such as email or preferred_username',
    fallback: 'email',
  }),
  OIDC_DOMAIN: one(optional(text(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)), {
    meaning: 'Only addresses of this domain are let in',
    wants: 'a domain in lower case, such as example.com',
    fallback: '',
  }),
  VAPI_API_KEY: one(key, {
    meaning: "Vapi's private API key",
    wants: 'the key, 8 characters or more',
    secret: true,
  }),
  VAPI_ASSISTANT_ID: one(text(/^[\w-]{1,80}$/), {
    meaning: 'The assistant that talks with callers',
    wants: "the assistant's id",
  }),
  VAPI_PHONE_NUMBER_ID: one(text(/^[\w-]{1,80}$/), {
    meaning: "The number's id at Vapi",
    wants: "the phone number's id",
  }),
  VAPI_BASE_URL: one(url, {
    meaning: "Vapi's API; https://api.eu.vapi.ai in the EU",
    wants: 'a URL without query',
    fallback: 'https://api.vapi.ai',
  }),
  VAPI_SERVER_SECRET: one(optional(secret), {
    meaning: 'Static secret that Vapi sends as `x-vapi-secret`. This or VAPI_HMAC_SECRET must be set',
    wants: '16 characters or more without spaces',
    fallback: '',
    secret: true,
  }),
  VAPI_HMAC_SECRET: one(optional(secret), {
    meaning: "Key of the HMAC-SHA256 over Vapi's webhooks. This or VAPI_SERVER_SECRET must be set",
    wants: '16 characters or more without spaces',
    fallback: '',
    secret: true,
  }),
  VAPI_HMAC_HEADER: one(header, {
    meaning: 'Header of the signature',
    wants: 'a header name',
    fallback: 'x-signature',
  }),
  VAPI_HMAC_TIMESTAMP_HEADER: one(header, {
    meaning: 'Header of the timestamp (seconds, milliseconds or ISO 8601)',
    wants: 'a header name',
    fallback: 'x-timestamp',
  }),
  VAPI_HMAC_PREFIX: one(text(/^\S{0,20}$/), {
    meaning: 'Stands before the signature, such as `sha256=`',
    wants: 'at most 20 characters without spaces',
    fallback: '',
  }),
  VAPI_HMAC_ENCODING: one(z.enum(['hex', 'base64']), {
    meaning: 'How the signature is written',
    wants: 'hex or base64',
    fallback: 'hex',
  }),
  VAPI_HMAC_PAYLOAD: one(text(/\{timestamp\}/), {
    meaning: 'The signed text, of {timestamp}, {body}, {method} and {url}',
    wants: 'a text with {timestamp} in it, such as {timestamp}.{body}',
    fallback: '{timestamp}.{body}',
  }),
  TOKEN_SECRET: one(secret, {
    meaning: "Signs the links to the context of a handoff, and the agents' sign-ins",
    wants: '16 characters or more without spaces',
    secret: true,
  }),
  SWEEP_SECRET: one(optional(secret), {
    meaning: 'Bearer secret of the sweep; without it the sweep answers 401',
    wants: '16 characters or more without spaces',
    fallback: '',
    secret: true,
  }),
  BRIDGE: one(z.enum(['conference', 'vapi-transfer']), {
    meaning: "How caller and human are joined: our own conference, or Vapi's transfer",
    wants: 'conference or vapi-transfer',
    fallback: 'conference',
  }),
  WAIT: one(z.enum(['ai', 'hold']), {
    meaning: 'Where the caller waits for a human: with the AI, or outside it with music',
    wants: 'ai or hold',
    fallback: 'ai',
  }),
  RING_SECONDS: one(number(5, 60), {
    meaning: "How long an agent's phone rings",
    wants: 'a whole number from 5 to 60',
    fallback: '20',
    unit: 'seconds',
  }),
  PASS_ON_SECONDS: one(number(10, 600), {
    meaning: 'How long a queue to which an agent passes a call on is asked; the caller stays with the agent',
    wants: 'a whole number from 10 to 600',
    fallback: '60',
    unit: 'seconds',
  }),
  DEFAULT_LANGUAGE: one(z.enum(['en', 'es']), {
    meaning: 'Language where the caller’s is not known',
    wants: 'en or es',
    fallback: 'en',
  }),
  VOCABULARY: one(vocabulary, {
    meaning: 'Departments, languages and priorities of the routing rules, as JSON',
    wants: 'JSON such as {"departments":["sales"],"languages":["en"],"priorities":{"normal":0}}',
    fallback: '{"departments":[],"languages":["en","es"],"priorities":{"normal":0}}',
  }),
  HUMAN_AGENT_NUMBER: one(optional(phone), {
    meaning: 'A single agent: rung where a worker has no `contact_uri`',
    wants: 'a number in E.164 form',
    fallback: '',
    personal: true,
  }),
  TWILIO_BASE_URL: one(optional(url), {
    meaning: "Local development only: stands before Twilio's hosts (`<base>/sync.twilio.com/v1/...`)",
    wants: 'a URL without query, such as http://127.0.0.1:4010',
    fallback: '',
  }),
} as const;

export type VariableName = keyof typeof VARIABLES;
export type VariableValues = { readonly [Name in VariableName]: z.infer<(typeof VARIABLES)[Name]['schema']> };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
