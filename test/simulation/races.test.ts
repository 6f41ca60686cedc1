import type { AiHappening } from '../../functions/domain/ai-event';
import { ScriptedChance, type Line } from './chance';
import { play } from './history';
import type { World, WorldOptions } from './world';

/**
 * Each race at the moment where it hurts. Every history is played to its end with all promises checked after every step,
 * so a test here says only what is particular to its race.
 */

const usual: WorldOptions = { bridge: 'conference', wait: 'ai', isOurs: true };

function history(
  script: readonly Line[],
  options: Partial<WorldOptions> = {},
  meanwhile?: (world: World) => void,
): Promise<World> {
  return play(new ScriptedChance(script), { ...usual, ...options }, meanwhile);
}

function dispositions(world: World): string[] {
  return [...new Set(world.outcomes.map(({ handoff, disposition }) => `${handoff} ${disposition}`))];
}

const tasks = (world: World): number => world.taskRouter.created;
const phones = (world: World): number =>
  [...world.voice.legs.values()].filter(({ kind }) => kind === 'agent').length;
const bridges = (world: World): number =>
  world.time.history.filter((line) => line.includes('bridged with')).length;
const happened = (world: World, what: RegExp): boolean => world.time.history.some((line) => what.test(line));

/** An event of an AI leg, as Vapi would send it at this moment. */
function tell(world: World, count: number, atMs: number, what: AiHappening): void {
  world.time.after(atMs, () => {
    const leg = [...world.vapi.legs.values()][count - 1];
    if (leg) world.vapi.tell(leg, what);
  });
}

describe('1. escalate', () => {
  test('twice at the same moment, as tool and by keyword: one task, one bridge', async () => {
    const world = await history([
      [/the AI asks by/, 'both'],
      [/vapi escalate .* comes$/, 'twice'],
    ]);
    expect([tasks(world), bridges(world), dispositions(world)]).toEqual([1, 1, ['1 connected']]);
  });

  test('again while one is live: the same answer, nothing changes', async () => {
    const world = await history([[/the AI asks again/, 3_100]]);
    expect([tasks(world), dispositions(world)]).toEqual([1, ['1 connected']]);
  });

  test('again while the first one is ending is an echo; later it is a new handoff', async () => {
    const world = await history(
      [
        [/the phone/, 'busy', '...'],
        [/Vapi/, false],
      ],
      {},
      (now) => {
        for (const worker of now.taskRouter.workers.keys()) now.taskRouter.workers.set(worker, false);
        const request = { kind: 'escalate', request: { reason: 'again' } } as const;
        tell(now, 1, 33_300, request);
        tell(now, 1, 60_000, request);
      },
    );
    expect(tasks(world)).toBe(2);
    expect(dispositions(world)).toEqual(['1 no-agent', '2 no-agent']);
  });

  test('again after returned-to-ai is a new handoff', async () => {
    const world = await history([
      [/the talk/, 'star'],
      [/asks the next AI/, true],
    ]);
    expect(dispositions(world)).toEqual(['1 returned-to-ai', '2 connected']);
  });
});

describe('2. assignment', () => {
  test('twice: one phone rings', async () => {
    const world = await history([[/^assignment .* comes$/, 'twice']]);
    expect([phones(world), dispositions(world)]).toEqual([1, ['1 connected']]);
  });

  test('its answer lost: the fallback URL rings the phone', async () => {
    const world = await history([[/^assignment .*: handoff read/, 'killed-after']]);
    expect([phones(world), dispositions(world)]).toEqual([1, ['1 connected']]);
  });

  test('for a task that was canceled meanwhile: no phone rings', async () => {
    const world = await history([
      [/hangs up after/, 4_000],
      [/^assignment .* takes/, 2_500],
    ]);
    expect([phones(world), dispositions(world)]).toEqual([0, ['1 caller-left']]);
  });

  test('for a call that ended without our hearing of it: no phone rings', async () => {
    const world = await history([
      [/hangs up after/, 3_200],
      [/^caller status comes/, 'lost'],
    ]);
    expect([phones(world), dispositions(world)]).toEqual([0, ['1 caller-left']]);
  });
});

describe('3. accept', () => {
  test.each(Array.from({ length: 16 }, (_, step) => 9_380 + step * 10))(
    'as the caller hangs up, at %d ms: nobody stays on a line',
    async (atMs) => {
      const world = await history([[/hangs up after/, atMs]]);
      expect(dispositions(world)).toHaveLength(1);
      expect(dispositions(world)[0]).toMatch(/^1 (caller-left|connected)$/);
    },
  );

  test('twice: one bridge', async () => {
    const world = await history([[/key arrives twice/, true]]);
    expect([bridges(world), dispositions(world)]).toEqual([1, ['1 connected']]);
  });

  test.each([20_450, 20_500, 20_550, 20_600])(
    "as the workflow's time-out fires (agent answers %d ms late)",
    async (lateMs) => {
      const world = await history([], {}, (now) => {
        const [first] = now.taskRouter.workers.keys();
        for (const worker of now.taskRouter.workers.keys()) now.taskRouter.workers.set(worker, false);
        now.time.after(3_200 + lateMs, () => now.taskRouter.workers.set(first as string, true));
      });
      expect(dispositions(world)[0]).toMatch(/^1 (no-agent|connected)$/);
    },
  );
});

describe('4. an answer lost after the effect, or the Function killed beside it', () => {
  const places = [
    'vapi escalate .*: handoff create',
    'vapi escalate .*: create task',
    'vapi escalate .*: handoff replace',
    'agent/whisper: handoff replace',
    'agent/accept: handoff replace',
    'agent/accept: accept',
    'agent/accept: redirect call',
    'caller status: handoff replace',
    'caller status: complete task',
    'caller status: outcome',
  ];
  const faults = ['lost', 'late', 'never', 'throttled', 'killed-before', 'killed-after'];
  const cases = places.flatMap((place) => faults.map((fault) => [place, fault] as const));
  // Killed before anything was written, a request leaves nothing behind.
  const traceless = 'vapi escalate .*: handoff create killed-before';
  test.each(cases.filter(([place, fault]) => `${place} ${fault}` !== traceless))(
    '%s %s',
    async (place, fault) => {
      const world = await history([[new RegExp(`^${place}`), fault]]);
      expect(tasks(world)).toBe(1);
      expect(dispositions(world).at(-1)).toMatch(/connected|failed:(transfer|redirect)/);
    },
  );
});

test.each(['killed-before', 'killed-after'])(
  '4. escalate is killed before its context is stored (%s): the agent sees all the same what was said',
  async (fault) => {
    const world = await history([[/^vapi escalate .*: context (read|replace)/, fault]]);
    const asked = world.requests.of(world.record());
    expect(asked?.turns).toContain('I want a human, I say it for the 1. time.');
    // What an agent can see is checked whenever a phone rings.
    expect([phones(world), bridges(world)]).toEqual([1, 1]);
    expect(world.contexts.peek(world.caller.sid)?.reason).toBe(asked?.reason);
  },
);

test('4. escalate is killed beside its task, and the request comes again when its lease is over: one task', async () => {
  const world = await history([
    [/^vapi escalate .*: context replace/, 'killed-after'],
    [/^assignment .* comes$/, 'lost', '...'],
    [/the request comes late once more/, 30_000],
  ]);
  expect(happened(world, /before":"requested","after":"requested","fence":2/)).toBe(true);
  expect(tasks(world)).toBe(1);
});

test('4. nobody guesses: an agent alone in the conference after two kills is told so, not taken for bridged', async () => {
  const world = await history([
    [/^agent\/accept: handoff replace/, 'killed-after'],
    [/^agent\/wait( again)?: handoff read/, 'killed-before', '...'],
  ]);
  expect([bridges(world), dispositions(world)]).toEqual([0, ['1 failed:redirect']]);
});

test("4. the agent's leg dies with its accept: the caller hears so at once, not from the sweeper", async () => {
  const world = await history(
    [[/^agent\/accept( again)?: redirect call/, 'killed-before', '...']],
    {},
    (now) =>
      now.time.after(9_450, () =>
        now.voice.legs.forEach((leg) => leg.kind === 'agent' && now.voice.end(leg, 'completed')),
      ),
  );
  expect(dispositions(world)[0]).toBe('1 failed:transfer');
  expect(world.outcomes[0]?.times.ended).toBeLessThan(10_000);
});

test('5. a late holder: what it still wants to write is refused, what it did is not done twice', async () => {
  const world = await history([[/^agent\/accept: handoff replace/, 'late']]);
  expect(happened(world, /agent\/accept: handoff replace late -> conflict/)).toBe(true);
  expect([bridges(world), dispositions(world)]).toEqual([1, ['1 connected']]);
});

describe('6. end-of-call report', () => {
  const final = { kind: 'report', endedReason: 'customer-ended-call', summary: 'final' } as const;
  const premature = {
    kind: 'report',
    endedReason: 'call.in-progress.twilio-completed-call',
    summary: undefined,
  } as const;

  test.each([
    ['before the bridge', 9_000],
    ['in the middle of the transfer', 9_470],
    ['after the bridge', 12_000],
  ])('%s: kept, and its summary reaches the context', async (_when, atMs) => {
    const world = await history([], {}, (now) => tell(now, 1, atMs, final));
    expect(world.contexts.peek(world.caller.sid)?.summary).toBeDefined();
    expect(dispositions(world)).toEqual(['1 connected']);
  });

  test('premature, then final: the final one stays', async () => {
    const world = await history([], {}, (now) => {
      tell(now, 1, 9_480, premature);
      tell(now, 1, 14_000, final);
      tell(now, 1, 15_000, premature);
    });
    const [leg] = world.vapi.legs.keys();
    expect(world.aiLegs.peek(leg as string)?.report).toMatchObject({ summary: 'final', isInterpreted: true });
  });

  test('of the first AI leg after the second began: kept, and it ends nothing', async () => {
    const world = await history([[/the talk/, 'star']], {}, (now) => tell(now, 1, 40_000, final));
    expect(dispositions(world)).toEqual(['1 returned-to-ai']);
    expect(world.caller.streamLeg ?? world.hasCallerHungUp).toBeTruthy();
  });
});

test('7. late events of the first AI leg change nothing after the second began', async () => {
  const world = await history([[/the talk/, 'star']], {}, (now) => {
    tell(now, 1, 40_000, { kind: 'escalate', request: { reason: 'late' } });
    tell(now, 1, 40_100, { kind: 'speech', by: 'caller', status: 'started' });
  });
  const [, second] = world.vapi.legs.keys();
  expect([tasks(world), world.contexts.peek(world.caller.sid)?.leg]).toEqual([1, second]);
});

describe('8. the AI dies', () => {
  test.each([
    ['right after it escalated', 3_300],
    ["while the agent's phone rings", 4_500],
    ['while the whisper plays', 7_000],
  ])('%s: the caller waits in the hold loop and gets the same agent', async (_when, atMs) => {
    const world = await history([
      [/^the AI$/, 'dies'],
      [/the AI goes after/, atMs],
    ]);
    expect([tasks(world), dispositions(world)]).toEqual([1, ['1 connected']]);
  });

  test('and nobody takes the call: ai-lost', async () => {
    const world = await history([
      [/^the AI$/, 'dies'],
      [/the AI goes after/, 2_000],
      [/the phone/, 'busy', '...'],
    ]);
    expect(dispositions(world)).toEqual(['1 ai-lost']);
  });

  test('after goodbye there is no handoff', async () => {
    const world = await history([
      [/^the AI$/, 'says goodbye'],
      [/the AI goes after/, 2_000],
    ]);
    expect([world.record(), world.caller.status]).toEqual([undefined, 'completed']);
  });
});

describe('9. the conference', () => {
  test.each(['lost', 'twice'])('its start %s', async (fate) => {
    const world = await history([[/^conference-start comes/, fate]]);
    expect([bridges(world), dispositions(world)]).toEqual([1, ['1 connected']]);
  });

  test('its start comes after its end', async () => {
    const world = await history([
      [/^conference-start takes/, 2_500],
      [/the talk/, 'breaks'],
    ]);
    expect(dispositions(world).at(-1)).toBe('2 connected');
  });

  test("the agent's line breaks right after the bridge: the caller gets another one", async () => {
    const world = await history([[/the talk/, 'breaks']]);
    expect(dispositions(world)).toEqual(['1 failed:agent-drop', '2 connected']);
  });
});

describe('10. events', () => {
  test('lost entirely, with nobody there: the sweeper finds and closes it', async () => {
    const world = await history([
      [/^(task|reservation)\..* comes/, 'lost', '...'],
      [/the phone/, 'no-answer', '...'],
    ]);
    expect(dispositions(world)).toEqual(['1 no-agent']);
  });

  test('lost when the caller hangs up: the sweeper finds and closes it', async () => {
    const world = await history([
      [/hangs up after/, 20_000],
      [/^(caller status|agent .*|task\..*) comes/, 'lost', '...'],
    ]);
    expect(dispositions(world)).toEqual(['1 connected']);
  });
});

describe('11. Sync', () => {
  test.each(['throttled', 'lost', 'slow'])('every second request is %s', async (fault) => {
    const world = await history([
      [/(handoff|context|AI leg|reservation) (read|create|replace)/, ...every(2, fault, 60)],
    ]);
    expect(dispositions(world).at(-1)).toMatch(/connected|failed/);
  });

  test('many write at once: one after another they all get through', async () => {
    const world = await history([
      [/ comes$/, 'twice', '...'],
      [/comes again after/, 5, '...'],
    ]);
    expect([tasks(world), bridges(world), dispositions(world)]).toEqual([1, 1, ['1 connected']]);
  });
});

test('12. clocks of containers two seconds apart', async () => {
  const world = await history([[/^the clock of/, ...every(2, 1_000, 100, -1_000)]]);
  expect(dispositions(world)).toEqual(['1 connected']);
});

describe('13. the phone', () => {
  test.each(['busy', 'no-answer', 'failed'])('%s: the next agent gets the call', async (how) => {
    const world = await history([[/the phone/, how]]);
    expect([phones(world), dispositions(world)]).toEqual([2, ['1 connected']]);
  });

  test('a machine answers and presses nothing: the next agent gets the call', async () => {
    const world = await history([[/the agent presses/, '', '']]);
    expect([phones(world), bridges(world), dispositions(world)]).toEqual([2, 1, ['1 connected']]);
  });

  test('everybody declines: declined, and nobody is asked twice', async () => {
    const world = await history([[/the agent presses/, '2', '...']]);
    expect([phones(world), dispositions(world)]).toEqual([2, ['1 declined']]);
  });
});

describe('14. Vapi', () => {
  test.each(['killed-after', 'never', 'throttled'])('control URL %s at the transfer', async (fault) => {
    const world = await history([[/agent\/accept: mute/, fault]]);
    expect(dispositions(world).at(-1)).toMatch(/connected|failed/);
  });

  test('too slow at the inbound moment: the call goes to a human', async () => {
    const world = await history([[/inbound: create AI leg/, 'never']]);
    expect(world.record()).toMatchObject({ n: 1, via: 'vapi-down' });
    expect(dispositions(world)).toEqual(['1 connected']);
  });

  test('the call is not ours: agent hangs up, then Vapi transfers to a free phone', async () => {
    const world = await history([], { isOurs: false });
    expect(happened(world, /Vapi brings caller and agent together/)).toBe(true);
    expect(dispositions(world)).toEqual(['1 connected']);
  });
});

/** `fault` every so many times, `otherwise` in between. */
function every(count: number, fault: unknown, times: number, otherwise: unknown = 'ok'): unknown[] {
  return Array.from({ length: times }, (_, index) => (index % count === 0 ? fault : otherwise));
}
