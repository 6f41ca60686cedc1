import type { AgentLeg } from '../../functions/domain/agent-leg';
import type { Answer } from '../../functions/ports/answer';
import type { CreatedLeg, NewLeg } from '../../functions/ports/ai';
import { inbound } from '../../functions/usecases/inbound';
import type { AssignmentAnswer } from '../../functions/usecases/assignment';
import { answerOf } from './routes';
import { isLive, type Leg } from './voice-model';
import type { ModelAiLeg } from './vapi-model';
import type { World } from './world';

type CallInstruction = Extract<AssignmentAnswer, { instruction: 'call' }>;

export const REASON = 'The bill is wrong.';

/** Caller, agents and the AI's persona: what they do is where histories differ. */
export class People {
  private readonly legs = new Map<Leg, { leg: AgentLeg; call: CallInstruction }>();
  private requests = 0;
  private moreWishes = 2;
  hasAiSaidGoodbye = false;

  constructor(private readonly world: World) {}

  /** The call comes in. */
  begin(): void {
    const { world } = this;
    const { caller, chance, time, voice, vapi } = world;
    const hangsUpAtMs = chance.pick(
      'the caller hangs up after',
      0,
      [5, 3_500],
      [5, 6_000],
      [5, 8_500],
      [5, 12_300],
      [5, 13_000],
      [5, 20_000],
      [5, 60_000],
    );
    if (hangsUpAtMs > 0) time.after(hangsUpAtMs, () => this.callerHangsUp());
    if (!world.options.isOurs) {
      const created = vapi.create({ callSid: caller.sid, back: undefined });
      if (created.kind === 'ok') voice.follow(caller, [{ verb: 'connect', twiml: created.value.leg }]);
      return;
    }
    caller.doing = 'fetch voice/inbound';
    world.functions.answer(
      'inbound',
      (ports) => inbound(ports, { callSid: caller.sid, caller: '+15550001111' }),
      (answer) => (answer ? voice.follow(caller, answer) : voice.end(caller, 'completed')),
    );
  }

  callerHangsUp(): void {
    const { caller, voice, time } = this.world;
    if (!isLive(caller)) return;
    time.note('the caller hangs up');
    this.world.hasCallerHungUp = true;
    voice.end(caller, 'completed');
  }

  vapiAnswers(request: NewLeg): Answer<CreatedLeg> {
    const isDown = this.world.chance.pick('Vapi is down', false, [5, true]);
    return isDown ? { kind: 'refused', status: 400, code: undefined } : this.world.vapi.create(request);
  }

  /** The AI has the caller. */
  aiTalks(leg: Leg): void {
    const { vapi, chance, time } = this.world;
    const ai = vapi.legs.get(leg.streamLeg ?? '');
    if (!ai) return;
    const later = (delayMs: number, act: () => void): void =>
      time.after(delayMs, () => {
        if (ai.endedReason === undefined && isLive(leg)) act();
      });
    later(1_000, () => vapi.tell(ai, { kind: 'speech', by: 'caller', status: 'started' }));
    const fate = chance.pick('the AI', 'stays', [6, 'dies'], [4, 'says goodbye']);
    if (fate !== 'stays') {
      later(chance.pick('the AI goes after', 3_300, [30, 6_500], [20, 9_000]), () => {
        this.hasAiSaidGoodbye = fate === 'says goodbye';
        this.world.aiHangsUp(ai, fate === 'dies' ? 'pipeline-error-openai' : 'assistant-ended-call');
      });
    }
    const wantsHuman =
      !ai.isBack || (this.moreWishes > 0 && chance.pick('the caller asks the next AI', false, [30, true]));
    if (!wantsHuman) return;
    if (ai.isBack) this.moreWishes -= 1;
    later(3_000, () => this.asks(ai));
    const again = chance.pick('the AI asks again after', 0, [10, 3_100], [10, 45_000]);
    if (again > 0) later(again, () => this.asks(ai));
  }

  private asks(ai: ModelAiLeg): void {
    const { vapi, chance, time } = this.world;
    this.requests += 1;
    time.note(`${ai.id} asks for a human`);
    vapi.hears(ai, `I want a human, I say it for the ${this.requests}. time.`);
    const how = chance.pick('the AI asks by', 'tool', [15, 'keyword'], [10, 'both']);
    if (how !== 'keyword')
      vapi.tell(ai, { kind: 'escalate', request: { reason: REASON, department: 'billing' } });
    if (how !== 'tool') vapi.tell(ai, { kind: 'heard', by: 'caller', text: 'I want to speak to a human!' });
    // Late news of a leg that may be long gone.
    const echoMs = chance.pick('the request comes late once more, by', 0, [8, 30_000]);
    if (echoMs > 0)
      time.after(echoMs, () => vapi.tell(ai, { kind: 'escalate', request: { reason: REASON } }));
  }

  rings(leg: AgentLeg, call: CallInstruction): void {
    const { voice, chance, time } = this.world;
    const agent = voice.add('agent', call.to, 'ringing');
    this.legs.set(agent, { leg, call });
    this.world.contextSeen(leg);
    time.note(`agent's phone rings, ${agent.sid.slice(-4)}`);
    this.agentStatus(agent, 'ringing');
    const ends = (afterMs: number, status: 'busy' | 'failed' | 'no-answer'): void =>
      time.after(afterMs, () => agent.status === 'ringing' && voice.end(agent, status));
    switch (chance.pick('the phone', 'answers', [6, 'busy'], [6, 'no-answer'], [3, 'failed'])) {
      case 'answers':
        return time.after(2_000, () => {
          if (agent.status !== 'ringing') return;
          agent.status = 'in-progress';
          time.note(`agent ${agent.sid.slice(-4)} answers`);
          voice.follow(agent, [{ verb: 'redirect', to: call.url }]);
        });
      case 'busy':
        return ends(500, 'busy');
      case 'failed':
        return ends(100, 'failed');
      case 'no-answer':
        return ends(call.timeoutSeconds * 1000, 'no-answer');
    }
  }

  agentStatus(agent: Leg, status: Leg['status']): void {
    const known = this.legs.get(agent);
    if (known) this.world.agentStatus(known.leg, agent, status);
  }

  /** The whisper's question. */
  asked(agent: Leg, press: (digits: string) => void): void {
    const { world } = this;
    const { chance, time, voice } = world;
    const known = this.legs.get(agent);
    const digits = chance.pick('the agent presses', '1', [10, '2'], [8, ''], [3, '7'], [3, 'hangs up']);
    if (known) world.contextSeen(known.leg);
    time.after(4_000, () => {
      if (agent.status !== 'in-progress') return;
      time.note(`agent ${agent.sid.slice(-4)} presses ${digits || 'nothing'}`);
      if (digits === 'hangs up') return voice.end(agent, 'completed');
      if (digits === '') return undefined;
      press(digits);
      // The same request a second time, as after a broken connection.
      if (known && chance.pick('the key arrives twice', false, [5, true])) {
        const verb = { route: 'agent/accept', query: world.queryOf(known.leg) } as const;
        world.functions.answer(
          'accept once more',
          (ports) => answerOf(world, ports, agent, verb, { digits }),
          () => undefined,
        );
      }
    });
  }

  /** Caller and agent hear each other. */
  talk(agent: Leg): void {
    const { chance, time, voice } = this.world;
    time.note(`bridged with ${agent.sid.slice(-4)}`);
    const isThere = (): boolean => agent.conference !== undefined && agent.status === 'in-progress';
    switch (chance.pick('the talk', 'caller ends', [15, 'agent ends'], [12, 'breaks'], [12, 'star'])) {
      case 'caller ends':
        return time.after(20_000, () => isThere() && this.callerHangsUp());
      case 'agent ends':
        return time.after(25_000, () => isThere() && voice.end(agent, 'completed'));
      case 'breaks':
        return time.after(2_000, () => isThere() && voice.end(agent, 'completed'));
      case 'star':
        return time.after(12_000, () => isThere() && voice.pressStar(agent));
    }
  }

  /** Vapi's own transfer: the caller's leg dials the agent. */
  vapiDials(ai: ModelAiLeg, to: string): void {
    const { voice, caller, time } = this.world;
    if (caller.sid !== ai.callSid || !isLive(caller)) return;
    caller.plan += 1;
    caller.streamLeg = undefined;
    const isBusy = [...voice.legs.values()].some(
      (leg) => leg.kind === 'agent' && leg.to === to && isLive(leg),
    );
    if (isBusy) this.world.violations.push('Vapi transfers to a phone that is still in use');
    const dialled = voice.add('vapi-dialled', to, 'in-progress');
    caller.doing = `bridged by Vapi`;
    time.note(`Vapi brings caller and agent together`);
    time.after(20_000, () => {
      if (!isLive(dialled)) return;
      voice.end(dialled, 'completed');
      voice.end(caller, 'completed');
    });
  }

  callerEnded(): void {
    this.world.voice.hangUpDialled();
  }
}
