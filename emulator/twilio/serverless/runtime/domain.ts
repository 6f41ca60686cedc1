import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import type { Activity } from '../../../core/activity';
import type { Clock } from '../../../core/clock';
import type { Ids } from '../../../core/ids';
import type { FunctionLog } from '../../../core/ports';
import { gates } from './gates';
import { Invocation } from './invocation';
import { InvocationOutput } from './output';
import type { Site } from './site';

/** Source of both: https://www.twilio.com/docs/serverless/functions-assets/faq (limits). */
const MAX_EXECUTION_MS = 10_000;
const MAX_CONCURRENT = 30;
const KEPT_OUTPUTS = 1000;

export interface DomainOptions {
  readonly domainName: string;
  readonly authToken: string;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly ids: Ids;
  /** How far the clock of this domain's Functions is ahead. */
  readonly clockSkewMs: () => number;
}

/** One domain of Functions, served on a port of the loopback interface from its first deployment on. */
export class Domain {
  private site: Site | undefined;
  /** Stays when the server has gone: a late webhook finds nobody there. */
  url = '';
  private readonly server: http.Server;
  private recalled: readonly FunctionLog[] = [];
  private outputs: InvocationOutput[] = [];
  private running = 0;

  constructor(private readonly options: DomainOptions) {
    const app = express();
    app.disable('x-powered-by');
    app.use(
      ...gates({
        origin: `https://${options.domainName}`,
        authToken: options.authToken,
        site: () => this.site,
      }),
      (request: Request, response: Response) => this.answer(request, response),
    );
    this.server = http.createServer({ keepAliveTimeout: 1 }, app);
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', resolve);
    });
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Serves this from now on; undefined answers 404 to everything. Requests under way end on what they began. */
  show(site: Site | undefined): void {
    this.site = site;
  }

  logs(): FunctionLog[] {
    return [...this.recalled, ...this.outputs.flatMap((output) => output.kept())];
  }

  recall(logs: readonly FunctionLog[]): void {
    this.recalled = logs;
    this.outputs = [];
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private answer(request: Request, response: Response): void {
    const { site } = this;
    if (!site) return void response.sendStatus(404);
    const ignored = (): void => undefined;
    if (request.method === 'OPTIONS' || !site.isFunction(request.path)) {
      return site.app(request, response, ignored);
    }
    if (this.running >= MAX_CONCURRENT) return void response.sendStatus(429);
    const invocation = this.invoke(request, response, site);
    invocation.run(() => site.app(request, response, ignored));
  }

  private invoke(request: Request, response: Response, site: Site): Invocation {
    const { clock, activity, ids, domainName, clockSkewMs } = this.options;
    const given = request.headers['x-emulator-work'];
    const known = typeof given === 'string' ? activity.find(given) : undefined;
    const work = known ?? activity.beginOutside();
    const output = new InvocationOutput(clock, request.path, `${domainName} ${work.id}`);
    this.outputs.push(output);
    if (this.outputs.length > KEPT_OUTPUTS) this.outputs.shift();
    const invocation = new Invocation({
      ...{ activity, ids, work, output },
      clock: { now: () => clock.now() + clockSkewMs(), after: (...timer) => clock.after(...timer) },
      endsWork: !known,
      globals: site.globals,
    });
    const cancelLimit = clock.after(
      MAX_EXECUTION_MS,
      () => response.status(504).type('text').send('Runtime application timed out'),
      `${work.id}~limit`,
    );
    this.running += 1;
    const end = response.end.bind(response) as (...args: unknown[]) => Response;
    let isEnded = false;
    response.end = (...args: unknown[]): Response => {
      if (!isEnded) {
        isEnded = true;
        this.running -= 1;
        cancelLimit();
        invocation.finish();
      }
      return end(...args);
    };
    return invocation;
  }
}
