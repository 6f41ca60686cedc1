import type { ParticipantParameters } from '../../../../core/ports';
import type { Reservation } from '../entities';
import { attributesOf } from '../entities';
import { end } from '../reservations';
import { acceptReservation, addAttributes, endTalk } from '../tasks';
import type { Workspace } from '../workspace';
import { customerCallSid } from './customer';
import type { Execute, Instruction } from './instruction';
import {
  addressOf,
  calling,
  contactUri,
  InstructionError,
  isTrue,
  optionalUrlOf,
  textOf,
} from './instruction';
import { callerId, follow } from './worker-leg';

/** Fields that are parameters of `POST /Participants` by another spelling. Source: the OpenAPI of reservation updates. */
const PARTICIPANT_FIELDS = [
  'timeout',
  'status_callback',
  'status_callback_method',
  'status_callback_event',
  'record',
  'muted',
  'beep',
  'start_conference_on_enter',
  'end_conference_on_exit',
  'wait_url',
  'wait_method',
  'early_media',
  'max_participants',
  'conference_status_callback',
  'conference_status_callback_method',
  'conference_status_callback_event',
  'conference_record',
  'conference_trim',
  'recording_channels',
  'recording_status_callback',
  'recording_status_callback_method',
  'conference_recording_status_callback',
  'conference_recording_status_callback_method',
  'region',
  'sip_auth_username',
  'sip_auth_password',
  'jitter_buffer_size',
];

/** What counts for the whole conference, whoever comes first. */
const CONFERENCE_FIELDS = PARTICIPANT_FIELDS.filter((field) => /^(conference|wait|max)_/.test(field));

/**
 * Calls the worker into a conference that has the task's SID for its name; when he is in it the customer follows, and
 * with both there the reservation is accepted. The customer is the caller who waits in a queue, the task's `call_sid`,
 * or called at the task's `outbound_to`.
 * Source: https://www.twilio.com/docs/taskrouter/api/reservations (conference).
 */
export const confer: Execute = (workspace, reservation, instruction) => {
  const { voice } = workspace;
  const { task } = reservation;
  const customer = customerOf(workspace, reservation);
  const to = addressOf(instruction, 'to', contactUri(reservation), 40137);
  const from = addressOf(instruction, 'from', callerId(reservation), 40138);
  optionalUrlOf(instruction, 'status_callback', 40159);
  const activitySid = textOf(instruction, 'post_work_activity_sid');
  const activity = workspace.activities.get(activitySid ?? '');
  if (activitySid !== undefined && !activity) throw new InstructionError(40139, `no Activity ${activitySid}`);

  const { callSid, conferenceSid } = calling(40145, () =>
    voice.invite(task.sid, { To: to, From: from, ...parameters(instruction, PARTICIPANT_FIELDS) }),
  );
  follow(workspace, reservation, callSid);
  const customerSid = customerCallSid(task);
  const known = customerSid === undefined ? {} : { customer: customerSid };
  addAttributes(workspace, task, {
    worker_call_sid: callSid,
    conference: { sid: conferenceSid, participants: { ...known, worker: callSid } },
  });
  voice.onEnd(callSid, () => endTalk(workspace, reservation, activity));
  voice.onJoin(task.sid, callSid, () => {
    if (reservation.status !== 'pending') return;
    const customerCallSid = bringCustomer(workspace, reservation, customer, instruction);
    if (customerCallSid === undefined) return end(workspace, reservation, 'canceled');
    voice.onJoin(task.sid, customerCallSid, () => {
      if (reservation.status !== 'pending') return;
      addAttributes(workspace, task, {
        conference: { sid: conferenceSid, participants: { worker: callSid, customer: customerCallSid } },
      });
      acceptReservation(workspace, reservation);
    });
  });
};

interface Customer {
  /** Somebody who is in a call already. */
  readonly callSid?: string;
  readonly outbound?: { readonly to: string; readonly from: string };
}

function customerOf(workspace: Workspace, { task }: Reservation): Customer {
  const attributes = attributesOf(task);
  const callSid = textOf(attributes, 'call_sid') ?? customerCallSid(task);
  if (callSid !== undefined && workspace.voice.isLive(callSid)) return { callSid };
  const [to, from] = [textOf(attributes, 'outbound_to'), textOf(attributes, 'from')];
  if (to && from) return { outbound: { to, from } };
  if (callSid !== undefined)
    throw new InstructionError(40144, `the call ${callSid} of ${task.sid} has ended`);
  throw new InstructionError(40142, `the task ${task.sid} has neither call_sid nor outbound_to and from`);
}

/** The customer's leg, on its way into the conference or in it; undefined when it has ended. */
function bringCustomer(
  { voice }: Workspace,
  { task }: Reservation,
  { callSid, outbound }: Customer,
  instruction: Instruction,
): string | undefined {
  const settings: ParticipantParameters = {
    ...parameters(instruction, CONFERENCE_FIELDS),
    Beep: String(isTrue(instruction['beep_on_customer_entrance'] ?? true)),
    EndConferenceOnExit: String(isTrue(instruction['end_conference_on_customer_exit'])),
  };
  if (outbound) return voice.invite(task.sid, { ...settings, To: outbound.to, From: outbound.from }).callSid;
  if (callSid === undefined) return undefined;
  const isThere = voice.isInConference(task.sid, callSid);
  return isThere || voice.bring(task.sid, callSid, settings) ? callSid : undefined;
}

/** `wait_url` → `WaitUrl`. */
function parameters(instruction: Instruction, fields: readonly string[]): ParticipantParameters {
  const named = fields.flatMap((field): [string, string | string[]][] => {
    const value = instruction[field];
    if (value === undefined || value === null) return [];
    const name = field.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return [[name, Array.isArray(value) ? value.map(String) : String(value)]];
  });
  return Object.fromEntries(named);
}
