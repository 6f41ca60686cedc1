import type { Hono } from 'hono';
import { Form } from '../../../core/form';
import { notServed } from '../../../core/not-served';
import { uriPage } from '../../../core/page';
import { TwilioError } from '../../../core/twilio-error';
import type { Call } from '../calls/call';
import { checkTwimlLength, limitTime, placeCall } from '../calls/place-call';
import type { VoiceCore } from '../core';
import { ACCOUNT, found, named } from './accounts';
import {
  callbackOf,
  fallbackOf,
  machineDetectionOf,
  programOf,
  recordingOf,
  required,
  secondsOf,
} from './call-form';
import { callView } from './views';

/** https://www.twilio.com/docs/voice/api/call-resource */
export function mountCalls(app: Hono, core: VoiceCore): void {
  const { sid: accountSid } = core.ctx.account;
  const calls = `${ACCOUNT}/Calls.json`;
  const one = `${ACCOUNT}/Calls/:call{[^/]+\\.json}`;

  app.post(calls, async (c) => {
    found(core, c, true);
    const form = await Form.of(c);
    if (form.get('ApplicationSid')) return notServed(c);
    const program = programOf(form);
    if (!program) throw TwilioError.badRequest('Url parameter is required.', 21205);
    const call = placeCall(core, {
      to: required(form, 'To', 21201),
      from: required(form, 'From', 21213),
      program,
      fallback: fallbackOf(form),
      statusCallback: callbackOf(form, 'StatusCallback', ['completed']),
      timeoutSeconds: secondsOf(form, 'Timeout', 600),
      timeLimitSeconds: secondsOf(form, 'TimeLimit', 86_400),
      machineDetection: machineDetectionOf(form, 'AsyncAmdStatusCallback'),
      recording: recordingOf(form, 'Record'),
    });
    if (form.get('SendDigits')) call.note('call.not-served', { parameter: 'SendDigits' });
    return c.json(callView(call, accountSid), 201);
  });

  app.get(calls, (c) => {
    found(core, c, true);
    const { To, From, Status, ParentCallSid } = c.req.query();
    const records = core.calls
      .all()
      .filter(
        (call) =>
          (!To || call.to === To) &&
          (!From || call.from === From) &&
          (!Status || call.status === Status) &&
          (!ParentCallSid || call.parentCallSid === ParentCallSid),
      )
      .reverse();
    const order = new Map(core.calls.all().map((call, index) => [call.sid, index]));
    return uriPage(c, {
      key: 'calls',
      records,
      descending: true,
      position: (call) => order.get(call.sid) ?? 0,
      view: (call) => callView(call, accountSid),
    });
  });

  app.get(one, (c) => c.json(callView(found(core, c, core.calls.find(named(c, 'call'))), accountSid)));

  app.post(one, async (c) => {
    const call = found(core, c, core.calls.find(named(c, 'call')));
    update(core, call, await Form.of(c));
    return c.json(callView(call, accountSid));
  });
}

/** Throws TwilioError 21220 for a call that is not in a state for it. */
function update(core: VoiceCore, call: Call, form: Form): void {
  const status = form.get('Status');
  const program = programOf(form);
  const timeLimitSeconds = secondsOf(form, 'TimeLimit', 86_400);
  if (status !== undefined) return finish(call, status);
  if (program) {
    if (call.status !== 'in-progress') throw notInProgress('redirect');
    checkTwimlLength(program);
    call.fallback = fallbackOf(form) ?? call.fallback;
    call.statusCallback = callbackOf(form, 'StatusCallback', ['completed']) ?? call.statusCallback;
    call.note('call.redirected', 'url' in program ? { url: program.url } : { twiml: program.twiml });
    core.start(call, program);
  }
  if (timeLimitSeconds !== undefined) {
    if (!call.isLive) throw notInProgress('update');
    limitTime(core, call, timeLimitSeconds);
  }
}

function finish(call: Call, status: string): void {
  if (status !== 'completed' && status !== 'canceled') {
    throw TwilioError.badRequest(`Status must be completed or canceled, not ${status}`);
  }
  if (!call.isLive) throw notInProgress('end');
  if (status === 'canceled' && call.status === 'in-progress') {
    throw TwilioError.badRequest('Call is not in queued or ringing state. Cannot cancel.', 21220);
  }
  call.end(call.status === 'in-progress' ? 'completed' : 'canceled', 'ended by the REST API');
}

function notInProgress(verb: string): TwilioError {
  return TwilioError.badRequest(`Call is not in-progress. Cannot ${verb}.`, 21220);
}
