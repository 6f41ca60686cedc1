import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { meaningOfChange, wayOf } from './meaning';
import { readRules } from './read';

const TEXT = readFileSync(join(__dirname, 'rules.yaml'), 'utf8');
const rules = readRules(TEXT, 'rules.yaml');
const changed = (from: string | RegExp, to: string) => readRules(TEXT.replace(from, to), 'rules.yaml');

test('the way of a caller is the first rule that fits, with what is left of the wait at the end', () => {
  const caller = { department: 'billing', language: 'es', priority: 'normal' };
  expect(wayOf(rules, caller)).toBe('Billing 15 s, then Everyone 15 s (high)');
  expect(wayOf(rules, { ...caller, priority: 'high' })).toBe('Everyone 30 s (high)');
  expect(wayOf(rules, { ...caller, department: 'general' })).toBe('Everyone 30 s');
});

test('an edit is told as the callers whom it concerns, before and after', () => {
  expect(meaningOfChange(rules, changed('seconds: 15', 'seconds: 10'))).toBe(
    [
      '| callers | before | after |',
      '| --- | --- | --- |',
      '| department billing, priority low or normal | Billing 15 s, then Everyone 15 s (high) | Billing 10 s, then Everyone 20 s (high) |',
      '',
    ].join('\n'),
  );
});

test('a longer wait concerns everybody, each in their own row', () => {
  const meaning = meaningOfChange(rules, changed('waitSeconds: 30', 'waitSeconds: 40'));
  expect(meaning).toContain('| priority high | Everyone 30 s (high) | Everyone 40 s (high) |');
  expect(meaning).toContain('| department general, priority low or normal | Everyone 30 s | Everyone 40 s |');
});

test('queues and words are told too; an edit of comments says nothing', () => {
  expect(
    meaningOfChange(rules, changed('{ department: sales }', '{ department: sales, language: es }')),
  ).toBe('- queue **Sales**: agents for sales and es (was: agents for sales)\n');
  expect(meaningOfChange(rules, changed('    es: Spanish', '    es: Spanish\n    fr: French'))).toBe(
    '- the AI can ask for languages: **fr**\n',
  );
  expect(meaningOfChange(rules, changed('# The words', '# Words'))).toBe('Nothing changes for any caller.\n');
});
