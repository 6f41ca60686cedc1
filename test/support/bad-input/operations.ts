import { readTwilioDocument } from '../openapi-document';

export interface Parameter {
  readonly name: string;
  readonly schema: ParameterSchema;
}

export interface ParameterSchema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly items?: ParameterSchema;
}

/** One method on one path of a Twilio API, with the names and types of what can be sent. */
export interface ApiOperation {
  readonly host: string;
  readonly method: string;
  readonly template: string;
  readonly query: readonly Parameter[];
  readonly form: readonly Parameter[];
}

/** The parts of the 2010 API that have to do with calls. */
const VOICE =
  /^\/2010-04-01\/Accounts\/(\{Sid\}\.json$|\{AccountSid\}\/(Calls|Conferences|Participants|Queues|Recordings|Balance|AvailablePhoneNumbers|IncomingPhoneNumbers|Applications|Keys)\b)/;

const TWILIO_HOSTS: Readonly<Record<string, RegExp>> = {
  'taskrouter.twilio.com': /^/,
  'sync.twilio.com': /^/,
  'serverless.twilio.com': /^/,
  'api.twilio.com': VOICE,
};

/** Where files are uploaded is in no OpenAPI document. */
const UPLOADS: readonly ApiOperation[] = ['Functions', 'Assets'].map((folder) => ({
  host: 'serverless-upload.twilio.com',
  method: 'POST',
  template: `/v1/Services/{ServiceSid}/${folder}/{Sid}/Versions`,
  query: [],
  form: ['Path', 'Visibility', 'Content'].map((name) => ({ name, schema: { type: 'string' } })),
}));

/** Every operation of the Twilio APIs that the emulator stands for, served or not. */
export function twilioOperations(): ApiOperation[] {
  const documented = Object.entries(TWILIO_HOSTS).flatMap(([host, wanted]) =>
    Object.entries(readTwilioDocument(host)?.paths ?? {})
      .filter(([template]) => wanted.test(template))
      .flatMap(([template, methods]) =>
        Object.entries(methods)
          .filter(([method]) => ['get', 'post', 'delete'].includes(method))
          .map(([method, raw]) => {
            const form = raw.requestBody?.content?.['application/x-www-form-urlencoded']?.schema;
            const properties = (form?.['properties'] ?? {}) as Record<string, ParameterSchema>;
            return {
              host,
              method: method.toUpperCase(),
              template,
              query: (raw.parameters ?? [])
                .filter((one) => one.in === 'query')
                .map(({ name, schema }) => ({ name, schema: (schema ?? {}) as ParameterSchema })),
              form: Object.entries(properties).map(([name, schema]) => ({ name, schema })),
            };
          }),
      ),
  );
  return [...documented, ...UPLOADS];
}
