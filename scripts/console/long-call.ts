import type { CallContext } from '../../functions/domain/context';
import type { ConsoleStand } from './stand';

const SAID = [
  'Which address should it go to?',
  'Calle de la Constitución 1812, escalera izquierda, third floor, the door on the right, and not the one that you have.',
  'I have noted that. Is there anything else?',
  'שלום, אני צריך עזרה עם הזמנה 4711 בבקשה',
] as const;

/** What is known of this caller becomes as long as it can be: names, slots, forty turns, some from right to left. */
export async function makeLong(
  { outputs, rest, post }: ConsoleStand,
  callSid: string,
): Promise<readonly string[]> {
  const path = `sync.twilio.com/v1/Services/${outputs.syncServiceSid}/Documents/${encodeURIComponent(`context:${callSid}`)}`;
  const { data } = await rest<{ data: CallContext }>(path);
  const turns = Array.from({ length: 40 }, (_, index) => ({
    by: index % 2 ? ('caller' as const) : ('ai' as const),
    text: SAID[index % SAID.length] ?? '',
  }));
  const long: CallContext = {
    ...data,
    turns,
    slots: {
      ...data.slots,
      customer_name: 'Maximiliane Freifrau von und zu Hohenstein-Wittgenstein-Berleburg',
      preferred_callback_time: 'tomorrow after six, but not on the number I am calling from',
      iban: 'DE02120300000000202051DE02120300000000202051',
      שם: 'נועה כהן-לוי',
    },
    reason: `${data.reason ?? ''} I have called four times this week, each time I was told that somebody would call me back, and nobody did. I want to speak to whoever can decide about it.`,
    summary:
      'The caller was charged twice for order 4711 and has called four times. A refund was promised on Monday and has not arrived; the account is below zero and rent is due. The caller wants the refund confirmed in writing, and wants the new address on the next invoice.',
    note: 'Please be gentle: she has told all of this to three of us already. Refund is fine up to 200 euros.',
  };
  await post(path, { Data: JSON.stringify(long) });
  return Object.keys(long.slots);
}
