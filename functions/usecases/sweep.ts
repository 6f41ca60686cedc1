import { isLeased } from '../domain/handoff/change';
import type { Handoff } from '../domain/handoff/record';
import type { Ports } from '../ports';
import { begin, insistently, type Invocation } from './invocation';
import { lookAfter } from './look-after';
import { interpret } from './report';
import { takeTodoOver } from './todo';

export interface Swept {
  readonly handoffs: number;
  readonly settled: number;
  readonly reports: number;
}

/** A report's own invocation has this long to interpret it. */
const REPORT_MS = 15_000;
/** What one record may need of the time that is left. */
const ONE_RECORD_MS = 1_500;

/** Finds what nobody is working on any more: effects left over, states past their deadline, reports not yet read. */
export async function sweep(ports: Ports): Promise<Swept> {
  const invocation = begin(ports);
  const { clock, log } = ports;
  const [handoffs, legs] = await Promise.all([
    insistently(invocation, () => ports.handoffs.list()),
    insistently(invocation, () => ports.aiLegs.list()),
  ]);
  let settled = 0;
  let reports = 0;
  for (const { callSid, handoff } of handoffs.kind === 'ok' ? handoffs.value : []) {
    if (clock.nowMs() > invocation.endsAtMs - ONE_RECORD_MS) break;
    if (!needsHelp(handoff, clock.nowMs())) continue;
    await settle(invocation, callSid, handoff);
    settled += 1;
  }
  const origins = new Map(
    handoffs.kind === 'ok' ? handoffs.value.map(({ callSid, handoff }) => [callSid, handoff.origin]) : [],
  );
  for (const { leg, value } of legs.kind === 'ok' ? legs.value : []) {
    if (clock.nowMs() > invocation.endsAtMs - ONE_RECORD_MS) break;
    const { report, callSid } = value;
    if (!report || report.isInterpreted || clock.nowMs() - report.atMs < REPORT_MS) continue;
    await interpret(invocation, leg, value, origins.get(callSid) === 'vapi');
    reports += 1;
  }
  const swept = { handoffs: handoffs.kind === 'ok' ? handoffs.value.length : 0, settled, reports };
  log.info('swept', { ...swept });
  return swept;
}

function needsHelp(handoff: Handoff, nowMs: number): boolean {
  if (isLeased(handoff, nowMs)) return false;
  return handoff.todo.length > 0 || (handoff.state.name !== 'closed' && handoff.state.deadlineMs < nowMs);
}

async function settle(invocation: Invocation, callSid: string, listed: Handoff): Promise<void> {
  if (listed.todo.length > 0) await takeTodoOver(invocation, callSid);
  if (listed.state.name !== 'closed') await lookAfter(invocation, callSid);
}
