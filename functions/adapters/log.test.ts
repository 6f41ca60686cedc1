import { errorFields, InvocationLog } from './log';

function lines(use: (log: InvocationLog) => void): Record<string, unknown>[] {
  const printed: string[] = [];
  use(new InvocationLog((line) => printed.push(line)));
  return printed.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('InvocationLog', () => {
  it('prints one JSON line an event: SIDs, ids, words and numbers', () => {
    const fields = {
      call: 'CA12345678901234567890123456789012',
      leg: '12345678-1234-1234-1234-123456789012',
      from: 'requested',
      to: 'caller-left',
      tookMs: 12,
      handoff: undefined,
    };
    const { handoff: _, ...kept } = fields;
    expect(lines((log) => log.info('handoff changed', fields))).toEqual([
      { message: 'handoff changed', ...kept },
    ]);
  });

  it.each([
    '+15550100100',
    '15550100100',
    '(555) 010-0100',
    '555-010-0100',
    'tel:+1555',
    'I want a human',
    'x'.repeat(81),
    'https://a.example/?token=x&y="',
  ])('takes out %s', (value) => {
    const [line] = lines((log) => log.info('m', { value }));
    expect(line).toEqual({ message: 'm', value: `[${value.length} characters]` });
  });

  it('stays within 3 KB an invocation and says how many lines it left out', () => {
    const printed: string[] = [];
    const log = new InvocationLog((line) => printed.push(line));
    for (let i = 0; i < 100; i++) log.info('something happened', { call: `CA${'a'.repeat(32)}`, i });
    log.end('answered', { status: 200 });
    expect(printed.join('\n').length).toBeLessThan(3_000);
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({
      status: 200,
      droppedLines: 101 - printed.length,
    });
  });
});

describe('errorFields', () => {
  it('never quotes what an error quotes, unless the engine wrote it', () => {
    expect(errorFields(new Error('caller said: my number is 555'))).not.toHaveProperty(
      'about',
      expect.anything(),
    );
    expect(errorFields(new TypeError('x is not a function')).about).toBe('x_is_not_a_function');
    expect(errorFields('text')).toEqual({ error: 'string' });
  });
});
