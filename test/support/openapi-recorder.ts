import OpenAPIResponseValidator from 'openapi-response-validator';
import type { Exchange } from '../../emulator/core/exchange';
import { OpenApiDocument, type Operation } from './openapi-document';
import { checkVapi } from './vapi-exchange';

export interface Violation {
  /** `POST /v1/Services/{ServiceSid}/Documents` */
  readonly operation: string;
  /** The path that was asked for. */
  readonly path: string;
  readonly status: number;
  readonly problem: string;
}

/** Hosts that no document describes. */
const UNDOCUMENTED_HOSTS = [
  'serverless-upload.twilio.com',
  'event-bridge.twilio.com',
  'phone-call-websocket.aws-us-west-2-backend-production2.vapi.ai',
];

/** Fields that are null in the documents' own examples of live resources though their schema forbids it. */
const NULL_IN_EXAMPLES = /reason_conference_ended$/;

const FORMATS: Record<string, (text: string) => boolean> = {
  'date-time-rfc-2822': (text) => /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}$/.test(text),
  'date-time': (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text),
  'phone-number': (text) => /^(\+\d+|client:.+|sip:.+)?$/.test(text),
  uri: (text) => text === '' || text.startsWith('/') || URL.canParse(text),
};

/**
 * Checks every exchange with the emulator against the platform's own OpenAPI document: the operation exists, its
 * parameters are known, and a successful answer has the documented fields with the documented types, all of them and
 * no others. Exchanges with hosts that are no API of Twilio's or Vapi's are not looked at.
 */
export class OpenApiRecorder {
  readonly violations: Violation[] = [];
  private readonly validators = new Map<string, OpenAPIResponseValidator>();

  readonly observe = (exchange: Exchange): void => {
    if (!isApi(exchange.host) || exchange.status === 501) return;
    if (exchange.host === 'api.vapi.ai') {
      for (const { operation, problem } of checkVapi(exchange))
        this.violations.push({ operation, path: exchange.path, status: exchange.status, problem });
      return;
    }
    const document = OpenApiDocument.of(exchange.host);
    const operation = document?.operation(exchange.method, exchange.path);
    const name = operation?.name ?? `${exchange.method} ${exchange.host}`;
    const report = (problem: string): void => {
      this.violations.push({ operation: name, path: exchange.path, status: exchange.status, problem });
    };
    if (!document || !operation) return report('no such operation in the OpenAPI document');
    if (exchange.status >= 400) return checkError(exchange, report);
    checkParameters(exchange, operation, report);
    this.checkResponse(exchange, document, operation, report);
  };

  private checkResponse(
    exchange: Exchange,
    document: OpenApiDocument,
    operation: Operation,
    report: (problem: string) => void,
  ): void {
    const schema = operation.response(exchange.status);
    if (schema === undefined) return report(`status ${exchange.status} is not documented`);
    if (schema === null) {
      if (exchange.responseBody !== '') report('a body where none is documented');
      return;
    }
    const key = `${exchange.host} ${operation.name} ${exchange.status}`;
    let validator = this.validators.get(key);
    if (!validator) {
      validator = new OpenAPIResponseValidator({
        responses: { [exchange.status]: { schema } },
        components: { schemas: document.reachedFrom(schema) },
        customFormats: FORMATS,
      } as ConstructorParameters<typeof OpenAPIResponseValidator>[0]);
      this.validators.set(key, validator);
    }
    let body: unknown;
    try {
      body = JSON.parse(exchange.responseBody);
    } catch {
      return report('the body is no JSON');
    }
    const found = validator.validateResponse(String(exchange.status), body) as
      { errors: { path: string; message: string; params?: unknown }[] } | undefined;
    for (const { path, message } of found?.errors ?? []) {
      if (!NULL_IN_EXAMPLES.test(path)) report(`${path || 'body'} ${message}`);
    }
  }
}

function isApi(host: string): boolean {
  return /\.(twilio\.com|vapi\.ai)$/.test(host) && !UNDOCUMENTED_HOSTS.includes(host);
}

function checkParameters(exchange: Exchange, operation: Operation, report: (problem: string) => void): void {
  const query = new URLSearchParams(exchange.query);
  for (const name of query.keys()) {
    if (!operation.queryNames.has(name)) report(`unknown query parameter ${name}`);
  }
  const type = exchange.requestHeaders['content-type'] ?? '';
  if (!operation.formNames || !type.startsWith('application/x-www-form-urlencoded')) return;
  for (const name of new URLSearchParams(exchange.requestBody).keys()) {
    if (!operation.formNames.has(name)) report(`unknown form parameter ${name}`);
  }
}

function checkError(exchange: Exchange, report: (problem: string) => void): void {
  try {
    const body = JSON.parse(exchange.responseBody) as Record<string, unknown>;
    const types = ['code', 'message', 'more_info', 'status'].map((field) => typeof body[field]).join();
    if (types !== 'number,string,string,number')
      report('the error has not the form {code, message, more_info, status}');
    if (body['status'] !== exchange.status) report('the error names another status');
  } catch {
    report('the error is no JSON');
  }
}
