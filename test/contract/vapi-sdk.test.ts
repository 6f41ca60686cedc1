import { type Vapi, VapiClient, VapiError } from '@vapi-ai/server-sdk';
import { departsFromOpenApi } from '../support/openapi-watch';
import {
  API_KEY,
  assistantWithEscalate,
  escalateTool,
  vapiStand,
  type VapiStand,
} from '../support/vapi-stand';

// Provider bypass and a call's metadata are documented and used, but not in Vapi's OpenAPI.
departsFromOpenApi(/\/call.*: (request|response)\S*\.(phoneCallProvider(BypassEnabled|Details)|metadata) /);

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let stand: VapiStand;
let client: VapiClient;
/** Whom Vapi has called. */
const dialled: string[] = [];
beforeAll(async () => {
  stand = await vapiStand({ dial: ({ to }) => `CA${String(dialled.push(to)).padStart(32, '0')}` });
  client = new VapiClient({ token: API_KEY, baseUrl: `${stand.url}/api.vapi.ai`, maxRetries: 0 });
});
afterAll(() => stand.close());

const assistant = () => assistantWithEscalate('https://x.example.com') as unknown as Vapi.CreateAssistantDto;
const tool = () => escalateTool() as unknown as Vapi.CreateToolsRequest;
const number = (digits: string) => ({
  provider: 'twilio' as const,
  number: digits,
  twilioAccountSid: stand.ctx.account.sid,
});

/** The official client's error for this status. */
const refusal = (statusCode: number) => expect.objectContaining({ statusCode, body: expect.anything() });

/** What the official SDK does with each kind of object is what it is to do at Vapi. */
test('assistants are created, read, listed, changed, pinned and deleted', async () => {
  const made = await client.assistants.create(assistant());
  expect(await client.assistants.get({ id: made.id })).toEqual(made);
  const changed = await client.assistants.update({ id: made.id, firstMessage: 'Good morning' });
  expect(changed).toEqual({ ...made, firstMessage: 'Good morning', updatedAt: changed.updatedAt });
  const another = await client.assistants.create({ name: 'Another' });
  expect((await client.assistants.list({ limit: 1 })).map(({ id }) => id)).toEqual([another.id]);
  stand.vapi.control.pin(another.id);
  await expect(client.assistants.delete({ id: another.id })).rejects.toEqual(refusal(409));
  await client.assistants.delete({ id: made.id });
  await expect(client.assistants.get({ id: made.id })).rejects.toEqual(refusal(404));
});

test('tools are created, read, listed, changed, pinned and deleted', async () => {
  const { id } = await client.tools.create(tool());
  expect(await client.tools.get({ id })).toMatchObject({ type: 'function', function: { name: 'escalate' } });
  const body = { type: 'function', async: true } as Vapi.UpdateToolsRequestBody;
  expect(await client.tools.update({ id, body })).toMatchObject({
    async: true,
    function: { name: 'escalate' },
  });
  expect((await client.tools.list()).map((one) => one.id)).toContain(id);
  await client.tools.delete({ id });
  await expect(client.tools.get({ id })).rejects.toEqual(refusal(404));
  const kept = await client.tools.create({ type: 'voicemail', beepDetectionEnabled: true });
  const changed = { id: kept.id, body: { type: 'voicemail', beepDetectionEnabled: false } as const };
  expect(await client.tools.update(changed)).toMatchObject({
    type: 'voicemail',
    beepDetectionEnabled: false,
  });
  const pinned = await client.tools.create(tool());
  stand.vapi.control.pin(pinned.id);
  await expect(client.tools.delete({ id: pinned.id })).rejects.toEqual(refusal(409));
});

test('phone numbers are created, read, listed, changed and deleted', async () => {
  const { id } = await client.phoneNumbers.create(number('+15550100701'));
  expect(await client.phoneNumbers.get({ id })).toMatchObject({ number: '+15550100701', status: 'active' });
  const body = { provider: 'twilio', name: 'Main' } as const;
  expect(await client.phoneNumbers.update({ id, body })).toMatchObject({
    name: 'Main',
    number: '+15550100701',
  });
  const telnyx = { provider: 'telnyx', number: '+15550100703', credentialId: UNKNOWN } as const;
  const kept = await client.phoneNumbers.create(telnyx);
  expect(kept).toMatchObject({ ...telnyx, status: 'active' });
  expect((await client.phoneNumbers.list()).map((one) => one.id)).toEqual([kept.id, id]);
  await client.phoneNumbers.delete({ id });
  await expect(client.phoneNumbers.get({ id })).rejects.toEqual(refusal(404));
});

test('a call by provider bypass is created, read, listed and changed, and deleted when it has ended', async () => {
  const { id: assistantId } = await client.assistants.create(assistant());
  const { id: phoneNumberId } = await client.phoneNumbers.create(number('+15550100702'));
  const bypass = { phoneCallProviderBypassEnabled: true, metadata: { callSid: 'CA1' } };
  const made = (await client.calls.create({
    ...{ assistantId, phoneNumberId, customer: { number: '+15550100400' } },
    ...bypass,
  })) as Vapi.Call & { phoneCallProviderDetails: { twiml: string } };
  expect(made.phoneCallProviderDetails.twiml).toContain('<Connect><Stream url="wss://');
  expect(await client.calls.get({ id: made.id })).toMatchObject({ status: 'queued', assistantId });
  expect(await client.calls.update({ id: made.id, name: 'renamed' })).toMatchObject({ name: 'renamed' });
  expect((await client.calls.list({ assistantId })).map(({ id }) => id)).toEqual([made.id]);
  await expect(client.calls.get({ id: UNKNOWN })).rejects.toEqual(refusal(404));
  await expect(client.calls.delete({ id: made.id })).rejects.toEqual(refusal(400));
  await stand.clock.advance(61_000);
  expect(await client.calls.delete({ id: made.id })).toMatchObject({ id: made.id, status: 'ended' });
  await expect(client.calls.get({ id: made.id })).rejects.toEqual(refusal(404));
});

test('calls are made in batches with each customer’s own values, and what cannot be called is an error', async () => {
  const { id: assistantId } = await client.assistants.create(assistant());
  const { id: phoneNumberId } = await client.phoneNumbers.create(number('+15550100703'));
  const assistantOverrides = { variableValues: { company: 'Acme', name: 'you' } };
  const kim = { number: '+15550100401', assistantOverrides: { variableValues: { name: 'Kim' } } };
  const customers = [kim, { name: 'Nobody' }];
  const made = await client.calls.create({ assistantId, phoneNumberId, assistantOverrides, customers });
  const { results, errors } = made as Vapi.CallBatchResponse;
  const variableValues = { company: 'Acme', name: 'Kim' };
  expect(results).toMatchObject([
    { status: 'queued', customer: kim, assistantOverrides: { variableValues } },
  ]);
  expect(errors).toEqual([{ customer: customers[1], error: 'customer.number must be a string' }]);
  expect(dialled.splice(0)).toEqual([kim.number]);
  const { id } = results[0] ?? {};
  expect((await client.calls.list({ id })).map((one) => one.id)).toEqual([id]);
  await expect(client.calls.create({ squadId: UNKNOWN, phoneNumberId })).rejects.toEqual(refusal(501));
});

test('calls are scheduled, and not made when they were deleted before; many are deleted at once, later', async () => {
  stand.vapi.control.behave({ orgServer: { url: stand.hookUrl } });
  const { id: assistantId } = await client.assistants.create(assistant());
  const phoneNumber = { twilioPhoneNumber: '+15550100704', twilioAccountSid: stand.ctx.account.sid };
  const earliestAt = new Date(stand.clock.now() + 60_000).toISOString();
  const plan = { schedulePlan: { earliestAt }, assistantId, phoneNumber } as const;
  const schedule = async (digits: string) => {
    const made = await client.calls.create({ ...plan, customer: { number: digits } });
    return made as Vapi.Call;
  };
  const [first, second] = [await schedule('+15550100402'), await schedule('+15550100403')];
  expect(first).toMatchObject({ status: 'scheduled', schedulePlan: { earliestAt } });
  expect(await client.calls.delete({ id: second.id })).toMatchObject({
    endedReason: 'scheduled-call-deleted',
  });
  expect(dialled).toEqual([]);
  await stand.clock.advance(60_000);
  expect(dialled.splice(0)).toEqual(['+15550100402']);
  expect(await client.calls.get({ id: first.id })).toMatchObject({ status: 'queued' });
  const third = await schedule('+15550100405');
  await client.calls.delete({ id: third.id, ids: [first.id, third.id] });
  expect(await client.calls.get({ id: third.id })).toMatchObject({ id: third.id });
  stand.vapi.control.killLeg(first.id);
  await stand.clock.advance(5000);
  await expect(client.calls.get({ id: first.id })).rejects.toEqual(refusal(404));
  const told = stand.arrived.filter(({ message }) => /^call\.delete/.test(message.type));
  expect(told.map(({ message }) => [message.type, message.call.id])).toEqual([
    ['call.deleted', first.id],
    ['call.delete.failed', third.id],
  ]);
  await expect(client.calls.create({ ...plan, schedulePlan: { earliestAt: 'soon' } })).rejects.toMatchObject({
    body: { message: ['schedulePlan.earliestAt must be a valid ISO 8601 date string'] },
  });
});

test('what is wrong comes back as the SDK’s error, with Nest’s words', async () => {
  const wrong = client.assistants.create({ name: 'x'.repeat(41) });
  await expect(wrong).rejects.toBeInstanceOf(VapiError);
  await expect(wrong).rejects.toMatchObject({
    statusCode: 400,
    body: { message: ['name must be shorter than or equal to 40 characters'], error: 'Bad Request' },
  });
  const stranger = new VapiClient({ token: 'other', baseUrl: `${stand.url}/api.vapi.ai`, maxRetries: 0 });
  await expect(stranger.calls.list()).rejects.toEqual(refusal(401));
});
