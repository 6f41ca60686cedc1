import { isoSeconds } from '../../../core/clock';
import { TwilioError } from '../../../core/twilio-error';
import type { WebhookAnswer } from '../../../core/webhooks';
import type { Reservation } from './entities';
import { execute, InstructionError, type Instruction } from './instructions';
import { end } from './reservations';
import type { Workspace } from './workspace';

/** TaskRouter waits this long for an instruction. Source: https://www.twilio.com/docs/taskrouter/handle-assignment-callbacks */
const TIMEOUT_MS = 5000;

/** Asks the workflow's assignment callback, then its fallback, what to do with a new reservation. */
export function requestInstruction(workspace: Workspace, reservation: Reservation): void {
  const { workflow } = reservation.task;
  const urls = [workflow?.assignmentCallbackUrl, workflow?.fallbackAssignmentCallbackUrl];
  const known = urls.filter((url): url is string => Boolean(url));
  if (known.length > 0) void ask(workspace, reservation, known);
}

async function ask(workspace: Workspace, reservation: Reservation, urls: readonly string[]): Promise<void> {
  const form = callbackForm(workspace, reservation);
  for (const url of urls) {
    const answer = await workspace.ctx.webhooks.send({
      kind: 'taskrouter.assignment',
      url,
      form,
      twilioSigned: true,
      timeoutMs: TIMEOUT_MS,
    });
    const read = readAnswer(answer);
    if ('code' in read) {
      report(workspace, reservation, read.code, `assignment callback failed: ${read.why}`);
      continue;
    }
    return follow(workspace, reservation, read.instruction);
  }
  if (reservation.status === 'pending') end(workspace, reservation, 'canceled');
}

type Read =
  { readonly instruction: Instruction | 'manual' } | { readonly code: number; readonly why: string };

/**
 * An empty body leaves the reservation to whoever accepts or rejects it later.
 * Source: https://www.twilio.com/docs/api/errors (11200, 11205, 40000, 40001)
 */
function readAnswer({ status, error, headers, body }: WebhookAnswer): Read {
  if (status !== 200) return { code: status === 0 ? 11205 : 11200, why: String(error ?? status) };
  if (body.trim() === '') return { instruction: 'manual' };
  if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
    return { code: 40000, why: "the content type is not 'application/json'" };
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { instruction: Object.keys(value).length === 0 ? 'manual' : (value as Instruction) };
  } catch {
    // It is none, as any other value is.
  }
  return { code: 40001, why: 'the answer is no JSON object' };
}

function follow(workspace: Workspace, reservation: Reservation, instruction: Instruction | 'manual'): void {
  if (instruction === 'manual') return;
  try {
    execute(workspace, reservation, instruction);
  } catch (error) {
    if (!(error instanceof InstructionError) && !(error instanceof TwilioError)) throw error;
    report(workspace, reservation, error.code, error.message);
  }
}

/** What Twilio shows in its Debugger and nowhere else. */
function report(workspace: Workspace, reservation: Reservation, code: number, message: string): void {
  workspace.ctx.journal.add('taskrouter.instruction-error', {
    code,
    message,
    reservation_sid: reservation.sid,
    task_sid: reservation.task.sid,
    worker_sid: reservation.worker.sid,
  });
}

function callbackForm(workspace: Workspace, { sid, task, worker }: Reservation): Record<string, string> {
  const now = workspace.now();
  return {
    Timestamp: isoSeconds(now),
    AccountSid: workspace.ctx.account.sid,
    WorkspaceSid: workspace.sid,
    WorkflowSid: task.workflow?.sid ?? '',
    TaskQueueSid: task.queue?.sid ?? '',
    TaskQueueName: task.queue?.friendlyName ?? '',
    WorkerSid: worker.sid,
    WorkerName: worker.friendlyName,
    WorkerAttributes: worker.attributes,
    TaskSid: task.sid,
    TaskAttributes: task.attributes,
    TaskAge: String(Math.floor((now - task.createdAtMs) / 1000)),
    TaskPriority: String(task.priority),
    TaskChannelSid: task.channel.sid,
    TaskChannelUniqueName: task.channel.uniqueName,
    ReservationSid: sid,
  };
}
