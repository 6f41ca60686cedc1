import type { Hono } from 'hono';
import { Form } from '../../../core/form';
import { uriPage } from '../../../core/page';
import { TwilioError } from '../../../core/twilio-error';
import type { Call } from '../calls/call';
import { callbacksOf, voiceRequestOf } from '../calls/answering';
import { checkTwimlLength, limitTime, placeCall, type OutboundCall } from '../calls/place-call';
import type { VoiceCore } from '../core';
import { ACCOUNT, found, named } from './accounts';
import {
  fallbackOf,
  keysOf,
  noteWithoutEffect,
  programOf,
  progressCallbackOf,
  recordingOf,
  refuseOwnCarrier,
  required,
  secondsOf,
} from './call-form';
import { machineDetectionOf } from './machine-detection-form';
import { dateFilter } from './date-filter';
import { callView } from './views';

/** Parameters of a new call that are taken and change nothing. */
const WITHOUT_EFFECT = [
  ...['CallerId', 'CallReason', 'CallToken', 'ClientNotificationUrl', 'Trim'],
  ...['SipAuthUsername', 'SipAuthPassword'],
];

/** https://www.twilio.com/docs/voice/api/call-resource */
export function mountCalls(app: Hono, core: VoiceCore): void {
  const { sid: accountSid } = core.ctx.account;
  const calls = `${ACCOUNT}/Calls.json`;
  const one = `${ACCOUNT}/Calls/:call{[^/]+\\.json}`;

  app.post(calls, async (c) => {
    found(core, c, true);
    const form = await Form.of(c);
    refuseOwnCarrier(form);
    const call = placeCall(core, {
      to: required(form, 'To', 21201),
      from: required(form, 'From', 21213),
      ...handlerOf(core, form),
      timeoutSeconds: secondsOf(form, 'Timeout', 600),
      timeLimitSeconds: secondsOf(form, 'TimeLimit', 86_400),
      sendDigits: keysOf(form),
      machineDetection: machineDetectionOf(form, 'AsyncAmdStatusCallback'),
      recording: recordingOf(form, 'Record'),
    });
    noteWithoutEffect(call, form, WITHOUT_EFFECT);
    return c.json(callView(call, accountSid), 201);
  });

  app.get(calls, (c) => {
    found(core, c, true);
    const { To, From, Status, ParentCallSid } = c.req.query();
    const [isStarted, isEnded] = [dateFilter(c, 'StartTime'), dateFilter(c, 'EndTime')];
    const records = core.calls
      .all()
      .filter(
        (call) =>
          (!To || call.to === To) &&
          (!From || call.from === From) &&
          (!Status || call.status === Status) &&
          (!ParentCallSid || call.parentCallSid === ParentCallSid) &&
          isStarted(call.answeredAtMs ?? call.endedAtMs) &&
          isEnded(call.endedAtMs),
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

  app.delete(one, (c) => {
    const call = found(core, c, core.calls.find(named(c, 'call')));
    if (call.isLive)
      throw TwilioError.badRequest(`Call ${call.sid} has not ended and cannot be deleted`, 21220);
    core.calls.remove(call);
    return c.body(null, 204);
  });

  app.post(one, async (c) => {
    const call = found(core, c, core.calls.find(named(c, 'call')));
    update(core, call, await Form.of(c));
    return c.json(callView(call, accountSid));
  });
}

/**
 * What runs on a new call and who hears of it: an application has all of that, and nothing else counts beside it. Error
 * 21218 for an application that answers nothing, 21205 where nothing is said.
 */
function handlerOf(
  { numbers }: VoiceCore,
  form: Form,
): Pick<OutboundCall, 'program' | 'fallback' | 'statusCallback' | 'applicationSid'> {
  const applicationSid = form.get('ApplicationSid');
  if (applicationSid) {
    const answering = numbers.find(`app:${applicationSid}`);
    if (!answering?.voiceUrl)
      throw TwilioError.badRequest(`There is no application ${applicationSid} with a VoiceUrl`, 21218);
    return { applicationSid, program: voiceRequestOf(answering), ...callbacksOf(answering) };
  }
  const program = programOf(form);
  if (!program) throw TwilioError.badRequest('Url parameter is required.', 21205);
  return { program, fallback: fallbackOf(form), statusCallback: progressCallbackOf(form) };
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
    call.statusCallback = progressCallbackOf(form) ?? call.statusCallback;
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
