import type { Ports } from '../../functions/ports';
import type { Answer } from '../../functions/ports/answer';
import type { Items } from '../../functions/ports/store';
import type { Run } from './function-runs';
import type { SyncModel } from './sync-model';
import type { World } from './world';

/** How long our requests wait for their answer. */
const DEADLINE_MS = 4_000;
/** A request of which nobody waits for the answer any more can still take effect so long after it was sent. */
export const LATEST_MS = DEADLINE_MS + 500;

type Failing =
  { readonly kind: 'indeterminate' } | { readonly kind: 'throttled'; readonly retryAfterMs: undefined };

/** The ports of one run: every request takes time and can go wrong in every way that a request can. */
export function portsOf(world: World, run: Run, kill: () => void): Ports {
  const { time, taskRouter, voice, vapi } = world;

  /** `apply` is what the upstream does. */
  function request<A extends { readonly kind: string }>(name: string, apply: () => A): Promise<A | Failing> {
    const { chance } = world;
    const fate = chance.pick(
      `${run.label}: ${name}`,
      'ok',
      [3, 'slow'],
      [1.5, 'lost'],
      [1, 'late'],
      [1, 'never'],
      [1.5, 'throttled'],
      [1, 'killed-before'],
      [1, 'killed-after'],
    );
    return new Promise((resolve) => {
      if (run.isDead) return;
      const answer = (value: A | Failing): void => {
        if (!run.isDead) resolve(value);
      };
      const act = (): A => {
        const result = apply();
        if (fate !== 'ok' || (result.kind !== 'ok' && result.kind !== 'gone')) {
          time.note(`  ${run.label}: ${name} ${fate} -> ${result.kind}`);
        }
        return result;
      };
      const upMs = fate === 'slow' ? 1_500 : 20;
      if (fate === 'killed-before') return time.after(upMs, kill);
      if (fate === 'throttled')
        return time.after(upMs, () => answer({ kind: 'throttled', retryAfterMs: undefined }));
      if (fate !== 'never') {
        time.after(fate === 'late' ? LATEST_MS : upMs, () => {
          const result = act();
          if (fate === 'killed-after') kill();
          if (fate === 'ok' || fate === 'slow') time.after(upMs, () => answer(result));
        });
      }
      if (fate === 'lost' || fate === 'late' || fate === 'never') {
        time.after(DEADLINE_MS, () => answer({ kind: 'indeterminate' }));
      }
    });
  }

  const items = <T>(name: string, model: SyncModel<T>): Items<T> => ({
    read: (key) => request(`${name} read`, () => model.read(key)),
    create: (key, value) => request(`${name} create`, () => model.create(key, value)),
    replace: (key, value, revision) => request(`${name} replace`, () => model.replace(key, value, revision)),
  });

  return {
    handoffs: {
      ...items('handoff', world.handoffs),
      list: () =>
        request('list', () => ({
          kind: 'ok' as const,
          value: world.handoffs.list().map(({ key, value }) => ({ callSid: key, handoff: value })),
        })),
    },
    aiLegs: {
      ...items('AI leg', world.aiLegs),
      list: () =>
        request('list', () => ({
          kind: 'ok' as const,
          value: world.aiLegs.list().map(({ key, value }) => ({ leg: key, value })),
        })),
    },
    reservations: items('reservation', world.reservations),
    contexts: {
      ...items('context', world.contexts),
      // Who may read is the store's own business: no promise hangs on it.
      show: () => request('show context', (): Answer<void> => ({ kind: 'ok', value: undefined })),
      hide: () => request('hide context', (): Answer<void> => ({ kind: 'ok', value: undefined })),
      nameOf: (callSid) => callSid,
    },
    sessions: items('session', world.sessions),
    outcomes: {
      append: (line) =>
        request('outcome', (): Answer<void> => {
          if ('via' in line) world.outcomes.push(line);
          return { kind: 'ok', value: undefined };
        }),
    },
    taskRouter: {
      createTask: (attributes) => request('create task', () => taskRouter.create(attributes)),
      fetchTask: (sid) => request('fetch task', () => taskRouter.fetch(sid)),
      findTasks: (callSid, n) => request('find tasks', () => taskRouter.find(callSid, n)),
      updateAttributes: (sid, attributes, revision) =>
        request('update task', () => taskRouter.update(sid, attributes, revision)),
      cancelTask: (sid) => request('cancel task', () => taskRouter.cancel(sid)),
      wrapTask: (sid) => request('wrap task', () => taskRouter.wrap(sid)),
      completeTask: (sid) => request('complete task', () => taskRouter.complete(sid)),
      acceptReservation: (task, sid) => request('accept', () => taskRouter.accept(task, sid)),
      wrapReservation: () => request('wrap reservation', () => ({ kind: 'ok', value: undefined })),
      completeReservation: () => request('complete reservation', () => ({ kind: 'ok', value: undefined })),
      rejectReservation: (task, sid) => request('reject', () => taskRouter.reject(task, sid)),
      workersKnownAs: () => request('workers', () => ({ kind: 'ok', value: [] })),
      contactUri: () => request('worker', () => ({ kind: 'ok', value: '' })),
      line: () => request('line', () => ({ kind: 'ok', value: { place: 1, expectedWaitSeconds: 30 } })),
    },
    calls: {
      fetch: (sid) => request('fetch call', () => voice.fetch(sid)),
      redirect: (sid, answer) => request('redirect call', () => voice.redirect(sid, answer)),
      members: (name) =>
        request('members', () => ({
          kind: 'ok' as const,
          value: (voice.conferences.get(name) ?? []).map(({ sid }) => ({ callSid: sid, isHeld: false })),
        })),
      changeMember: () => request('change member', () => ({ kind: 'refused', status: 404, code: undefined })),
      dial: () => request('dial', () => ({ kind: 'refused', status: 400, code: undefined })),
      end: (sid) => request('end call', () => voice.endByApi(sid)),
    },
    ai: {
      createLeg: (leg) => request('create AI leg', () => world.people.vapiAnswers(leg)),
      fetchLeg: (leg) => request('fetch AI leg', () => vapi.view(leg)),
      mute: (url) => request('mute', () => vapi.control(url, (leg) => void (leg.isMuted = true))),
      unmute: (url) => request('unmute', () => vapi.control(url, (leg) => void (leg.isMuted = false))),
      say: (url) => request('say', () => vapi.control(url)),
      addNote: (url) => request('note', () => vapi.control(url)),
      transfer: (url, to) => request('transfer', () => vapi.transfer(url, to)),
      end: (url) => request('end AI leg', () => vapi.control(url)),
    },
    clock: {
      nowMs: () => time.nowMs + run.skewMs,
      sleep: (durationMs) =>
        new Promise((resolve) =>
          time.after(durationMs, () => {
            if (!run.isDead) resolve();
          }),
        ),
    },
    ids: { owner: () => world.sid('').slice(-12), jitter: () => 0.5 },
    log: {
      info: (message, fields) => time.note(`  ${run.label}: ${message} ${JSON.stringify(fields)}`),
      warn: (message, fields) => time.note(`  ${run.label}: ${message} ${JSON.stringify(fields)}`),
    },
    settings: world.settings,
  };
}
