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
beforeAll(async () => {
  stand = await vapiStand();
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
