import { Activity } from '../activity';
import { seededIds } from '../ids';
import { Course } from './course';

function aCourse() {
  const course = new Course({ now: () => 0 }, seededIds('course'), new Activity());
  let begun = 0;
  course.renew = () => {
    begun += 1;
    course.begin('{}');
  };
  const asks = (bytes: number, isControl = false) =>
    course.asked(
      { method: 'POST', path: '/path', headers: new Headers(), bytes: new Uint8Array(bytes) },
      { isControl, isFromWork: false },
    );
  return { course, asks, begun: () => begun };
}

test('begins anew before the request after it has become long', () => {
  const { course, asks, begun } = aCourse();
  asks(10_000);
  asks(60_000);
  expect([begun(), course.inputs.length]).toEqual([0, 2]);
  asks(10);
  expect([begun(), course.inputs.length]).toEqual([1, 1]);
});

test('what cannot be repeated is forgotten, until the controls are used where a new course can begin', () => {
  const { course, asks, begun } = aCourse();
  asks(10);
  course.cannotBeRepeated('first');
  course.cannotBeRepeated('second');
  asks(10);
  expect([course.obstacle, course.inputs, begun()]).toEqual(['first', [], 0]);
  asks(10, true);
  expect([course.obstacle, course.inputs.length, begun()]).toEqual([undefined, 1, 1]);
});

test('is given up when no new one can begin and it has become too long', () => {
  const { course, asks } = aCourse();
  course.renew = () => undefined;
  asks(65 * 1024 * 1024);
  expect([course.obstacle, course.inputs]).toEqual([expect.stringContaining('too much'), []]);
});
