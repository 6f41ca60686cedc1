import { playKeys } from '../../audio/keys';
import type { Call } from '../../calls/call';
import { answeringMachineDetection } from '../../calls/machine-detection';
import { callbackOf, channelsOf, trackOf } from '../../recordings/asked';
import type { Recording } from '../../recordings/recording';
import type { Element } from '../document';
import { TwimlError } from '../document';
import type { TwimlSource } from '../fetch';
import { Run, untilStopped } from '../run';
import type { Stage } from '../stage';
import { booleanAttribute, numberAttribute } from '../stage';
import { calleesOf, type Callee } from './callees';
import { callerIdOf } from './caller-id';
import { tellActionOfHangup } from './dial-action';

const TIME_LIMIT_SECONDS = 14_400;

/**
 * Rings phones, all at once or with `sequential` one after another; the first to answer is bridged, the others stop
 * ringing. The caller hears ringing meanwhile.
 * Source: https://www.twilio.com/docs/voice/twiml/dial, .../number.
 */
export async function dialPeople(stage: Stage, element: Element): Promise<Record<string, string>> {
  const { core, call } = stage;
  const callees = calleesOf(stage, element);
  const from = callerIdOf(stage, element);
  if (callees.length === 0 || from === undefined) return { DialCallStatus: 'failed', DialBridged: 'false' };
  return stage.run.until<Record<string, string>>((done) => {
    const ringing = core.switchboard.play(call.sid, 'ring');
    const channels = channelsOf(element);
    const children: Call[] = [];
    let recording: Recording | undefined;
    let bridge: { child: Call; atMs: number } | undefined;

    const dialNext = (): void => {
      const isSequential = booleanAttribute(element, 'sequential', false);
      const next = callees.splice(0, isSequential ? 1 : callees.length);
      for (const callee of next) {
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
        children.push(child);
        core.ring(child, numberAttribute(element, 'timeout', 30));
      }
    };
    const pickedUp = async (child: Call, callee: Callee): Promise<void> => {
      dropAll('another phone answered', child);
      const run = new Run();
      child.program = run;
      void answeringMachineDetection(core, child, callee.machineDetection);
      const { sendDigits } = callee;
      if (sendDigits) await run.until<void>((sent) => playKeys(core, child.sid, sendDigits, sent));
      if (callee.whisper) await whispered(child, run, callee.whisper);
      await run.until<void>(() => {
        connect(child);
        return (reason) => {
          disconnect();
          if (reason === 'redirected') finish(child, 'completed');
        };
      });
    };
    const dropAll = (how: string, but?: Call): void => {
      callees.length = 0;
      for (const child of children)
        if (child !== but) child.end(child.status === 'in-progress' ? 'completed' : 'canceled', how);
    };
    const whispered = async (child: Call, run: Run, source: TwimlSource): Promise<void> => {
      try {
        await core.whisper(child, run, source);
      } catch (error) {
        if (!(error instanceof TwimlError)) throw error;
        child.note('twiml.error', { code: error.code, message: error.message });
        child.end('completed', `error ${error.code}`);
      }
    };
    const record = (): void => {
      if (channels === undefined) return;
      const callback = callbackOf(stage, element);
      recording ??= core.record(call, { source: 'DialVerb', channels, track: trackOf(element), callback });
    };
    const connect = (child: Call): void => {
      ringing.stop();
      call.answer();
      bridge = { child, atMs: core.ctx.clock.now() };
      record();
      core.switchboard.route(`dial ${child.sid}`, [
        { from: call.sid, to: child.sid },
        { from: child.sid, to: call.sid },
      ]);
      call.note('dial.bridged', { childCallSid: child.sid });
      child.toldAtEnd = () => (recording ? core.recordings.parameters(recording) : {});
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
      if (callees.length > 0) return dialNext();
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
      () => dropAll('time limit of Dial'),
    );
    const releaseKeys = call.takeDigits((digit) => {
      if (digit !== '*' || !booleanAttribute(element, 'hangupOnStar', false)) return;
      dropAll('the caller pressed *');
    });

    if (element.attributes.record?.startsWith('record-from-ringing')) record();
    dialNext();
    return (reason) => {
      release();
      const last = bridge?.child ?? children.at(-1);
      const result = last ? outcome(last, bridge ? 'completed' : 'canceled') : {};
      dropAll('the caller left');
      if (reason === 'call-ended') tellActionOfHangup(stage, element, result);
    };
  });
}
