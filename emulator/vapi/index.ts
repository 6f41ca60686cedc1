import { Hono } from 'hono';
import type { EmulatorContext } from '../core/context';
import { notServed } from '../core/not-served';
import type { StreamPeers } from '../core/ports';
import type { Product } from '../core/product';
import { Calls } from './calls';
import { Casting } from './casting';
import { API_HOST, CALL_HOST, type VapiOptions } from './options';
import { createOrganisation, type Organisation } from './organisation';
import { Outbound } from './outbound';
import { mountResources } from './rest/api';
import { bearer } from './rest/bearer';
import { mountCalls, mountWebCalls } from './rest/call-routes';
import { mountControlUrl } from './rest/control-url';
import { mountCallStatus, mountInboundCall } from './rest/inbound-call';
import { answerNestError } from './rest/nest-error';
import { ScenarioControl } from './scenario-control';
import { WebCall } from './web-call';

/** The emulated Vapi: its REST API, its calls' control URLs, and the AI at the far end of media streams. */
export interface Vapi {
  readonly product: Product;
  readonly streams: StreamPeers;
  readonly control: ScenarioControl;
  readonly calls: Calls;
  /** Everything that it holds besides calls. */
  readonly organisation: Organisation;
  /** The browser's side of a web call that was created through `POST /call/web`. */
  webCall(callId: string): WebCall;
}

export function createVapi(ctx: EmulatorContext, options: VapiOptions): Vapi {
  const organisation = createOrganisation(ctx, options);
  const casting = new Casting();
  const calls = new Calls(ctx, organisation, (call) => casting.personaFor(call));

  const outbound = new Outbound(ctx.clock, organisation, calls);

  const api = served();
  mountInboundCall(api, organisation, calls);
  mountCallStatus(api, outbound);
  mountWebCalls(api, organisation, calls);
  api.use(bearer([options.apiKey]));
  mountResources(api, organisation);
  mountCalls(api, ctx.clock, organisation, calls, outbound);

  const live = served();
  mountControlUrl(live, organisation, calls);

  const app = new Hono();
  app.all('*', (c) => (new URL(c.req.url).host === CALL_HOST ? live : api).fetch(c.req.raw, c.env));
  return {
    product: { hosts: [API_HOST, CALL_HOST], app },
    streams: calls,
    calls,
    organisation,
    control: new ScenarioControl(ctx, organisation, calls, casting),
    webCall: (callId) => {
      const leg = calls.leg(callId);
      if (!leg) throw new Error(`no Vapi call ${callId}`);
      return new WebCall(ctx.clock, leg);
    },
  };
}

function served(): Hono {
  const app = new Hono();
  app.onError(answerNestError);
  app.notFound(notServed);
  return app;
}
