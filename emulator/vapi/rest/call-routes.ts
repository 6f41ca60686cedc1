import type { Hono } from 'hono';
import type { Calls } from '../calls';
import type { AiLeg } from '../leg/ai-leg';
import type { Organisation } from '../organisation';
import { streamTwiml } from '../twiml';
import { bearer } from './bearer';
import { CreateCall, CreateWebCall, DeleteCall, UpdateCall } from './call-schema';
import { inPeriod, limitOf } from './listing';
import { NestError } from './nest-error';
import { validBody } from './validation';

const CONCURRENCY_LIMIT = 10;

/** `/call` with the private key. Source: OpenAPI `/call`; the bypass: https://docs.vapi.ai/calls/call-handling-with-vapi-and-twilio. */
export function mountCalls(app: Hono, organisation: Organisation, calls: Calls): void {
  const { phoneNumbers, options } = organisation;

  app.post('/call', async (c) => {
    const request = await validBody(c, CreateCall);
    if (!request.assistantId && !request.assistant) {
      throw new NestError(400, ['assistantId or assistant must be given']);
    }
    const phoneNumber = phoneNumbers.find(request.phoneNumberId);
    if (!phoneNumber)
      throw new NestError(400, [`phoneNumberId ${request.phoneNumberId ?? ''} does not exist`]);
    const { customer, name, metadata } = request;
    const isBypass = request.phoneCallProviderBypassEnabled ?? false;
    const to = customer?.number;
    if (!isBypass && to === undefined) throw new NestError(400, ['customer.number must be a string']);
    if (!isBypass && !options.dial) throw new NestError(501, 'the emulator does not dial out here');
    const leg = calls.create(request, {
      type: 'outboundPhoneCall',
      status: 'queued',
      phoneNumber,
      customer,
      name,
      metadata,
      isBypass,
    });
    const twiml = streamTwiml(leg.call.origin.streamUrl);
    if (!isBypass && to !== undefined) {
      try {
        leg.call.callSid = options.dial?.({ to, from: phoneNumber.number ?? '', twiml });
      } catch {
        leg.end('twilio-failed-to-connect-call', 'stream-is-gone');
      }
    }
    return c.json(
      {
        ...created(leg, calls),
        ...(isBypass ? { phoneCallProviderDetails: { twiml } } : {}),
      },
      201,
    );
  });
  app.get('/call', (c) => {
    const resources = calls
      .all()
      .map(({ call }) => call.asResource() as { createdAt: string; updatedAt: string });
    const { assistantId, phoneNumberId } = c.req.query();
    const found = resources
      .filter((one) => inPeriod(one, c.req.query()))
      .filter((one) => !assistantId || (one as { assistantId?: string }).assistantId === assistantId)
      .filter((one) => !phoneNumberId || (one as { phoneNumberId?: string }).phoneNumberId === phoneNumberId);
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
    if (ids !== undefined) throw new NestError(501, 'the emulator deletes one call at a time: leave ids out');
    const { call } = one(calls, c.req.param('id'));
    if (!call.isEnded) throw new NestError(400, ['a call must have ended to be deleted']);
    calls.remove(call.id);
    return c.json(call.asResource());
  });
}

/** `/call/web`, which the web SDK calls with the public key. */
export function mountWebCalls(app: Hono, organisation: Organisation, calls: Calls): void {
  const { apiKey, publicKey } = organisation.options;
  const keys = publicKey === undefined ? [apiKey] : [apiKey, publicKey];
  app.post('/call/web', bearer(keys), async (c) => {
    const request = await validBody(c, CreateWebCall);
    const { metadata } = request;
    const leg = calls.create(request, { type: 'webCall', status: 'queued', metadata, isBypass: false });
    return c.json({ ...created(leg, calls), webCallUrl: `https://vapi.daily.co/${leg.call.id}` }, 201);
  });
}

function created(leg: AiLeg, calls: Calls): Record<string, unknown> {
  const live = calls.all().filter(({ call }) => !call.isEnded).length;
  return {
    subscriptionLimits: {
      concurrencyBlocked: false,
      concurrencyLimit: CONCURRENCY_LIMIT,
      remainingConcurrentCalls: Math.max(0, CONCURRENCY_LIMIT - live),
    },
    ...leg.call.asResource(),
  };
}

function one(calls: Calls, id: string): AiLeg {
  const leg = calls.leg(id);
  if (!leg) throw new NestError(404, `Call ${id} not found`);
  return leg;
}
