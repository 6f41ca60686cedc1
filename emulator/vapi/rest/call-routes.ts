import type { Hono } from 'hono';
import type { Clock } from '../../core/clock';
import type { Calls } from '../calls';
import { deleteCall, deleteLater } from '../deletions';
import type { AiLeg } from '../leg/ai-leg';
import type { Organisation } from '../organisation';
import type { Outbound } from '../outbound';
import { streamTwiml } from '../twiml';
import { bearer } from './bearer';
import { CreateCall, CreateWebCall, type Customer, DeleteCall, NOT_SERVED, UpdateCall } from './call-schema';
import { limitOf, periodOf } from './listing';
import { NestError } from './nest-error';
import { validBody } from './validation';

const CONCURRENCY_LIMIT = 10;

/** `/call` with the private key. Source: OpenAPI `/call`; the bypass: https://docs.vapi.ai/calls/call-handling-with-vapi-and-twilio. */
export function mountCalls(
  app: Hono,
  clock: Clock,
  organisation: Organisation,
  calls: Calls,
  outbound: Outbound,
): void {
  app.post('/call', async (c) => {
    const request = await validBody(c, CreateCall);
    refuseNotServed(request);
    if (!request.assistantId && !request.assistant) {
      const wanted = 'Need Either `assistant`, `assistantId`, `squad`, Or `squadId`.';
      throw new NestError(400, `Couldn't Get Assistant. ${wanted}`);
    }
    if (request.customers) return c.json(batch(request, request.customers, calls, outbound), 201);
    const leg = outbound.create(request, request.customer);
    const twiml = streamTwiml(leg.call.origin.streamUrl);
    const bypass = leg.call.origin.isBypass ? { phoneCallProviderDetails: { twiml } } : {};
    return c.json({ ...created(leg, calls), ...bypass }, 201);
  });
  app.get('/call', (c) => {
    const query = c.req.query();
    const found = calls
      .all()
      .map(({ call }) => call.asResource() as Listed)
      .filter(periodOf(query))
      .filter((one) => FILTERS.every((name) => !query[name] || one[name] === query[name]));
    return c.json(found.reverse().slice(0, limitOf(c)));
  });
  app.get('/call/:id', (c) => c.json(one(calls, c.req.param('id')).call.asResource()));
  app.patch('/call/:id', async (c) => {
    const { call } = one(calls, c.req.param('id'));
    const { name } = await validBody(c, UpdateCall);
    call.name = name ?? call.name;
    return c.json(call.asResource());
  });
  app.delete('/call/:id', async (c) => {
    const { ids } = await validBody(c, DeleteCall);
    const leg = one(calls, ids?.[0] ?? c.req.param('id'));
    if (ids) deleteLater(clock, organisation, calls, ids);
    else if (!deleteCall(calls, leg)) throw new NestError(400, ['a call must have ended to be deleted']);
    return c.json(leg.call.asResource());
  });
}

const FILTERS = ['id', 'assistantId', 'phoneNumberId'] as const;
type Listed = { createdAt: string; updatedAt: string } & Partial<Record<(typeof FILTERS)[number], string>>;

/** A batch goes on past a customer who cannot be called. Source: OpenAPI `CallBatchResponse`. */
function batch(
  request: CreateCall,
  customers: readonly Customer[],
  calls: Calls,
  outbound: Outbound,
): Record<string, unknown> {
  const results: unknown[] = [];
  const errors: unknown[] = [];
  for (const customer of customers) {
    try {
      results.push(outbound.create(request, customer).call.asResource());
    } catch (error) {
      if (!(error instanceof NestError) || error.status !== 400) throw error;
      errors.push({ customer, error: error.message });
    }
  }
  return { subscriptionLimits: limits(calls), results, errors };
}

function refuseNotServed(request: Readonly<Record<string, unknown>>): void {
  const asked = NOT_SERVED.filter((name) => request[name] !== undefined);
  if (asked.length > 0) throw new NestError(501, `the emulator does not serve ${asked.join(', ')}`);
}

/** `/call/web`, which the web SDK calls with the public key. */
export function mountWebCalls(app: Hono, organisation: Organisation, calls: Calls): void {
  const { apiKey, publicKey } = organisation.options;
  const keys = publicKey === undefined ? [apiKey] : [apiKey, publicKey];
  app.post('/call/web', bearer(keys), async (c) => {
    const request = await validBody(c, CreateWebCall);
    refuseNotServed(request);
    const { metadata } = request;
    const leg = calls.create(request, { type: 'webCall', status: 'queued', metadata, isBypass: false });
    return c.json({ ...created(leg, calls), webCallUrl: `https://vapi.daily.co/${leg.call.id}` }, 201);
  });
}

function created(leg: AiLeg, calls: Calls): Record<string, unknown> {
  return { subscriptionLimits: limits(calls), ...leg.call.asResource() };
}

function limits(calls: Calls): Record<string, unknown> {
  const live = calls.all().filter(({ call }) => !call.isEnded && call.status !== 'scheduled').length;
  return {
    concurrencyBlocked: false,
    concurrencyLimit: CONCURRENCY_LIMIT,
    remainingConcurrentCalls: Math.max(0, CONCURRENCY_LIMIT - live),
  };
}

function one(calls: Calls, id: string): AiLeg {
  const leg = calls.leg(id);
  if (!leg) throw new NestError(404, `Call ${id} not found`);
  return leg;
}
