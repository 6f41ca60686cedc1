import type { Form } from '../../core/form';
import type { Instruction } from './engine/instructions';

/** The parameters of `POST /Reservations/{Sid}` that say what an assignment instruction says in JSON. */
const PARAMETERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  accept: {},
  reject: { activity_sid: 'WorkerActivitySid' },
  call: {
    to: 'CallTo',
    from: 'CallFrom',
    url: 'CallUrl',
    accept: 'CallAccept',
    record: 'CallRecord',
    timeout: 'CallTimeout',
    status_callback_url: 'CallStatusCallbackUrl',
  },
  redirect: { call_sid: 'RedirectCallSid', url: 'RedirectUrl', accept: 'RedirectAccept' },
  dequeue: {
    to: 'DequeueTo',
    from: 'DequeueFrom',
    post_work_activity_sid: 'DequeuePostWorkActivitySid',
    record: 'DequeueRecord',
    timeout: 'DequeueTimeout',
    status_callback_url: 'DequeueStatusCallbackUrl',
    status_callback_events: 'DequeueStatusCallbackEvent',
  },
  conference: {
    to: 'To',
    from: 'From',
    status_callback: 'StatusCallback',
    status_callback_method: 'StatusCallbackMethod',
    status_callback_event: 'StatusCallbackEvent',
    timeout: 'Timeout',
    record: 'Record',
    muted: 'Muted',
    beep: 'Beep',
    start_conference_on_enter: 'StartConferenceOnEnter',
    end_conference_on_exit: 'EndConferenceOnExit',
    wait_url: 'WaitUrl',
    wait_method: 'WaitMethod',
    early_media: 'EarlyMedia',
    max_participants: 'MaxParticipants',
    conference_status_callback: 'ConferenceStatusCallback',
    conference_status_callback_method: 'ConferenceStatusCallbackMethod',
    conference_status_callback_event: 'ConferenceStatusCallbackEvent',
    conference_record: 'ConferenceRecord',
    conference_trim: 'ConferenceTrim',
    recording_channels: 'RecordingChannels',
    recording_status_callback: 'RecordingStatusCallback',
    recording_status_callback_method: 'RecordingStatusCallbackMethod',
    conference_recording_status_callback: 'ConferenceRecordingStatusCallback',
    conference_recording_status_callback_method: 'ConferenceRecordingStatusCallbackMethod',
    region: 'Region',
    sip_auth_username: 'SipAuthUsername',
    sip_auth_password: 'SipAuthPassword',
    jitter_buffer_size: 'JitterBufferSize',
    post_work_activity_sid: 'PostWorkActivitySid',
    end_conference_on_customer_exit: 'EndConferenceOnCustomerExit',
    beep_on_customer_entrance: 'BeepOnCustomerEntrance',
  },
  supervise: { supervisor: 'Supervisor', supervisor_mode: 'SupervisorMode' },
};

/** The instruction of a reservation update, if it has one. */
export function readInstruction(form: Form): Instruction | undefined {
  const name = form.get('Instruction');
  if (!name) return undefined;
  const parameters = (Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined) ?? {};
  const values = Object.entries(parameters).flatMap(([field, parameter]): [string, string | string[]][] => {
    const [first, ...more] = form.all(parameter);
    return first === undefined ? [] : [[field, more.length > 0 ? [first, ...more] : first]];
  });
  return { instruction: name, ...Object.fromEntries(values) };
}
