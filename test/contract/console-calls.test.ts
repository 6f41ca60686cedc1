import { readAccessToken } from '../../emulator/core/access-token';
import type { Handoff, HandoffState } from '../../functions/domain/handoff/record';
import { handler as context } from '../../functions/routes/console/context';
import { handler as decline } from '../../functions/routes/console/decline';
import { handler as follow } from '../../functions/routes/console/follow';
import { handler as note } from '../../functions/routes/console/note';
import { handler as wrapUp } from '../../functions/routes/console/wrap-up';
import { ACTS, CALL, consoleContainer, MINUTE_MS, says, sid } from '../support/console-container';

const at = consoleContainer();
const { ask, cookieOf, sync } = at;
const { callSid, task, reservation, agentCall } = CALL;

describe("what is known of an agent's caller", () => {
  const items = () => sync().syncMaps('handoffs-00').syncMapItems;
  let leg = { task, reservation, worker: '', agentCall };
  const deadlineMs = at.nowMs + 3_600_000;
  const record = (state: HandoffState, changed: Partial<Handoff> = {}): Handoff => ({
    ...{ v: 1, n: 1, via: 'tool', origin: 'twilio', leg: '', waits: 'ai', language: 'en', department: '' },
    ...{
      state,
      untilMs: deadlineMs,
      fence: 1,
      todo: [],
      times: { requested: 0 },
      rung: 1,
      declined: 0,
      over: [],
    },
    ...changed,
  });
  const told = {
    caller: '+15550100900',
    language: 'es',
    reason: 'invoice',
    slots: { order: '42' },
    turns: [{ by: 'caller', text: '<b>hola</b>' }],
  };

  beforeAll(async () => {
    leg = { ...leg, worker: at.ana };
    await items().create({
      key: reservation,
      data: { callSid, n: 1, task, worker: at.ana, atMs: at.nowMs },
    });
    await items().create({ key: callSid, data: record({ name: 'ringing', ...leg, deadlineMs }) });
    await sync().documents.create({
      uniqueName: `context:${callSid}`,
      data: { callSid, atMs: 1, leg: 'leg-1', ...told },
    });
  });
  const stands = (state: HandoffState, changed?: Partial<Handoff>) =>
    items()(callSid).update({ data: record(state, changed) });

  it('is shown while the phone rings and while they talk', async () => {
    const cookie = await cookieOf(at.ana);
    for (const name of ['ringing', 'whispering'] as const) {
      await stands({ name, ...leg, deadlineMs });
      expect(await ask(context, { cookie, reservation })).toMatchObject({ status: 200, body: told });
    }
    await stands({ name: 'bridged', bridge: 'conference', ...leg, deadlineMs });
    expect((await ask(context, { cookie, reservation })).status).toBe(200);
  });

  it('is followed while it is the agent’s, by a token for this one document that lasts five minutes', async () => {
    const [cookie, second] = [await cookieOf(at.ana), await cookieOf(at.ben)];
    const { documents } = sync();
    const permitted = () => documents(`context:${callSid}`).documentPermissions.list();
    await stands({ name: 'ringing', ...leg, deadlineMs });
    expect(says(await ask(follow, { cookie: second, reservation }))).toEqual([403, 'forbidden']);
    expect(await permitted()).toEqual([]);
    const { status, body } = await ask(follow, { cookie, reservation });
    expect([status, body['document']]).toEqual([200, `context:${callSid}`]);
    expect(readAccessToken(String(body['token']), at.platform.ctx.account, at.nowMs)).toEqual({
      identity: reservation,
      expiresMs: at.nowMs + 5 * MINUTE_MS,
      grants: { data_sync: { service_sid: at.variables['SYNC_SERVICE_SID'] } },
    });
    expect(await permitted()).toMatchObject([
      { identity: reservation, read: true, write: false, manage: false },
    ]);
    expect((await ask(decline, { cookie, reservation })).status).toBe(200);
    expect(await permitted()).toEqual([]);
    expect(says(await ask(follow, { cookie, reservation }))).toEqual([403, 'forbidden']);
    expect(says(await ask(follow, { cookie }, { API_KEY_SID: '' }))[0]).toBe(400);
  });

  it('is shown to a colleague while the call is passed on, and to the first until gone', async () => {
    const [second, colleague] = [sid('WR', '2'), await cookieOf(at.ben)];
    await items().create({ key: second, data: { callSid, n: 1, task, worker: at.ben, atMs: at.nowMs } });
    const talk = { name: 'bridged', bridge: 'conference', deadlineMs } as const;
    const next = { reservation: second, worker: at.ben, agentCall: sid('CA', '3') };
    await stands({ ...talk, ...leg, next: { name: 'ringing', ...next } });
    const asked = await ask(context, { cookie: colleague, reservation: second });
    expect([asked.status, asked.body['part']]).toEqual([200, 'asked']);
    for (const act of ACTS)
      expect(says(await ask(act, { cookie: colleague, reservation: second }))).toEqual([409, 'not-now']);
    await stands({ ...talk, ...next, task, was: { reservation, agentCall } });
    const first = await ask(context, { cookie: await cookieOf(at.ana), reservation });
    expect([first.status, first.body['part']]).toEqual([200, 'passed-on']);
    await stands({ ...talk, ...next, task });
    expect((await ask(context, { cookie: await cookieOf(at.ana), reservation })).status).toBe(403);
  });

  it('is wrapped up by each who had it, also when its task is gone; by nobody else, and not while one has it', async () => {
    const [second, said] = [sid('WR', '2'), { outcome: 'resolved', note: 'Granted' }];
    const cookies = [await cookieOf(at.ana), await cookieOf(at.ben)] as const;
    await stands({ name: 'bridged', bridge: 'conference', ...leg, deadlineMs });
    expect((await ask(wrapUp, { cookie: cookies[0], reservation, ...said })).status).toBe(200);
    await stands({ name: 'closed', disposition: 'connected' });
    for (const [cookie, own, note] of [
      [cookies[0], reservation, 'Granted'],
      [cookies[1], second, 'Paid'],
    ] as const)
      expect((await ask(wrapUp, { cookie, reservation: own, ...said, note })).status).toBe(200);
    expect(says(await ask(wrapUp, { cookie: cookies[1], reservation, ...said }))).toEqual([409, 'not-now']);
    expect(says(await ask(wrapUp, { reservation, ...said }))).toEqual([401, 'signed-out']);
    const bad = await ask(wrapUp, { cookie: cookies[0], reservation, ...said, outcome: 'fine' });
    expect(says(bad)).toEqual([400, 'outcome is none of resolved, follow-up, not-resolved']);
    const lists = sync().syncLists;
    const listed = (await lists('outcomes').syncListItems.list()).map(({ data }) => data as unknown);
    const line = { callSid, handoff: 1 };
    expect(listed).toEqual([
      { ...line, wrapUp: { worker: at.ana, reservation, ...said } },
      { ...line, wrapUp: { worker: at.ben, reservation: second, ...said, note: 'Paid' } },
    ]);
  });

  it('is refused to another agent, once another has the call, and when it is over', async () => {
    await stands({ name: 'ringing', ...leg, deadlineMs });
    expect(says(await ask(context, { cookie: await cookieOf(at.ben), reservation }))).toEqual([
      403,
      'forbidden',
    ]);
    const cookie = await cookieOf(at.ana);
    const others = { ...leg, reservation: sid('WR', '2'), worker: at.ben };
    const over: [HandoffState, Partial<Handoff>?][] = [
      [{ name: 'ringing', ...others, deadlineMs }],
      [{ name: 'queued', task, deadlineMs }, { over: [reservation] }],
      [{ name: 'ringing', ...leg, deadlineMs }, { n: 2 }],
      [{ name: 'closed', disposition: 'connected' }],
    ];
    for (const [state, changed] of over) {
      await stands(state, changed);
      expect(says(await ask(context, { cookie, reservation }))).toEqual([403, 'forbidden']);
    }
  });

  it('is not there for a reservation that nobody has, and a bad name is a bad request', async () => {
    const cookie = await cookieOf(at.ana);
    expect(says(await ask(context, { cookie, reservation: sid('WR', '3') }))).toEqual([404, 'absent']);
    for (const bad of ['WR1', `${reservation}/..`, undefined, [reservation]])
      expect((await ask(context, { cookie, reservation: bad })).status).toBe(400);
  });

  it('lets nobody act on it but who has the caller, and takes no note that is none', async () => {
    const cookies = [await cookieOf(at.ana), await cookieOf(at.ben)] as const;
    const talk: HandoffState = { name: 'bridged', bridge: 'conference', ...leg, deadlineMs };
    await stands({ name: 'ringing', ...leg, deadlineMs });
    for (const act of ACTS)
      expect(says(await ask(act, { cookie: cookies[0], reservation }))).toEqual([409, 'not-now']);
    await stands(talk);
    for (const act of ACTS) {
      expect(says(await ask(act, { cookie: cookies[1], reservation }))).toEqual([409, 'not-now']);
      expect(says(await ask(act, { reservation }))).toEqual([401, 'signed-out']);
    }
    for (const bad of [1, 'x'.repeat(1001), ['x']])
      expect((await ask(note, { cookie: cookies[0], reservation, note: bad })).status).toBe(400);
    expect((await ask(note, { cookie: cookies[0], reservation, note: 'Call back <b>soon</b>' })).status).toBe(
      200,
    );
    const { body } = await ask(context, { cookie: cookies[0], reservation });
    expect(body).toMatchObject({ note: 'Call back <b>soon</b>', part: 'has' });
  });

  it('cannot be declined by another agent, nor when it is too late', async () => {
    await stands({ name: 'ringing', ...leg, deadlineMs });
    expect(says(await ask(decline, { cookie: await cookieOf(at.ben), reservation }))).toEqual([
      409,
      'too-late',
    ]);
    await stands({ name: 'bridged', bridge: 'conference', ...leg, deadlineMs });
    expect(says(await ask(decline, { cookie: await cookieOf(at.ana), reservation }))).toEqual([
      409,
      'too-late',
    ]);
  });
});
