import { expression, orderBy } from './expression';

const mistakes = (schema: typeof orderBy, text: string): string[] =>
  schema.safeParse(text).error?.issues.map(({ message }) => message) ?? [];

test.each(['worker.level DESC', 'worker.level desc, worker.skills.rank ASC', ' worker.seniority '])(
  'workers can be ordered by %s',
  (text) => expect(mistakes(orderBy, text)).toEqual([]),
);

/** `¦` stands before the place that the message must name. */
test.each([
  ['¦level DESC', 'level DESC'],
  ['worker.level DESC,¦ task.rank', 'task.rank'],
  ['worker.level,¦ worker.level UP', 'worker.level UP'],
  ['¦worker', 'worker'],
  ['worker.level,¦', ''],
])('workers can not be ordered by %s', (marked, clause) => {
  expect(mistakes(orderBy, marked.replace('¦', ''))).toEqual([
    `worker attributes to order by; it breaks off at character ${marked.indexOf('¦') + 1}: order_by wants worker.<attribute> ASC or DESC, not '${clause}'`,
  ]);
});

test('an expression is refused where it is malformed, and where its names mean nothing in its place', () => {
  expect(mistakes(expression('filter'), "language == 'es'")).toEqual([]);
  expect(mistakes(expression('filter'), 'language ==')).toEqual([
    expect.stringMatching(/^a TaskRouter expression; it breaks off at character 12: /),
  ]);
  expect(mistakes(expression('filter'), "task.language == 'es'")).toEqual([
    "task.language: names here are the task's attributes, without a prefix",
  ]);
  expect(mistakes(expression('skip_if'), 'workers.busy == 0')).toEqual([
    expect.stringMatching(/^workers.busy: skip_if knows workers.available/),
  ]);
});
