import type { Hono } from 'hono';
import { z } from 'zod';
import { Form } from '../../core/form';
import { streamTwiml, type Calls } from '../calls';
import type { Organisation } from '../organisation';
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
    const { assistantId } = phoneNumber;
    if (!assistantId) throw new NestError(501, 'the emulator does not send assistant-request');
    const customer = { number: From };
    const leg = calls.create(
      { assistantId },
      { type: 'inboundPhoneCall', status: 'ringing', phoneNumber, customer, isBypass: false },
    );
    leg.call.callSid = CallSid;
    return c.body(streamTwiml(leg), 200, { 'content-type': 'text/xml' });
  });
}
