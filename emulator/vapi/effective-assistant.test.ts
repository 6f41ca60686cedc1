import { effectiveAssistant, functionTool } from './effective-assistant';
import type { Tool } from './rest/tool-schema';

const tool = (name: string): Tool => ({ type: 'function', function: { name } });
const model = { provider: 'openai', model: 'gpt-4.1', toolIds: ['stored', 'gone'], tools: [tool('inline')] };
const find = (id: string) => (id === 'stored' ? tool('stored') : undefined);

it('has its inline tools and those stored under its ids', () => {
  const { tools } = effectiveAssistant({ model }, undefined, find);
  expect(tools).toEqual([tool('inline'), tool('stored')]);
  expect(functionTool(tools, 'stored')).toEqual(tool('stored'));
  expect(functionTool(tools, 'gone')).toBeUndefined();
});

it('loses its tools to a model override that brings none, and gains appended ones', () => {
  const bare = { provider: 'openai', model: 'gpt-4.1' };
  const { settings, tools, variableValues } = effectiveAssistant(
    { model, firstMessage: 'Hello', name: 'Desk' },
    { model: bare, firstMessage: 'Back', variableValues: { a: 1 }, 'tools:append': [tool('more')] },
    find,
  );
  expect(settings).toEqual({ model: bare, firstMessage: 'Back', name: 'Desk' });
  expect(tools).toEqual([tool('more')]);
  expect(variableValues).toEqual({ a: 1 });
});
