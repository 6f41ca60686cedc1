import type { Context } from 'hono';
import { z } from 'zod';
import type { Person } from '../../people';
import { taking, type Endpoint } from '../endpoint';
import { address, dialled } from '../fields';
import { checked } from '../refusal';
import type { ControlTarget } from '../target';
import { ActionBody, ScriptBody } from './action';
import type { Directory } from './directory';
import { RingingBody } from './ringing';
import { personView } from './view';

export const DialBody = z.strictObject({ to: dialled(), script: ScriptBody.optional() });
const ActionsBody = z.union([ActionBody, ScriptBody]);

/** The people at the other ends of the telephone network: callers and agents. */
export function peopleEndpoints({ people }: ControlTarget, directory: Directory): Endpoint[] {
  const number = (c: Context): string => {
    const given = c.req.param('number') ?? '';
    return checked(z.object({ number: address() }), { number: given }).number;
  };
  const view = (person: Person) => personView(person, directory);
  return [
    {
      method: 'GET',
      path: '/people',
      about: 'Everybody with a telephone: what they do when it rings, their calls and what they heard',
      answer: (c) => c.json({ people: people.all().map(view) }),
    },
    taking({
      method: 'PUT',
      path: '/people/:number',
      about:
        'How a number behaves when it is rung, from now on: takes (hears the whisper, presses 1), declines (presses 2), ' +
        'voicemail, busy, unreachable, never-answers (you may answer by an action), script',
      body: RingingBody,
      example: {
        does: 'takes',
        ringMs: 2000,
        then: [{ hear: 'human' }, { say: 'I can help you with that.' }],
      },
      answer: (c, body) => c.json(view(directory.whenRings(number(c), body))),
    }),
    taking({
      method: 'POST',
      path: '/people/:number/calls',
      about:
        'Somebody dials a number, or an application as a Voice SDK does; the script, if any, begins when the call is answered',
      body: DialBody,
      example: {
        to: '+15550100000',
        script: [{ hear: 'ai' }, { say: 'I want to speak to a human, please.' }],
      },
      answer: (c, { to, script }) => {
        const phone = directory.dial(number(c), to, script ?? []);
        return c.json({ callSid: phone.callSid, from: phone.number, to }, 201);
      },
    }),
    taking({
      method: 'POST',
      path: '/people/:number/actions',
      about:
        'One action, or a list of them, on the newest call of this number: answer, refuse, say, press, hear, waitMs, hangUp, ' +
        'breakOff. Answers at once; what goes wrong later is in the journal (person.failed)',
      body: ActionsBody,
      example: { say: 'Hello?' },
      answer: (c, body) => {
        const phone = directory.act(number(c), Array.isArray(body) ? body : [body]);
        return c.json({ callSid: phone.callSid, number: phone.number }, 202);
      },
    }),
  ];
}
