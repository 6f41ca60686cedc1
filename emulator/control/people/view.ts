import type { Person } from '../../people';
import type { Directory } from './directory';

export function personView(person: Person, directory: Directory) {
  return {
    number: person.number,
    whenRings: directory.ringing.get(person.number) ?? null,
    calls: person.phones.map(({ callSid, lineState, heard }) => ({ callSid, state: lineState, heard })),
  };
}

/** A person with the newest call as they have it: who said, played or pressed what, from when to when. */
export function personLive({ number, phones }: Person) {
  const phone = phones.at(-1);
  return {
    number,
    call: phone
      ? {
          ...{ callSid: phone.callSid, from: phone.from, to: phone.to, state: phone.lineState },
          conversation: phone.conversation,
        }
      : null,
  };
}
