import type { z } from 'zod';
import { twilioProvider } from './twilio/provider';
import { vapiProvider } from './vapi/provider';

const definitions = [...twilioProvider.resources, ...vapiProvider.resources].map(
  (definition) => [definition.type, definition] as const,
);

const docs = (schema: z.ZodObject): [string, string | undefined][] =>
  Object.entries(schema.shape).map(([name, property]) => [name, (property as z.ZodType).description]);

describe.each(definitions)('%s', (_, definition) => {
  test('documents every input with its source, and every output', () => {
    const inputs = docs(definition.inputs as z.ZodObject);
    const ours = ['name', 'names', 'contentHash', 'timeoutSeconds'];
    for (const [name, doc] of inputs) expect([name, doc]).toEqual([name, expect.any(String)]);
    const sourceless = inputs.filter(([name, doc]) => !/https:\/\//.test(doc ?? '') && !ours.includes(name));
    expect(sourceless).toEqual([]);
    for (const [name, doc] of docs(definition.outputs as z.ZodObject))
      expect([name, doc]).toEqual([name, expect.any(String)]);
  });

  test('names only properties that it has', () => {
    const names = [...Object.keys(definition.inputs.shape), ...Object.keys(definition.outputs.shape)];
    const { immutable, secrets, guarded = [], same } = definition;
    for (const name of [...immutable, ...secrets, ...guarded, ...Object.keys(same)]) {
      expect(names).toContain(name);
    }
  });
});

test.each([twilioProvider, vapiProvider])(
  'the package $name documents its configuration with sources',
  ({ config }) => {
    const local = ['apiUrl'];
    for (const [name, doc] of docs(config as z.ZodObject))
      expect([name, doc]).toEqual([
        name,
        local.includes(name) ? expect.any(String) : expect.stringMatching(/https:/),
      ]);
  },
);
