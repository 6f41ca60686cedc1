import type { Context } from 'hono';
import { isoSeconds } from '../../core/clock';
import type { EmulatorContext } from '../../core/context';
import type { DeployedFile, FunctionsRuntime } from '../../core/ports';
import type { Form } from '../../core/form';
import { TwilioError } from '../../core/twilio-error';

export interface Resource {
  readonly sid: string;
  readonly serial: number;
  readonly createdMs: number;
  updatedMs: number;
}

export interface ServerlessService extends Resource {
  readonly uniqueName: string;
  readonly domainBase: string;
  friendlyName: string;
  includeCredentials: boolean;
  uiEditable: boolean;
  readonly environments: Map<string, Environment>;
  readonly functions: Map<string, FileResource>;
  readonly assets: Map<string, FileResource>;
  readonly builds: Map<string, Build>;
}

export interface Environment extends Resource {
  readonly uniqueName: string;
  readonly domainSuffix: string | null;
  readonly domainName: string;
  buildSid: string | null;
  readonly variables: Map<string, Variable>;
  readonly deployments: Map<string, Deployment>;
}

export interface Variable extends Resource {
  key: string;
  value: string;
}

export interface Deployment extends Resource {
  readonly buildSid: string | null;
}

/** A Function or an Asset: a name under which versions are uploaded. */
export interface FileResource extends Resource {
  friendlyName: string;
  readonly versions: Map<string, FileVersion>;
}

export interface FileVersion extends Resource, DeployedFile {
  readonly ownerSid: string;
}

export interface Build extends Resource {
  readonly functionVersions: readonly FileVersion[];
  readonly assetVersions: readonly FileVersion[];
  readonly dependencies: readonly { readonly name: string; readonly version: string }[];
  readonly runtime: string;
  readonly isGood: boolean;
}

export class ServerlessState {
  readonly services = new Map<string, ServerlessService>();
  /** How many serials were given. */
  serials = 0;

  constructor(
    readonly ctx: EmulatorContext,
    readonly runtime: FunctionsRuntime,
  ) {}

  resource(prefix: string): Resource {
    const now = this.ctx.clock.now();
    return { sid: this.ctx.ids.sid(prefix), serial: ++this.serials, createdMs: now, updatedMs: now };
  }

  touch(resource: Resource): void {
    resource.updatedMs = this.ctx.clock.now();
  }

  service(c: Context): ServerlessService {
    const id = c.req.param('service') ?? '';
    const found =
      this.services.get(id) ?? [...this.services.values()].find(({ uniqueName }) => uniqueName === id);
    return found ?? missing(c);
  }

  environment(c: Context): Environment {
    return this.service(c).environments.get(c.req.param('environment') ?? '') ?? missing(c);
  }

  /** The fields that every resource of a service begins with. */
  head(resource: Resource, service: ServerlessService): Record<string, unknown> {
    return { sid: resource.sid, account_sid: this.ctx.account.sid, service_sid: service.sid };
  }
}

export function missing(c: Context): never {
  throw TwilioError.notFound(c.req.path.replace(/^\/v1/, ''));
}

export function conflict(message: string): TwilioError {
  return new TwilioError(409, 20409, message);
}

export function dates({ createdMs, updatedMs }: Resource): Record<string, string> {
  return { date_created: isoSeconds(createdMs), date_updated: isoSeconds(updatedMs) };
}

export function serviceUrl(service: ServerlessService): string {
  return `https://serverless.twilio.com/v1/Services/${service.sid}`;
}

export function bySerial({ serial }: Resource): number {
  return serial;
}

const LONGEST_FRIENDLY_NAME = 255;

export function readName(form: Form): string | undefined {
  return form.short('FriendlyName', LONGEST_FRIENDLY_NAME);
}

export function required(value: string | undefined, name: string): string {
  if (!value) throw TwilioError.badRequest(`Missing required parameter ${name} in the post body`);
  return value;
}
