import type { Hono } from 'hono';
import { z } from 'zod';
import { Form } from '../../core/form';
import type { Work } from '../../core/activity';
import { answerUnassigned } from '../assistant-request';
import type { Calls, Details } from '../calls';
import { answeredByHook } from '../number-hooks';
import type { Organisation } from '../organisation';
import type { Outbound } from '../outbound';
import { streamTwiml } from '../twiml';
import { NestError } from './nest-error';
import { valid } from './validation';

const TwilioCall = z.looseObject({
  CallStatus: z.literal('ringing'),
  Direction: z.literal('inbound'),
  CallSid: z.string(),
  From: z.string(),
  To: z.string(),
});

/**
 * What Twilio asks when a number that was imported into Vapi is called: TwiML with the AI's stream. A call that is
 * already in progress is refused with 400, so a redirect back to Vapi does not work.
 */
export function mountInboundCall(app: Hono, organisation: Organisation, calls: Calls): void {
  app.post('/twilio/inbound_call', async (c) => {
    const form = await Form.of(c);
    const names = ['CallStatus', 'Direction', 'CallSid', 'From', 'To'];
    const fields = Object.fromEntries(names.map((name) => [name, form.get(name)]));
    const { CallSid, From, To } = valid(fields, TwilioCall);
    const phoneNumber = organisation.phoneNumbers
      .all()
      .find((one) => one.provider === 'twilio' && one.number === To);
    if (!phoneNumber) throw new NestError(404, `Phone number ${To} not found`);
    const { assistantId, squadId, workflowId } = phoneNumber;
    if (!assistantId && (squadId || workflowId))
      throw new NestError(501, 'the emulator does not serve squads and workflows');
    const details = {
      type: 'inboundPhoneCall',
      status: 'ringing',
      phoneNumber,
      customer: { number: From },
      isBypass: false,
      callSid: CallSid,
    } as const;
    const hooked = hookedTwiml(calls, details);
    if (hooked !== undefined) return c.body(hooked, 200, { 'content-type': 'text/xml' });
    const twiml = assistantId
      ? streamTwiml(calls.create({ assistantId }, details).call.origin.streamUrl)
      : await waiting(c.env, () => answerUnassigned(calls.createUnassigned(details), calls));
    return c.body(twiml, 200, { 'content-type': 'text/xml' });
  });
}

/** A hook of the number answers while the call rings; no call is created for nothing. */
function hookedTwiml(calls: Calls, details: Details): string | undefined {
  const isHooked = details.phoneNumber?.hooks?.some(({ on }) => on === 'call.ringing');
  if (!isHooked) return undefined;
  const leg = calls.createUnassigned(details);
  const twiml = answeredByHook(leg, 'call.ringing');
  if (twiml === undefined) calls.remove(leg.call.id);
  return twiml;
}

/** What Twilio tells of the calls that Vapi has dialled. */
export function mountCallStatus(app: Hono, outbound: Outbound): void {
  app.post('/twilio/status', async (c) => {
    const form = await Form.of(c);
    outbound.progressed(form.get('CallSid') ?? '', form.get('CallStatus') ?? '');
    return c.body(null, 200);
  });
}

/** Time goes on while the number's server is asked. */
async function waiting<T>(env: unknown, run: () => Promise<T>): Promise<T> {
  const { work } = env as { readonly work: Work };
  work.pause();
  try {
    return await run();
  } finally {
    work.resume();
  }
}
