import type { ConversationMessage } from '../leg/conversation';
import type { Tool } from '../rest/tool-schema';
import { spokenFrom } from './instruction';
import { type PersonaTurn, personaOf } from './persona';

const escalate: Tool = {
  type: 'function',
  function: {
    name: 'escalate',
    parameters: {
      type: 'object',
      properties: {
        reason: { type: 'string' },
        department: { type: 'string', enum: ['general', 'billing'] },
        language: { type: 'string', enum: ['en', 'es'] },
        priority: { type: 'string', enum: ['normal', 'high'] },
        slots: { type: 'object' },
      },
      required: ['reason', 'department'],
    },
  },
};

function turn(words: readonly string[], more: Partial<PersonaTurn> = {}): PersonaTurn {
  const messages: ConversationMessage[] = words.map((message) => ({ role: 'user', message, time: 0 }));
  return { caller: words.at(-1), messages, tools: [escalate], ...more };
}

describe('the default persona', () => {
  const persona = personaOf([]);

  it('escalates with what the conversation gives and the vocabulary allows', () => {
    const words = [
      'My order number is 4711 and the bill is wrong, this is urgent',
      'I want to speak to a human',
    ];
    expect(persona(turn(words))).toEqual({
      tool: 'escalate',
      arguments: {
        reason: words[0],
        department: 'billing',
        language: 'en',
        priority: 'high',
        slots: { order: '4711' },
      },
    });
    expect(persona(turn(['Quiero hablar con una persona']))).toMatchObject({
      arguments: { department: 'general', language: 'es' },
    });
  });

  it.each([
    'I want to speak to a human',
    'Can I talk to someone?',
    'agent!',
    'Quisiera hablar con un agente',
    'Get me a real person',
  ])('hears a wish for a person in: %s', (words) => {
    expect(persona(turn([words]))).toMatchObject({ tool: 'escalate' });
  });

  it.each(['What time is it?', 'My order is late', '¿A qué hora abren?'])('hears none in: %s', (words) => {
    expect(persona(turn([words]))).not.toHaveProperty('tool');
  });

  it('without an escalate tool talks on', () => {
    expect(persona(turn(['I want a human'], { tools: [] }))).toEqual({
      say: 'I see. Please tell me a little more about that.',
    });
  });

  it('hangs up at a goodbye only where it has the tool for it', () => {
    expect(persona(turn(['Bye']))).toMatchObject({ endCall: false });
    expect(persona(turn(['Bye'], { tools: [{ type: 'endCall' }] }))).toMatchObject({ endCall: true });
  });
});

describe('what a model makes of an instruction', () => {
  it.each([
    [
      'Someone from billing is being called now. Tell the caller so in one short sentence. The caller is number 2 in line.',
      'Someone from billing is being called now. You are number 2 in line.',
    ],
    ['Say "We are closed." and end.', 'We are closed.'],
    [
      'Se está llamando a alguien. Dígaselo a la persona. La persona es la número 3 en la fila.',
      'Se está llamando a alguien. Usted es la número 3 en la fila.',
    ],
    ['Help yourself. Do not promise anything.', undefined],
  ])('%s', (instruction, spoken) => expect(spokenFrom(instruction)).toBe(spoken));
});

describe('a script', () => {
  it('decides by its first rule that fits, as often as the rule may', () => {
    const persona = personaOf([
      { when: /human/, then: { silent: true }, times: 1 },
      { when: ({ system }) => system !== undefined, then: ({ system }) => ({ say: `so: ${system}` }) },
    ]);
    expect(persona(turn(['a human']))).toEqual({ silent: true });
    expect(persona(turn(['a human']))).toMatchObject({ tool: 'escalate' });
    expect(persona(turn([], { system: 'x' }))).toEqual({ say: 'so: x' });
  });
});
