import type { AiEvent } from '../domain/ai-event';
import { asksForHuman } from '../domain/keyword';
import type { Ports } from '../ports';
import type { Text } from '../ports/texts';
import { askForHuman } from './ask-for-human';
import type { ContextWriter } from './context';
import { begin, insistently, type Invocation } from './invocation';
import { happen } from './record';
import { legOver, report } from './report';
import { carryOut } from './todo';

/**
 * One webhook of the voice AI. Answers with what the AI is to be told: for a tool call its result, else nothing.
 * `try-again`: what must not be lost could not be stored; the webhook must not count as delivered.
 */
export async function aiEvent(
  ports: Ports,
  writer: ContextWriter,
  event: AiEvent,
): Promise<readonly Text[] | 'try-again'> {
  const invocation = begin(ports);
  const { call, what, atMs } = event;
  const callSid = call.callSid ?? (await storedCallSid(invocation, call.leg));
  if (callSid === undefined) {
    const language = call.language ?? ports.settings.vocabulary.defaultLanguage;
    return what.kind === 'escalate' ? [{ key: 'ai.noCall', language }] : [];
  }
  const { leg, startedAtMs: legAtMs, caller, language, turns } = call;
  const context = { atMs, leg, legAtMs, caller, language, turns };
  switch (what.kind) {
    case 'escalate':
      return askForHuman(invocation, { callSid, call, via: 'tool', request: what.request, context });
    case 'heard':
      if (what.by === 'caller' && asksForHuman(what.text, ports.settings.phrases)) {
        // The model most often calls the tool by itself, and knows reason and department.
        await ports.clock.sleep(ports.settings.policy.keywordMs);
        await askForHuman(invocation, { callSid, call, via: 'keyword', request: {}, context });
      }
      return [];
    case 'speech':
      if (what.by === 'caller' && what.status === 'started') await writer.write(invocation, callSid, context);
      return [];
    case 'conversation':
      await writer.write(invocation, callSid, context);
      return [];
    case 'forwarding': {
      const forwarded = { kind: 'forwarded', leg: call.leg } as const;
      await carryOut(invocation, callSid, await happen(invocation, callSid, forwarded));
      return [];
    }
    case 'ended':
      if (!call.isOurs) await legOver(invocation, callSid, call.leg, what.endedReason);
      return [];
    case 'report': {
      const taken = await report(invocation, callSid, event.call, { atMs, ...what });
      return taken === 'taken' ? [] : taken;
    }
    case 'other':
      return [];
  }
}

async function storedCallSid(invocation: Invocation, leg: string): Promise<string | undefined> {
  const stored = await insistently(invocation, () => invocation.ports.aiLegs.read(leg));
  return stored.kind === 'ok' ? stored.value.value.callSid : undefined;
}
