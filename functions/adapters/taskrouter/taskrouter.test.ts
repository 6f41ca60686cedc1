import type { TaskRouter } from '../../ports/task-router';
import type { TaskAttributes } from '../../domain/task-attributes';
import { UpstreamDouble } from '../upstream.double';
import { createTaskRouterClient } from '.';

const base = '/taskrouter.twilio.com/v1/Workspaces/WS1';
const attributes = { callSid: 'CA1', handoff: 1 } as TaskAttributes;
const task = { sid: 'WT1', assignment_status: 'reserved', attributes: '{"callSid":"CA1","x":1}' };

describe('TaskRouter client', () => {
  let upstream: UpstreamDouble;
  let taskRouter: TaskRouter;
  beforeEach(async () => {
    upstream = await UpstreamDouble.start();
    taskRouter = createTaskRouterClient(upstream.twilio(), { workspaceSid: 'WS1', workflowSid: 'WW1' });
  });
  afterEach(() => upstream.stop());

  it('creates a task in the workflow', async () => {
    upstream.give([201, task]);
    expect(await taskRouter.createTask(attributes, 10)).toEqual({ kind: 'ok', value: 'WT1' });
    expect(upstream.seen[0]).toMatchObject({
      path: `${base}/Tasks`,
      form: { WorkflowSid: 'WW1', Attributes: JSON.stringify(attributes), Priority: '10' },
    });
  });

  it('reads a task with its ETag and writes attributes against it', async () => {
    upstream.give(
      [200, task, { etag: '"4"' }],
      [200, task, { etag: '"5"' }],
      [412],
      [404],
      [400, { code: 20001 }],
    );
    expect(await taskRouter.fetchTask('WT1')).toEqual({
      kind: 'ok',
      value: {
        value: { sid: 'WT1', status: 'reserved', attributes: { callSid: 'CA1', x: 1 } },
        revision: '"4"',
      },
    });
    expect(await taskRouter.updateAttributes('WT1', { a: 1 }, '"4"')).toEqual({ kind: 'ok', value: '"5"' });
    expect(upstream.seen[1]).toMatchObject({
      headers: { 'if-match': '"4"' },
      form: { Attributes: '{"a":1}' },
    });
    expect(await taskRouter.updateAttributes('WT1', {}, '"4"')).toEqual({ kind: 'conflict' });
    expect(await taskRouter.updateAttributes('WT1', {}, '"4"')).toEqual({ kind: 'gone' });
    expect(await taskRouter.updateAttributes('WT1', {}, '"4"')).toMatchObject({
      kind: 'refused',
      code: 20001,
    });
  });

  it('finds the live tasks of a handoff, whatever their attributes hold', async () => {
    const others = [
      { ...task, sid: 'WT2', assignment_status: 'canceled' },
      { ...task, sid: 'WT3', attributes: 'no json' },
      { sid: 'WT4', assignment_status: 'a new status' },
    ];
    upstream.give([200, { tasks: [task, ...others] }]);
    expect(await taskRouter.findTasks('CA1', 2)).toMatchObject({
      value: [{ sid: 'WT1' }, { sid: 'WT3', attributes: {} }],
    });
    expect(new URL(upstream.seen[0]?.path ?? '', 'http://x').searchParams.get('EvaluateTaskAttributes')).toBe(
      'callSid == "CA1" AND handoff == 2',
    );
  });

  it.each([
    ['cancelTask', '/Tasks/WT1', { AssignmentStatus: 'canceled', Reason: 'r' }],
    ['wrapTask', '/Tasks/WT1', { AssignmentStatus: 'wrapping', Reason: 'r' }],
    ['completeTask', '/Tasks/WT1', { AssignmentStatus: 'completed', Reason: 'r' }],
    ['acceptReservation', '/Tasks/WT1/Reservations/r', { ReservationStatus: 'accepted' }],
    ['rejectReservation', '/Tasks/WT1/Reservations/r', { ReservationStatus: 'rejected' }],
  ] as const)('%s', async (name, path, form) => {
    upstream.give([200, {}], [409, { code: 20409 }]);
    expect(await taskRouter[name]('WT1', 'r')).toEqual({ kind: 'ok', value: undefined });
    expect(upstream.seen[0]).toMatchObject({ method: 'POST', path: base + path, form });
    expect(await taskRouter[name]('WT1', 'r')).toMatchObject({ kind: 'refused', status: 409 });
  });

  it('knows the place in line, and the wait where anybody waited lately', async () => {
    const task = (callSid: string) => ({
      sid: 'WT1',
      assignment_status: 'pending',
      attributes: JSON.stringify({ callSid }),
    });
    upstream.always((path) =>
      path.includes('/CumulativeStatistics')
        ? [200, { avg_task_acceptance_time: 90 }]
        : [200, { tasks: [task('CA2'), task('CA1')] }],
    );
    expect(await taskRouter.line('CA1')).toEqual({
      kind: 'ok',
      value: { place: 2, expectedWaitSeconds: 90 },
    });
    expect(await taskRouter.line('CA3')).toMatchObject({ value: { place: 3 } });
    upstream.always((path) => (path.includes('/CumulativeStatistics') ? [500] : [200, { tasks: [] }]));
    expect(await taskRouter.line('CA1')).toEqual({
      kind: 'ok',
      value: { place: 1, expectedWaitSeconds: undefined },
    });
    upstream.always(() => [429]);
    expect(await taskRouter.line('CA1')).toMatchObject({ kind: 'throttled' });
  });
});
