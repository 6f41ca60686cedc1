import { z } from 'zod';
import type { AudioSource } from '../../core/ports';
import type { Phone } from '../../people';
import { durationMs, flag, oneOf, pattern, words } from '../fields';

const SOURCES = ['ai', 'human', 'announcement', 'keys', 'music', 'ring', 'ambience'] as const;
const VERBS = ['answer', 'refuse', 'say', 'press', 'hear', 'waitMs', 'hangUp', 'breakOff'] as const;

/** One thing that a person does with a phone: exactly one verb. */
export const ActionBody = z
  .strictObject({
    answer: oneOf(['human', 'machine']).optional(),
    refuse: oneOf(['busy', 'failed']).optional(),
    say: words('what to say').optional(),
    press: z
      .string({ error: 'keys' })
      .regex(/^[0-9*#]{1,32}$/, { error: 'keys: 0 to 9, * and #' })
      .optional(),
    hear: pattern(`words to wait for (a regular expression), or one of ${SOURCES.join(', ')}`).optional(),
    withinMs: durationMs('milliseconds to wait for what is to be heard').optional(),
    waitMs: durationMs('milliseconds to wait').optional(),
    hangUp: flag().optional(),
    breakOff: flag().optional(),
  })
  .superRefine((action, context) => {
    const verbs = VERBS.filter((verb) => action[verb] !== undefined);
    if (verbs.length !== 1) {
      context.addIssue({ code: 'custom', path: [], message: `exactly one of ${VERBS.join(', ')}` });
    } else if (action.withinMs !== undefined && verbs[0] !== 'hear') {
      context.addIssue({ code: 'custom', path: ['withinMs'], message: 'a `hear` beside it' });
    }
  });

export type Action = z.output<typeof ActionBody>;

export const ScriptBody = z
  .array(ActionBody, { error: 'a list of actions such as [{"say": "Hello"}, {"hangUp": true}]' })
  .min(1, { error: 'at least one action' })
  .max(200, { error: 'at most 200 actions' });

/** One action after another, each when the one before is over. Throws CallOver when the call ends first. */
export async function perform(phone: Phone, script: readonly Action[]): Promise<void> {
  for (const action of script) await act(phone, action);
}

async function act(phone: Phone, action: Action): Promise<void> {
  if (action.answer !== undefined) phone.answer(action.answer);
  else if (action.refuse !== undefined) phone.refuse(action.refuse);
  else if (action.say !== undefined) await phone.says(action.say);
  else if (action.press !== undefined) phone.press(action.press);
  else if (action.hear !== undefined) await hear(phone, action.hear, action.withinMs);
  else if (action.waitMs !== undefined) await phone.thinks(action.waitMs);
  else if (action.hangUp !== undefined) phone.hangUp();
  else phone.breakOff();
}

function hear(phone: Phone, what: string, withinMs: number | undefined): Promise<unknown> {
  const source = SOURCES.find((one): one is AudioSource & typeof one => one === what);
  return phone.hears(source ?? new RegExp(what, 'i'), withinMs === undefined ? {} : { withinMs });
}
