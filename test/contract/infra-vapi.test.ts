import { ProviderHandler } from '../../infra/provider-kit/provider-handler';
import { vapiProvider } from '../../infra/vapi/provider';
import { emulatedAccount, VAPI_KEY, type EmulatedAccount } from '../support/emulated-account';

const TYPE = 'vapi:index:Tool';
let platform: EmulatedAccount;
let vapi: ProviderHandler<unknown>;

beforeEach(async () => {
  platform = await emulatedAccount();
  vapi = new ProviderHandler(vapiProvider) as ProviderHandler<unknown>;
  vapi.configure({ apiKey: VAPI_KEY, apiUrl: platform.url, host: 'api.vapi.ai' });
});

afterEach(() => platform.close());

const tool = (name: string) => ({
  function: { name, description: 'x', parameters: { type: 'object', properties: {} } },
  server: { url: 'https://events.example/vapi/events' },
});

test('a tool among hundreds is found by its name and not made a second time', async () => {
  const { id } = await vapi.create(TYPE, tool('escalate'));
  for (let count = 0; count < 120; count += 1) {
    const response = await fetch(`${platform.url}/api.vapi.ai/tool`, {
      method: 'POST',
      headers: { authorization: `Bearer ${VAPI_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'function', ...tool(`other-${count}`) }),
    });
    expect(response.status).toBe(201);
  }
  expect((await vapi.create(TYPE, tool('escalate'))).id).toBe(id);
});

test('a delete that Vapi refuses because the object is pinned says what to do', async () => {
  const { id, state } = await vapi.create(TYPE, tool('escalate'));
  const body = { statusCode: 409, message: 'Tool is pinned by assistant versions', error: 'Conflict' };
  platform.ctx.faults.add({
    target: 'api',
    method: 'DELETE',
    pattern: '/tool/',
    status: 409,
    body,
    times: 1,
  });
  await expect(vapi.delete(TYPE, id, state)).rejects.toThrow(
    /409 \(Conflict\): Tool is pinned by assistant versions\. Something else at Vapi still uses it .* take it out there first/,
  );
});
