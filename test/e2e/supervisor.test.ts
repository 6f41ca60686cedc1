import { answersAfter, takesTheCall, voicemail, type Phone } from '../../emulator/people';
import { signSupervisorToken } from '../../functions/adapters/supervisor-tokens';
import { applyInProcess } from '../../infra/in-process';
import { setDuty } from '../../scripts/demo/duty';
import { Stage } from '../../scripts/demo/stage';
import { openWorld, type World } from '../../scripts/demo/world';
import { builtFunctions } from '../support/built-functions';

const TOKEN_SECRET = 'token-secret-0123456789';
const SUPERVISOR = '+15550100300';
const LIMIT_MS = 10 * 60_000;

let world: World;
let board: string;
let calls = 0;

beforeAll(async () => {
  world = await openWorld({
    functions: await builtFunctions(),
    provision: async ({ config, secrets }) =>
      (await applyInProcess({ config, secrets: { ...secrets, tokenSecret: TOKEN_SECRET } })).outputs,
  });
  const { origin } = new URL(world.outputs.consoleUrl);
  board = `${world.emulator.runtime.resolve(origin) ?? origin}/console/board`;
}, 60_000);
afterAll(async () => {
  await world.close();
  expect(world.emulator.people.failures).toEqual([]);
});

/** One call that Ana has, and a supervisor at the board. */
class Floor {
  readonly stage: Stage;
  agent!: Phone;
  private cookie = '';

  constructor() {
    this.stage = new Stage(world, world.emulator.people.person(`+1555010${4000 + ++calls}`));
  }

  get caller(): Phone {
    if (!this.stage.phone) throw new Error('nobody calls');
    return this.stage.phone;
  }

  /** The supervisor's newest leg. */
  get supervisor(): Phone {
    const phone = world.emulator.people.person(SUPERVISOR).phones.at(-1);
    if (!phone) throw new Error('the supervisor has not been called');
    return phone;
  }

  async talks(): Promise<void> {
    const bridged = new Promise<Phone>((resolve) =>
      this.stage.agent('ana').whenRings(
        takesTheCall({
          ringMs: 1000,
          then: async (agent) => {
            resolve(agent);
            await agent.listens(LIMIT_MS);
          },
        }),
      ),
    );
    await this.stage.callsAbout('I want to speak to a human, please.');
    this.agent = await bridged;
    await this.stage.passes(2_000);
  }

  async signsIn(phone: string | undefined): Promise<void> {
    const grant = {
      name: 'Zoe',
      phone,
      id: String(calls).padStart(32, '0'),
      expiresAtMs: world.clock.now() + 60_000,
    };
    const invite = signSupervisorToken('invite', grant, TOKEN_SECRET);
    // A browser would keep the cookie: here it is made as the sign-in makes it.
    expect(await this.asks('sign-in', { invite })).toMatchObject({ status: 200 });
    const session = signSupervisorToken(
      'session',
      { ...grant, expiresAtMs: grant.expiresAtMs + LIMIT_MS },
      TOKEN_SECRET,
    );
    this.cookie = `__Host-supervisor=${session}`;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test says what it expects
  async asks(route: string, fields: object): Promise<{ status: number; body: any }> {
    const { status, body } = await world.request(`${board}/${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie: this.cookie },
      body: JSON.stringify({ call: this.stage.phone?.callSid, language: 'en', ...fields }),
    });
    return { status, body: JSON.parse(body) };
  }

  async listens(): Promise<void> {
    world.emulator.people.person(SUPERVISOR).whenRings(
      answersAfter(1500, async (phone) => {
        await phone.hears(/press 1/i);
        phone.press('1');
        await phone.listens(LIMIT_MS);
      }),
    );
    expect(await this.asks('listen', { ear: 'listen' })).toEqual({
      status: 200,
      body: { listening: 'calling' },
    });
    await this.stage.passes(6_000);
  }

  /** Who hears whom at this moment. */
  async hearing(): Promise<string[]> {
    await this.stage.passes(100);
    const now = world.clock.now();
    const names = new Map([
      [this.caller.callSid, 'caller'],
      [this.agent.callSid, 'agent'],
      [this.supervisor.callSid, 'supervisor'],
    ]);
    return world.emulator.voice.ledger
      .record()
      .paths.filter(({ toMs, from, to }) => toMs === now && names.has(from) && names.has(to))
      .map(({ from, to }) => `${names.get(to)} hears ${names.get(from)}`)
      .sort();
  }

  async outcome(): Promise<string[]> {
    await this.stage.passes(5_000);
    return (await this.stage.outcomes()).map(({ disposition }) => disposition);
  }

  /** Everybody is out of every call. */
  async isOver(): Promise<boolean> {
    await this.stage.passes(10_000);
    return this.supervisor.isOver;
  }

  async hangsUp(): Promise<void> {
    for (const phone of [this.stage.phone, this.agent]) if (phone && !phone.isOver) phone.hangUp();
    await this.stage.passes(60_000);
  }
}

/** Emulated time goes on while the script plays. */
async function play(script: (floor: Floor) => Promise<void>): Promise<void> {
  await setDuty(world, ['ana']);
  const floor = new Floor();
  let isOver = false;
  const played = script(floor)
    .finally(() => floor.hangsUp())
    .finally(() => (isOver = true));
  await world.clock.runUntil(() => isOver, LIMIT_MS);
  await played;
}

const BOTH = ['agent hears caller', 'caller hears agent'];
const LISTENING = ['supervisor hears agent', 'supervisor hears caller'];

test(
  'a supervisor listens unheard, whispers to the agent alone, and talks with both',
  () =>
    play(async (floor) => {
      await floor.signsIn(SUPERVISOR);
      await floor.talks();
      expect((await floor.asks('call', {})).body).toMatchObject({ handoff: { isTalking: true } });
      await floor.listens();
      expect(await floor.hearing()).toEqual([...BOTH, ...LISTENING]);
      expect((await floor.asks('call', {})).body.ear).toBe('listen');

      expect(await floor.asks('listen', { ear: 'whisper' })).toEqual({
        status: 200,
        body: { listening: 'changed' },
      });
      expect(await floor.hearing()).toEqual([
        'agent hears caller',
        'agent hears supervisor',
        BOTH[1],
        ...LISTENING,
      ]);
      await floor.asks('listen', { ear: 'barge' });
      expect(await floor.hearing()).toEqual([
        ...['agent hears caller', 'agent hears supervisor', BOTH[1], 'caller hears supervisor'],
        ...LISTENING,
      ]);
      await floor.asks('listen', { ear: 'whisper' });
      await floor.asks('listen', { ear: 'listen' });
      expect(await floor.hearing()).toEqual([...BOTH, ...LISTENING]);

      // He leaves, and the two talk on.
      await floor.asks('listen', { ear: 'stop' });
      expect(await floor.hearing()).toEqual(BOTH);
      expect(floor.supervisor.isOver).toBe(true);
      expect((await floor.asks('call', {})).body).toMatchObject({ handoff: { state: 'bridged' } });
    }),
  60_000,
);

test(
  'who presses twice is called twice and is in the call once',
  () =>
    play(async (floor) => {
      await floor.signsIn(SUPERVISOR);
      await floor.talks();
      await Promise.all([floor.listens(), floor.listens()]);
      const legs = world.emulator.people.person(SUPERVISOR).phones.slice(-2);
      expect(legs.filter(({ isOver }) => !isOver)).toHaveLength(1);
      const paths = (await floor.hearing()).filter((path) => !BOTH.includes(path));
      expect(paths.filter((path) => path.endsWith('hears supervisor'))).toEqual([]);
      expect((await floor.asks('call', {})).body.ear).toBe('listen');
    }),
  60_000,
);

test.each([
  ['caller', 'connected'],
  ['agent', 'connected'],
] as const)(
  'when the %s hangs up the call ends for all, as without a supervisor',
  (who, disposition) =>
    play(async (floor) => {
      await floor.signsIn(SUPERVISOR);
      await floor.talks();
      await floor.listens();
      await floor.stage.passes(10_000);
      floor[who].hangUp();
      expect(await floor.outcome()).toEqual([disposition]);
      expect(await floor.isOver()).toBe(true);
    }),
  60_000,
);

test(
  'star gives the caller back to the AI, and the supervisor is let go',
  () =>
    play(async (floor) => {
      await floor.signsIn(SUPERVISOR);
      await floor.talks();
      await floor.listens();
      floor.agent.press('*');
      expect(await floor.outcome()).toEqual(['returned-to-ai']);
      expect([await floor.isOver(), floor.caller.isOver]).toEqual([true, false]);
    }),
  60_000,
);

test(
  'a caller who is left with a supervisor alone is led to somebody else',
  () =>
    play(async (floor) => {
      await floor.signsIn(SUPERVISOR);
      await floor.talks();
      await floor.listens();
      // The agent may leave without ending the conference, as after a transfer, and does.
      const room = `handoff-${floor.caller.callSid}-1`;
      const { account } = world.emulator;
      const participants = `api.twilio.com/2010-04-01/Accounts/${account.sid}/Conferences/${room}/Participants`;
      await world.rest('POST', `${participants}/${floor.agent.callSid}.json`, {
        EndConferenceOnExit: 'false',
      });
      await setDuty(world, []);
      floor.agent.hangUp();
      await floor.stage.passes(3_000);
      expect(await floor.hearing()).toEqual([]);
      expect((await floor.stage.outcomes()).map(({ disposition }) => disposition)[0]).toBe(
        'failed:agent-drop',
      );
      await floor.caller.hears(/cut off/);
      expect([floor.supervisor.isOver, floor.caller.isOver]).toEqual([true, false]);
    }),
  60_000,
);

test(
  'a voicemail at the supervisor’s number hears nothing of the call',
  () =>
    play(async (floor) => {
      await floor.signsIn(SUPERVISOR);
      await floor.talks();
      world.emulator.people.person(SUPERVISOR).whenRings(voicemail({ ringMs: 500 }));
      await floor.asks('listen', { ear: 'listen' });
      await floor.stage.passes(30_000);
      expect(floor.supervisor.isOver).toBe(true);
      const leg = world.emulator.voice.ledger
        .record()
        .paths.filter(({ to }) => to === floor.supervisor.callSid);
      expect(leg).toEqual([]);
    }),
  60_000,
);

test(
  'a key that is pressed when the call is over lets nobody in',
  () =>
    play(async (floor) => {
      await floor.signsIn(SUPERVISOR);
      await floor.talks();
      let said = '';
      world.emulator.people.person(SUPERVISOR).whenRings(
        answersAfter(1500, async (phone) => {
          await phone.hears(/press 1/i);
          floor.caller.hangUp();
          await phone.thinks(2_000);
          phone.press('1');
          said = await phone.hears(/call/);
        }),
      );
      await floor.asks('listen', { ear: 'listen' });
      expect(await floor.isOver()).toBe(true);
      expect(said).toContain('cannot be listened to any more');
      expect((await floor.asks('listen', { ear: 'listen' })).body).toEqual({ error: 'not-talking' });
    }),
  60_000,
);

test(
  'who was given no phone for it listens to nothing',
  () =>
    play(async (floor) => {
      await floor.talks();
      await floor.signsIn(undefined);
      expect(await floor.asks('listen', { ear: 'listen' })).toEqual({
        status: 403,
        body: { error: 'may-not-listen' },
      });
      expect((await floor.asks('call', {})).body.ear).toBeUndefined();
    }),
  60_000,
);
