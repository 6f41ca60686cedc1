import type { AiEvent } from '../../functions/domain/ai-event';
import type { AiLeg } from '../../functions/domain/ai-leg';
import type { ConsoleSession } from '../../functions/domain/console-session';
import type { CallContext } from '../../functions/domain/context';
import { isPremature } from '../../functions/domain/ended-reason';
import type { Outcome } from '../../functions/domain/handoff/outcome';
import { defaultPolicy } from '../../functions/domain/handoff/policy';
import { handoffSchema, type Handoff } from '../../functions/domain/handoff/record';
import { knownContext } from '../../functions/domain/known-context';
import type { ReservationNote } from '../../functions/domain/reservation-note';
import type { Ports } from '../../functions/ports';
import type { Settings } from '../../functions/ports/settings';
import { aiEvent } from '../../functions/usecases/ai-event';
import { assignment, type AssignmentAnswer } from '../../functions/usecases/assignment';
import { agentStatus } from '../../functions/usecases/agent-status';
import { callerStatus } from '../../functions/usecases/caller-status';
import { conferenceEvent } from '../../functions/usecases/conference-event';
import { ContextWriter } from '../../functions/usecases/context';
import { sweep } from '../../functions/usecases/sweep';
import { taskEvent } from '../../functions/usecases/task-event';
import { agentLegQuery, type AgentLeg } from '../../functions/domain/agent-leg';
import type { Task } from '../../functions/ports/task-router';
import type { RouteRef, VoiceAnswer } from '../../functions/ports/voice-answer';
import type { Chance } from './chance';
import { FunctionRuns } from './function-runs';
import { People } from './people';
import { Requests } from './requests';
import { answerOf, legOf } from './routes';
import { SyncModel } from './sync-model';
import { TaskRouterModel, type Reservation } from './task-router-model';
import { Timeline } from './timeline';
import { VapiModel, type ModelAiLeg } from './vapi-model';
import { afterStream, isLive, VoiceModel, type Leg } from './voice-model';

export interface WorldOptions {
  readonly bridge: Settings['bridge'];
  readonly wait: Settings['wait'];
  /** False: the call began at Vapi and our account does not own it. */
  readonly isOurs: boolean;
}

/** Hears of a write, before it is seen. */
type Written<T> = (before: T | undefined, after: T) => void;

/** Everything outside the use cases, in memory: the platforms' documented semantics, one call, two agents. */
export class World {
  readonly time = new Timeline();
  readonly outcomes: Outcome[] = [];
  /** Final reports that were answered as taken: AI leg -> ended reason of the last. */
  readonly reports = new Map<string, string>();
  readonly settings: Settings;
  readonly handoffs: SyncModel<Handoff>;
  readonly aiLegs: SyncModel<AiLeg>;
  readonly reservations: SyncModel<ReservationNote>;
  readonly contexts: SyncModel<CallContext>;
  readonly sessions: SyncModel<ConsoleSession>;
  readonly taskRouter: TaskRouterModel;
  readonly voice: VoiceModel;
  readonly vapi: VapiModel;
  readonly people: People;
  readonly functions: FunctionRuns;
  readonly onHandoff: Written<Handoff>[] = [];
  readonly onAiLeg: ((leg: string, before: AiLeg | undefined, after: AiLeg) => void)[] = [];
  readonly onContext: Written<CallContext>[] = [];
  caller: Leg;
  /** Ended by himself. */
  hasCallerHungUp = false;
  readonly requests: Requests;
  /** Things that must not happen and that only the models see. */
  readonly violations: string[] = [];
  private readonly writer = new ContextWriter();
  private sids = 0;

  constructor(
    public chance: Chance,
    readonly options: WorldOptions,
  ) {
    const { time } = this;
    this.settings = settingsFor(options);
    const nowMs = (): number => time.nowMs;
    const parse = (value: unknown): Handoff => handoffSchema.parse(value);
    const wrote = (_: string, before: Handoff | undefined, after: Handoff): void =>
      this.onHandoff.forEach((listener) => listener(before, after));
    this.handoffs = new SyncModel(nowMs, wrote, parse);
    this.aiLegs = new SyncModel(nowMs, (leg, before, after) =>
      this.onAiLeg.forEach((listener) => listener(leg, before, after)),
    );
    this.reservations = new SyncModel(nowMs);
    this.contexts = new SyncModel(nowMs, (_, before, after) =>
      this.onContext.forEach((listener) => listener(before, after)),
    );
    this.requests = new Requests(nowMs);
    this.onHandoff.push((before, after) => this.requests.written(before, after));
    this.sessions = new SyncModel(nowMs);
    const sid = (prefix: string): string => this.sid(prefix);
    const isOurs = (): boolean => options.isOurs;
    this.taskRouter = new TaskRouterModel(time, sid, {
      assign: (task, reservation) => this.assign(task, reservation, false),
      event: (type, task, reservation) => this.taskHappened(type, task, reservation),
    });
    this.vapi = new VapiModel(
      time,
      { event: (event) => this.aiHappened(event), transfer: (leg, to) => this.people.vapiDials(leg, to) },
      isOurs,
    );
    this.functions = new FunctionRuns(this);
    this.voice = new VoiceModel(
      time,
      sid,
      {
        fetch: (leg, to, extra, then) => this.fetch(leg, to, extra, then),
        status: (leg) => this.legEnded(leg),
        conferenceStart: (verb) => {
          const { query } = verb.statusCallback;
          const redirectedAtMs =
            query.redirectedAtMs === undefined ? undefined : Number(query.redirectedAtMs);
          const event = {
            leg: legOf(query),
            type: 'conference-start',
            redirectedAtMs,
            joining: undefined,
            leaving: false,
          };
          this.functions.webhook('conference-start', (ports) => conferenceEvent(ports, event));
        },
        bridged: (agent) => this.people.talk(agent),
        gather: (leg, press) => this.people.asked(leg, press),
        streamOpened: (leg) => this.people.aiTalks(leg),
        streamClosed: (leg, why) => {
          const ai = this.vapi.legs.get(leg.streamLeg ?? '');
          const reason =
            why === 'redirected' ? 'phone-call-provider-closed-websocket' : 'customer-ended-call';
          if (ai) this.vapi.end(ai, reason);
        },
      },
      isOurs,
    );
    this.people = new People(this);
    this.caller = this.voice.add('caller', '+15550009999', 'in-progress');
    this.taskRouter.workers.set(this.sid('WK'), true);
    this.taskRouter.workers.set(this.sid('WK'), true);
  }

  sid(prefix: string): string {
    this.sids += 1;
    return prefix + this.sids.toString(16).padStart(32, '0');
  }

  record(): Handoff | undefined {
    return this.handoffs.peek(this.caller.sid);
  }

  /** An agent's phone rings, an agent hears who calls: what was said up to the request must be there by now. */
  contextSeen({ callSid, task }: AgentLeg): void {
    const record = this.record();
    const asked = this.requests.of(record);
    if (!asked) return;
    const known = knownContext(callSid, this.contexts.peek(callSid), record);
    const turns = known?.turns.map(({ text }) => text) ?? [];
    const missing = asked.turns.filter((text) => !turns.includes(text));
    if (missing.length > 0) this.violations.push(`promise 4: nobody can see ${missing.join(' ')}`);
    const reason = this.taskRouter.tasks.get(task)?.attributes.reason;
    if (asked.reason !== undefined && ![reason, known?.reason].includes(asked.reason))
      this.violations.push('promise 4: the agent is not told why the caller calls');
  }

  queryOf(leg: AgentLeg): Record<string, string> {
    return agentLegQuery(leg);
  }

  /** A caller whose URL failed is sent to the number's fallback URL. */
  private fetch(
    leg: Leg,
    to: RouteRef,
    extra: Record<string, string>,
    then: (answer?: VoiceAnswer) => void,
  ): void {
    const fallback: RouteRef = { route: 'voice/hold', query: {} };
    const ask = (ref: RouteRef, got: typeof then): void =>
      this.functions.answer(ref.route, (ports) => answerOf(this, ports, leg, ref, extra), got);
    ask(to, (answer) => (answer || leg.kind !== 'caller' ? then(answer) : ask(fallback, then)));
  }

  private assign(task: Task, reservation: Reservation, isFallback: boolean): void {
    const leg = agentLegOf(task, reservation);
    const contactUri = `+1555${reservation.worker.slice(-4)}`;
    let isAnswered = false;
    const label = `assignment ${reservation.sid.slice(-4)}`;
    const failed = (): void => {
      if (isAnswered) return;
      isAnswered = true;
      if (!isFallback) this.assign(task, reservation, true);
    };
    const use = (ports: Ports): Promise<AssignmentAnswer> =>
      assignment(ports, { leg, contactUri, from: '+15550100000', isFallback });
    this.time.after(5_000, failed);
    this.functions.webhook(label, use, (answer) => {
      if (isAnswered) return;
      if (!answer) return failed();
      isAnswered = true;
      this.time.note(`assignment ${reservation.sid.slice(-4)}: ${answer.instruction}`);
      if (answer.instruction === 'reject') this.taskRouter.reject(task.sid, reservation.sid);
      if (answer.instruction === 'call' && reservation.status === 'pending') this.people.rings(leg, answer);
    });
  }

  private taskHappened(type: string, task: Task, reservation: Reservation | undefined): void {
    this.time.note(`${type} ${(reservation ?? task).sid.slice(-4)}`);
    const { callSid, handoff } = task.attributes;
    this.functions.webhook(type, (ports) =>
      taskEvent(ports, {
        type,
        task: task.sid,
        callSid: callSid as string,
        n: handoff as number,
        reservation: reservation?.sid,
      }),
    );
  }

  private aiHappened(event: AiEvent): void {
    const { call, what } = event;
    this.functions.webhook(
      `vapi ${what.kind} of ${call.leg}`,
      (ports) => {
        this.requests.taken(event);
        return aiEvent(ports, this.writer, event);
      },
      (answer) => {
        if (what.kind !== 'report') return;
        if (answer === undefined || answer === 'try-again')
          return this.time.after(2_000, () => this.aiHappened(event));
        if (this.aiLegs.peek(call.leg)?.report === undefined)
          this.violations.push(`promise 7: the report of ${call.leg} was answered and is not stored`);
        if (!isPremature(what.endedReason)) this.reports.set(call.leg, what.endedReason);
      },
      // Vapi's own retries: a report reaches us in the end.
      what.kind === 'report',
    );
  }

  private legEnded(leg: Leg): void {
    if (leg.kind === 'agent') this.people.agentStatus(leg, leg.status);
    if (leg.kind !== 'caller') return;
    this.people.callerEnded();
    if (!this.options.isOurs) return;
    this.functions.webhook('caller status', (ports) =>
      callerStatus(ports, { callSid: leg.sid, status: leg.status }),
    );
  }

  agentStatus(leg: AgentLeg, agent: Leg, status: Parameters<typeof agentStatus>[1]['status']): void {
    this.functions.webhook(`agent ${agent.sid.slice(-4)} ${status}`, (ports) =>
      agentStatus(ports, { leg, agentCall: agent.sid, status }),
    );
  }

  sweep(): void {
    this.functions.answer(
      'sweep',
      (ports) => sweep(ports),
      () => undefined,
    );
  }

  /** The AI's side closed the stream, for `endedReason`. */
  aiHangsUp(ai: ModelAiLeg, endedReason: string): void {
    if (ai.endedReason !== undefined) return;
    const { caller } = this;
    const isOnStream = caller.streamLeg === ai.id;
    this.vapi.end(ai, endedReason);
    if (!isOnStream) return;
    if (this.options.isOurs) this.voice.streamEnded(caller, afterStream(caller));
    else this.voice.end(caller, 'completed');
  }

  /** True while a person holds a phone to his ear. */
  isAnybodyOnALine(): boolean {
    return [...this.voice.legs.values()].some(isLive);
  }
}

function agentLegOf(task: Task, reservation: Reservation): AgentLeg {
  const { callSid, handoff } = task.attributes;
  return {
    callSid: callSid as string,
    n: handoff as number,
    task: task.sid,
    reservation: reservation.sid,
    worker: reservation.worker,
  };
}

function settingsFor({ bridge, wait }: WorldOptions): Settings {
  return {
    policy: defaultPolicy,
    vocabulary: {
      departments: ['billing'],
      languages: ['en'],
      priorities: { normal: 5 },
      defaultLanguage: 'en',
      defaultPriority: 'normal',
    },
    phrases: { en: ['speak to a human'] },
    bridge,
    wait,
    holdTurnSeconds: 8,
    contextUrl: (callSid) => `https://example.com/agent/context?token=${callSid}`,
  };
}
