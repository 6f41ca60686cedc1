import { z } from 'zod';
import { compileRules } from '../../routing/compile';
import { readRulesFile } from '../../routing/read';
import { rulesSchema } from '../../routing/rules';
import { escalateParameters } from '../../routing/vocabulary';
import { expectGolden, jsonText } from '../support/golden';

test.each([
  ['routing/rules.yaml', 'rules'],
  ['test/golden/routing/escalation.yaml', 'escalation'],
  ['test/golden/routing/single.yaml', 'single'],
])('%s compiles to the queues and the workflow that are on file', (file, name) => {
  expectGolden(`test/golden/routing/${name}.json`, jsonText(compileRules(readRulesFile(file))));
});

test('the escalate tool asks for exactly the words of the vocabulary', () => {
  const { vocabulary } = readRulesFile('routing/rules.yaml');
  expectGolden('test/golden/routing/escalate-parameters.json', jsonText(escalateParameters(vocabulary)));
});

test("the editors' schema says what the reader accepts", () => {
  const schema = z.toJSONSchema(rulesSchema, { target: 'draft-7', io: 'input' });
  expectGolden('routing/schema.json', jsonText({ title: 'Routing rules', ...schema }));
});
