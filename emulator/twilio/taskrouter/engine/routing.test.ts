import fc from 'fast-check';
import { parseExpression } from '../../../../routing/language';
import { afterSkip, afterTimeout, arrive, deadlineOf, type Filter, type Routing } from './routing';

const always = parseExpression('1==1');
const spanish = parseExpression('language == "es"');

const aFilter = (expression: Filter['expression'], ...timeoutsMs: (number | undefined)[]): Filter => ({
  expression,
  targets: timeoutsMs.map((timeoutMs, position) => ({
    queueSid: `WQ${position}`,
    orderBy: [],
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })),
});

const routing: Routing = {
  text: '',
  filters: [aFilter(spanish, 10, 20), aFilter(always, 5), aFilter(spanish, undefined)],
  defaultQueueSid: 'WQ9',
};

it.each<[number, unknown]>([
  [0, { place: { filter: 0, target: 0 }, baseMs: 0 }],
  [9, { place: { filter: 0, target: 0 }, baseMs: 0 }],
  [10, { place: { filter: 0, target: 1 }, baseMs: 10 }],
  [30, { place: { filter: 1, target: 0 }, baseMs: 30 }],
  [35, { place: { filter: 2, target: 0 }, baseMs: 35 }],
  [1e9, { place: { filter: 2, target: 0 }, baseMs: 35 }],
])('a Spanish task of age %i belongs where the timeouts before it have led', (ageMs, arrival) => {
  expect(arrive(routing, { language: 'es' }, ageMs)).toEqual(arrival);
});

it('a timeout leads to the next filter that matches, never to the default filter', () => {
  expect(arrive(routing, { language: 'en' }, 5)).toBe('timeout');
  expect(afterTimeout(routing, { language: 'en' }, { filter: 1, target: 0 }, 5)).toBeUndefined();
});

it('a skip keeps the time that has passed and leads to the default filter in the end', () => {
  const last = afterSkip(routing, { language: 'en' }, { place: { filter: 1, target: 0 }, baseMs: 3 });
  expect(last).toEqual({ place: 'default', baseMs: 3 });
});

it('a task that no filter takes goes to the default filter, or leaves', () => {
  const strict: Routing = { text: '', filters: [aFilter(spanish, 10)], defaultQueueSid: undefined };
  expect(arrive(strict, {}, 0)).toBe('skipped');
  expect(arrive({ ...strict, defaultQueueSid: 'WQ9' }, {}, 99)).toEqual({ place: 'default', baseMs: 0 });
});

it('nobody is put where the time is up, and age only leads forward', () => {
  const timeouts = fc.array(fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }), {
    minLength: 1,
    maxLength: 3,
  });
  const filters = fc.array(
    fc.tuple(fc.constantFrom(always, spanish), timeouts).map(([match, times]) => aFilter(match, ...times)),
    { maxLength: 4 },
  );
  const order = (each: ReturnType<typeof arrive>): number => {
    if (each === 'skipped' || each === 'timeout') return Number.POSITIVE_INFINITY;
    return each.place === 'default' ? 0 : each.place.filter * 100 + each.place.target;
  };
  fc.assert(
    fc.property(filters, fc.nat(200), fc.nat(200), (given, age, more) => {
      const drawn = { text: '', filters: given, defaultQueueSid: 'WQ9' };
      const arrival = arrive(drawn, { language: 'es' }, age);
      const later = arrive(drawn, { language: 'es' }, age + more);
      expect(order(later)).toBeGreaterThanOrEqual(order(arrival));
      if (arrival === 'skipped' || arrival === 'timeout') return;
      const deadline = deadlineOf(drawn, arrival);
      expect(deadline ?? Number.POSITIVE_INFINITY).toBeGreaterThan(age);
    }),
  );
});
