import type { Hono } from 'hono';
import { Form } from '../../core/form';
import type { Calls } from '../calls';
import { takeControl } from '../leg/live-control';
import type { Organisation } from '../organisation';
import { operatorTwiml } from '../twiml';
import { requireBearer } from './bearer';
import { ControlMessage } from './control-schema';
import { NestError } from './nest-error';
import { validBody } from './validation';

/**
 * The control URL of a live call, and the TwiML for whom it is transferred to, at an address of our own. That success is an empty 200 and what comes after the end are assumptions: neither is
 * documented. Source: https://docs.vapi.ai/calls/call-features, OpenAPI `MonitorPlan`.
 */
export function mountControlUrl(app: Hono, organisation: Organisation, calls: Calls): void {
  const { publicKey } = organisation.options;
  app.post('/:id/control', async (c) => {
    const leg = calls.leg(c.req.param('id'));
    const plan = leg?.call.assistant.settings.monitorPlan;
    if (!leg || plan?.controlEnabled === false) throw new NestError(404, 'Call not found');
    if (plan?.controlAuthenticationEnabled) requireBearer(c, publicKey === undefined ? [] : [publicKey]);
    const message = await validBody(c, ControlMessage);
    if (leg.call.isEnded) {
      const { status, message: text } = organisation.behaviour.controlAfterEnd;
      throw new NestError(status, text);
    }
    if (!takeControl(leg, message))
      throw new NestError(501, `the emulator does not serve ${message.type} here`);
    return c.json({});
  });
  app.post('/:id/operator', async (c) => {
    const operator = calls.leg(c.req.param('id'))?.call.operator;
    if (!operator) throw new NestError(404, 'Call not found');
    const hasSpoken = (await Form.of(c)).get('SpeechResult') !== undefined;
    return c.body(operatorTwiml(operator, hasSpoken), 200, { 'content-type': 'text/xml' });
  });
}
