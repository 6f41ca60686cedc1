import { readFileSync } from 'node:fs';
import path from 'node:path';

type Schema = Record<string, unknown>;

interface RawOperation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content?: Record<string, { readonly schema?: Schema }> };
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema?: Schema }> }>;
}

interface RawDocument {
  readonly paths: Record<string, Record<string, RawOperation>>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

const TWILIO_FILES: Readonly<Record<string, string>> = {
  'api.twilio.com': 'twilio_api_v2010.json',
  'serverless.twilio.com': 'twilio_serverless_v1.json',
  'sync.twilio.com': 'twilio_sync_v1.json',
  'taskrouter.twilio.com': 'twilio_taskrouter_v1.json',
};

/** Twilio's OpenAPI document for an API's host name as it is published, or undefined when there is none. */
export function readTwilioDocument(host: string): RawDocument | undefined {
  const file = TWILIO_FILES[host];
  if (!file) return undefined;
  const folder = path.dirname(require.resolve('@twilio/cli-core/package.json'));
  return JSON.parse(readFileSync(path.join(folder, 'src/services/twilio-api', file), 'utf8')) as RawDocument;
}

const loaded = new Map<string, OpenApiDocument>();

/** One platform's OpenAPI document, read once and made strict: what a schema does not name may not appear. */
export class OpenApiDocument {
  private readonly operations: { method: string; pattern: RegExp; operation: Operation }[] = [];

  private constructor(private readonly raw: RawDocument) {
    const templates = Object.keys(raw.paths).sort((a, b) => placeholders(a) - placeholders(b));
    for (const template of templates) {
      const pattern = new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '([^/]+?)')}$`);
      for (const [method, operation] of Object.entries(raw.paths[template] ?? {})) {
        if (!['get', 'post', 'patch', 'put', 'delete'].includes(method)) continue;
        const name = `${method.toUpperCase()} ${template}`;
        this.operations.push({
          method: method.toUpperCase(),
          pattern,
          operation: new Operation(name, operation),
        });
      }
    }
  }

  /** The document for an API's host name, or undefined when there is none. */
  static of(host: string): OpenApiDocument | undefined {
    const known = loaded.get(host);
    if (known) return known;
    const raw = readTwilioDocument(host);
    if (!raw) return undefined;
    const document = new OpenApiDocument(raw);
    loaded.set(host, document);
    return document;
  }

  operation(method: string, requestPath: string): Operation | undefined {
    return this.operations.find((one) => one.method === method && one.pattern.test(requestPath))?.operation;
  }

  /** The component schemas that this schema refers to, directly or through others. */
  reachedFrom(schema: Schema): Record<string, Schema> {
    const reached: Record<string, Schema> = {};
    const follow = (text: string): void => {
      for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
        if (name === undefined || name in reached) continue;
        const target = strict(this.raw.components.schemas[name] ?? {});
        reached[name] = target;
        follow(JSON.stringify(target));
      }
    };
    follow(JSON.stringify(schema));
    return reached;
  }
}

/** One method on one path. */
export class Operation {
  readonly queryNames: ReadonlySet<string>;
  /** Names of form parameters; undefined when the operation takes no form. */
  readonly formNames: ReadonlySet<string> | undefined;

  constructor(
    readonly name: string,
    private readonly raw: RawOperation,
  ) {
    this.queryNames = new Set(
      (raw.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name),
    );
    const form = raw.requestBody?.content?.['application/x-www-form-urlencoded']?.schema;
    this.formNames = form && new Set(Object.keys((form['properties'] as object | undefined) ?? {}));
  }

  /** The schema of an answer; null: documented without a body; undefined: not documented. */
  response(status: number): Schema | null | undefined {
    const response = this.raw.responses[status];
    if (!response) return undefined;
    const schema = Object.values(response.content ?? {})[0]?.schema;
    return schema ? strict(schema) : null;
  }
}

/** The same schema, in which every object has all the fields that are named and no others. */
function strict<T>(value: T): T {
  if (Array.isArray(value)) return value.map(strict) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Schema = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, strict(one)]));
  const { properties } = copy;
  if (typeof properties !== 'object' || properties === null) return copy as T;
  return { ...copy, additionalProperties: false, required: Object.keys(properties) } as T;
}

function placeholders(template: string): number {
  return template.split('{').length;
}
