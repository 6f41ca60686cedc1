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
};

/** The instruction of a reservation update, if it has one; `not-served` for those that the emulator does not carry out. */
export function readInstruction(form: Form): Instruction | 'not-served' | undefined {
  const name = form.get('Instruction');
  if (!name) return undefined;
  const parameters = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined;
  if (!parameters) return 'not-served';
  const values = Object.entries(parameters).flatMap(([field, parameter]) => {
    const value = form.get(parameter);
    return value === undefined ? [] : [[field, value]];
  });
  return { instruction: name, ...(Object.fromEntries(values) as Record<string, string>) };
}
