import { z } from 'zod';
import { ApiError, unlessMissing } from '../../provider-kit/api-error';
import type { ResourceDefinition } from '../../provider-kit/definition';
import { resourceClass } from '../../provider-kit/resource-class';
import type { TwilioClient } from '../client';
import { sid } from '../sids';

const MAX_VALUE_BYTES = 450;
const MAX_TOTAL_BYTES = 3 * 1024;

const inputs = z.strictObject({
  serviceSid: sid('ZS').describe(
    'The Functions service. Cannot be changed. https://www.twilio.com/docs/serverless/api/resource/variable',
  ),
  environmentSid: sid('ZE').describe(
    'The environment. Cannot be changed. https://www.twilio.com/docs/serverless/api/resource/variable',
  ),
  name: z
    .string()
    .regex(/^[a-z][a-z-]*$/, 'small letters and hyphens')
    .describe('Tells groups of variables of one environment apart. Cannot be changed. Stands only in the id'),
  variables: z
    .record(
      z.string().regex(/^[A-Z][A-Z0-9_]{0,127}$/, 'capital letters, digits and underscores'),
      z
        .string()
        .refine((value) => Buffer.byteLength(value) <= MAX_VALUE_BYTES, `at most ${MAX_VALUE_BYTES} bytes`),
    )
    .refine(
      (values) => Buffer.byteLength(JSON.stringify(values)) <= MAX_TOTAL_BYTES,
      `at most ${MAX_TOTAL_BYTES} bytes as JSON in all`,
    )
    .describe(
      'Name to value; variables with other names are left alone. A value has at most 450 bytes, all together at most 3 KiB. They take effect at once. https://www.twilio.com/docs/serverless/functions-assets/functions/variables',
    ),
});

const outputs = z.object({ sid: z.string().describe('SID of the environment and the name of the group') });

interface VariableRecord {
  readonly sid: string;
  readonly key: string;
  readonly value: string;
}

const HOST = 'serverless.twilio.com';

/** Some of an environment's variables; an environment can have several such groups with different names in them. */
export const variables: ResourceDefinition<TwilioClient, typeof inputs, typeof outputs> = {
  type: 'twilio:serverless:Variables',
  doc: "A group of an environment's variables. https://www.twilio.com/docs/serverless/api/resource/variable",
  inputs,
  outputs,
  immutable: ['serviceSid', 'environmentSid', 'name'],
  secrets: [],
  guarded: ['variables'],
  same: {},

  async read(client, id, known) {
    const { serviceSid, environmentSid, name } = parse(id);
    const records = await unlessMissing(list(client, id));
    if (!records) return undefined;
    const owned = known ? records.filter(({ key }) => key in known.variables) : records;
    return {
      id,
      inputs: {
        serviceSid,
        environmentSid,
        name,
        variables: Object.fromEntries(owned.map(({ key, value }) => [key, value])),
      },
      outputs: { sid: id },
    };
  },

  async create(client, wanted) {
    const id = `${wanted.serviceSid}/${wanted.environmentSid}/${wanted.name}`;
    await write(client, id, wanted.variables, []);
    return { id, outputs: { sid: id } };
  },

  async update(client, id, wanted, old) {
    const dropped = Object.keys(old.variables).filter((key) => !(key in wanted.variables));
    await write(client, id, wanted.variables, dropped);
    return { sid: id };
  },

  async delete(client, id, state) {
    const records = (await unlessMissing(list(client, id))) ?? [];
    for (const record of records.filter(({ key }) => key in state.variables))
      await remove(client, id, record);
  },
};

async function write(
  client: TwilioClient,
  id: string,
  wanted: Readonly<Record<string, string>>,
  dropped: readonly string[],
): Promise<void> {
  const records = new Map((await list(client, id)).map((record) => [record.key, record]));
  for (const [key, value] of Object.entries(wanted)) {
    const record = records.get(key);
    if (record?.value === value) continue;
    const path = record ? `${collection(id)}/${record.sid}` : collection(id);
    try {
      await client.rest.request({ method: 'POST', host: HOST, path, form: { Key: key, Value: value } });
    } catch (error) {
      throw error instanceof ApiError
        ? new ApiError(error.request, error.status, error.code, `variable ${key}: ${error.explanation}`)
        : error;
    }
  }
  for (const key of dropped) {
    const record = records.get(key);
    if (record) await remove(client, id, record);
  }
}

async function remove(client: TwilioClient, id: string, record: VariableRecord): Promise<void> {
  await unlessMissing(
    client.rest.request({ method: 'DELETE', host: HOST, path: `${collection(id)}/${record.sid}` }),
  );
}

/** An environment holds few enough variables (3 KiB in all) for one page. */
async function list(client: TwilioClient, id: string): Promise<VariableRecord[]> {
  const page = await client.rest.request<{ variables: VariableRecord[] }>({
    method: 'GET',
    host: HOST,
    path: collection(id),
    query: { PageSize: 100 },
  });
  return page.variables;
}

function collection(id: string): string {
  const { serviceSid, environmentSid } = parse(id);
  return `/v1/Services/${serviceSid}/Environments/${environmentSid}/Variables`;
}

function parse(id: string): { serviceSid: string; environmentSid: string; name: string } {
  const [serviceSid = '', environmentSid = '', name = ''] = id.split('/');
  return { serviceSid, environmentSid, name };
}

export class Variables extends resourceClass(variables) {}
