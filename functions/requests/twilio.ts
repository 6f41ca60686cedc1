import { BadRequest } from './bad-request';
import { readAgentLeg, type AgentLeg } from '../domain/agent-leg';
import type { CallStatus } from '../ports/calls';

/** Readers of what Twilio's signed requests carry. All throw `BadRequest` for what is none of theirs. */

type Event = Readonly<Record<string, unknown>>;

export interface CallRequest {
  readonly callSid: string;
  /** The caller's number; undefined when withheld. */
  readonly caller: string | undefined;
}

/** Withheld numbers come as words, or as digits that spell one. Source: https://help.twilio.com/articles/223179988 */
const WITHHELD = new Set(['+266696687', '+7378742883', '+2562533', '+8656696', '+86282452253']);

/** A request of the caller's own leg. */
export function callRequest(event: Event): CallRequest {
  const caller = textOf(event, 'From');
  const isNumber = /^\+[1-9]\d{6,14}$/.test(caller) && !WITHHELD.has(caller);
  return { callSid: sidOf(event, 'CallSid', 'CA'), caller: isNumber ? caller : undefined };
}

/** A request of an agent's leg: its own CallSid, and whom it is for. */
export function agentRequest(event: Event): { readonly leg: AgentLeg; readonly agentCall: string } {
  return { leg: agentLegOf(event), agentCall: sidOf(event, 'CallSid', 'CA') };
}

export function agentLegOf(event: Event): AgentLeg {
  const leg = readAgentLeg(event);
  if (!leg) throw new BadRequest('not an agent leg of ours');
  return leg;
}

/** A SID of this kind. */
export function sidOf(event: Event, name: string, prefix: string): string {
  const sid = textOf(event, name);
  if (!new RegExp(`^${prefix}[0-9a-f]{32}$`).test(sid)) throw new BadRequest(`${name} is no ${prefix} SID`);
  return sid;
}

/** A parameter that came once; `''` otherwise. */
export function textOf(event: Event, name: string): string {
  const value = Object.hasOwn(event, name) ? event[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/** A whole number from 0; `fallback` where it is none. */
export function countOf(event: Event, name: string, fallback = 0): number {
  const text = textOf(event, name);
  return /^\d{1,15}$/.test(text) ? Number(text) : fallback;
}

const STATUSES: Readonly<Record<string, CallStatus>> = {
  queued: 'queued',
  initiated: 'queued',
  ringing: 'ringing',
  'in-progress': 'in-progress',
  answered: 'in-progress',
  completed: 'completed',
  busy: 'busy',
  failed: 'failed',
  'no-answer': 'no-answer',
  canceled: 'canceled',
};

/** `CallStatus` of a status callback or a TwiML request. */
export function statusOf(event: Event): CallStatus {
  const word = textOf(event, 'CallStatus');
  const status = Object.hasOwn(STATUSES, word) ? STATUSES[word] : undefined;
  if (!status) throw new BadRequest('CallStatus is no status of a call');
  return status;
}

/** The handoff that a task's attributes name; undefined for a task that is not ours. */
export function taskHandoffOf(event: Event): { readonly callSid: string; readonly n: number } | undefined {
  const { callSid, handoff } = jsonOf(event, 'TaskAttributes');
  const isOurs = typeof callSid === 'string' && /^CA[0-9a-f]{32}$/.test(callSid);
  return isOurs && Number.isSafeInteger(handoff) ? { callSid, n: handoff as number } : undefined;
}

/** The JSON object that a parameter holds as text; empty where it holds none. */
export function jsonOf(event: Event, name: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(textOf(event, name));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
