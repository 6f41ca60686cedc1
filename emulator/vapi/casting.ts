import type { Call } from './call';
import { type Persona, type PersonaRule, personaOf } from './persona/persona';

/** Which calls a script is for: all of an assistant's, or just the next that is created. */
export type CastingTarget = { readonly assistantId: string } | 'next-call' | 'every-call';

/** Gives each new call its scripted model. */
export class Casting {
  private nextRules?: readonly PersonaRule[];
  private everyRules: readonly PersonaRule[] = [];
  private readonly byAssistant = new Map<string, readonly PersonaRule[]>();

  cast(target: CastingTarget, rules: readonly PersonaRule[]): void {
    if (target === 'next-call') this.nextRules = rules;
    else if (target === 'every-call') this.everyRules = rules;
    else this.byAssistant.set(target.assistantId, rules);
  }

  /** The call's own rules first, then its assistant's, then everybody's, then the default persona. */
  personaFor(call: Call): Persona {
    const own = this.nextRules ?? [];
    this.nextRules = undefined;
    const ofAssistant = this.byAssistant.get(call.origin.assistantId ?? '') ?? [];
    return personaOf([...own, ...ofAssistant, ...this.everyRules]);
  }
}
