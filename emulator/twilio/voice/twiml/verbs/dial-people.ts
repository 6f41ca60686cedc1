import type { Call } from '../../calls/call';
import type { StatusCallback } from '../../calls/status-callback';
import type { HttpMethod } from '../../core';
import { httpMethod } from '../../core';
import { callbackOf, channelsOf } from '../../recordings/asked';
import type { Recording } from '../../recordings/recording';
import type { Element } from '../document';
import { elements, textOf, TwimlError } from '../document';
import type { TwimlSource } from '../fetch';
import { Run, untilStopped } from '../run';
import type { Stage } from '../stage';
import { booleanAttribute, numberAttribute, resolveUrl } from '../stage';
import { tellActionOfHangup } from './dial-action';

const TIME_LIMIT_SECONDS = 14_400;

interface Callee {
  readonly address: string;
  /** TwiML that the called person hears before the bridge. */
  readonly whisper: { readonly url: string; readonly method: HttpMethod } | undefined;
  readonly statusCallback: StatusCallback | undefined;
}

/**
 * Rings phones; the first to answer is bridged, the others stop ringing. The caller hears ringing meanwhile.
 * Source: https://www.twilio.com/docs/voice/twiml/dial, .../number.
 */
export function dialPeople(stage: Stage, element: Element): Promise<Record<string, string>> {
  const { core, call } = stage;
  const callees = calleesOf(stage, element);
  if (callees.length === 0) throw new TwimlError(13221, 'Dial: nobody to call');
  const from = element.attributes.callerId ?? (call.direction === 'inbound' ? call.from : call.to);
  return stage.run.until<Record<string, string>>((done) => {
    const ringing = core.switchboard.play(call.sid, 'ring');
    const channels = channelsOf(element);
    let recording: Recording | undefined;
    let bridge: { child: Call; atMs: number } | undefined;
    const children = callees.map((callee) => {
      const child = core.calls.open({
        from,
        to: callee.address,
        direction: 'outbound-dial',
        parentCallSid: call.sid,
        statusCallback: callee.statusCallback,
      });
      child.onState((state) => {
        if (state === 'in-progress') void untilStopped(pickedUp(child, callee));
      });
      child.onEnd(() => childEnded(child));
      return child;
    });

    const pickedUp = async (child: Call, { whisper }: Callee): Promise<void> => {
      children.filter((other) => other !== child).forEach((other) => drop(other, 'another phone answered'));
      const run = new Run();
      child.program = run;
      if (whisper) await whispered(child, run, whisper);
      await run.until<void>(() => {
        connect(child);
        return (reason) => {
          disconnect();
          if (reason === 'redirected') finish(child, 'completed');
        };
      });
    };
    const whispered = async (child: Call, run: Run, source: TwimlSource): Promise<void> => {
      try {
        await core.interpret(child, run, source);
      } catch (error) {
        if (!(error instanceof TwimlError)) throw error;
        child.note('twiml.error', { code: error.code, message: error.message });
        child.end('completed', `error ${error.code}`);
      }
    };
    const connect = (child: Call): void => {
      ringing.stop();
      call.answer();
      bridge = { child, atMs: core.ctx.clock.now() };
      if (channels !== undefined) {
        const callback = callbackOf(stage, element);
        recording = core.record(call, { source: 'DialVerb', channels, track: 'both', callback });
      }
      core.switchboard.route(`dial ${child.sid}`, [
        { from: call.sid, to: child.sid },
        { from: child.sid, to: call.sid },
      ]);
      call.note('dial.bridged', { childCallSid: child.sid });
    };
    const disconnect = (): void => {
      if (bridge) core.switchboard.route(`dial ${bridge.child.sid}`, []);
      if (recording) core.recordings.finish(recording);
    };
    const outcome = (child: Call, status: string): Record<string, string> => ({
      DialCallSid: child.sid,
      DialCallStatus: status,
      DialBridged: String(bridge !== undefined),
      ...(recording ? { RecordingSid: recording.sid, RecordingUrl: core.recordings.url(recording) } : {}),
      ...(bridge
        ? { DialCallDuration: String(Math.round((core.ctx.clock.now() - bridge.atMs) / 1000)) }
        : {}),
    });
    const childEnded = (child: Call): void => {
      if (children.some(({ isLive }) => isLive)) return;
      finish(child, bridge && bridge.child === child ? 'completed' : child.status);
    };
    const release = (): void => {
      ringing.stop();
      stopClock();
      releaseKeys();
      disconnect();
    };
    const finish = (child: Call, status: string): void => {
      release();
      done(outcome(child, status));
    };
    const stopClock = core.ctx.clock.after(
      numberAttribute(element, 'timeLimit', TIME_LIMIT_SECONDS) * 1000,
      () => children.forEach((child) => drop(child, 'time limit of Dial')),
    );
    const releaseKeys = call.takeDigits((digit) => {
      if (digit !== '*' || !booleanAttribute(element, 'hangupOnStar', false)) return;
      children.forEach((child) => drop(child, 'the caller pressed *'));
    });

    for (const child of children) core.ring(child, numberAttribute(element, 'timeout', 30));
    return (reason) => {
      release();
      const last = bridge?.child ?? children[0];
      const result = last ? outcome(last, bridge ? 'completed' : 'canceled') : {};
      children.forEach((child) => drop(child, 'the caller left'));
      if (reason === 'call-ended') tellActionOfHangup(stage, element, result);
    };
  });
}

function drop(child: Call, how: string): void {
  child.end(child.status === 'in-progress' ? 'completed' : 'canceled', how);
}

function calleesOf(stage: Stage, element: Element): Callee[] {
  const nouns = elements(element).filter(({ name }) => ['Number', 'Client', 'Sip'].includes(name));
  if (nouns.length === 0) {
    const address = textOf(element);
    return address === '' ? [] : [{ address, whisper: undefined, statusCallback: undefined }];
  }
  return nouns.map((noun) => {
    const { url, method, statusCallback, statusCallbackMethod, statusCallbackEvent } = noun.attributes;
    const identity = elements(noun).find(({ name }) => name === 'Identity');
    const text = textOf(identity ?? noun);
    return {
      address: noun.name === 'Client' ? `client:${text}` : text,
      whisper: url ? { url: resolveUrl(stage, url), method: httpMethod(method) } : undefined,
      statusCallback: statusCallback
        ? {
            url: resolveUrl(stage, statusCallback),
            method: httpMethod(statusCallbackMethod),
            events: (statusCallbackEvent ?? 'completed').split(/\s+/),
          }
        : undefined,
    };
  });
}
