import { callOf } from '../../../requests/board';
import { isGrant, refusal } from '../../../access/agent';
import { supervisorLabel } from '../../../domain/supervision';
import { route } from '../../../route';
import { supervising } from '../../../access/supervisor';
import { earOf, languageOf, mayPress } from '../../../requests/supervisor';
import { listen, stopListening } from '../../../usecases/listening';

/** Listens to a call, whispers to its agent or talks with both; `ear` `stop` ends it. For who was given a phone for it. */
export const handler = route('console/board/listen', async ({ app, ports, event, note }) => {
  const grant = await supervising(event, app, ports);
  if (!isGrant(grant)) return grant;
  const { id, phone } = grant;
  if (phone === undefined) return refusal(403, 'may-not-listen');
  const [callSid, label] = [callOf(event), supervisorLabel(id)];
  if (!mayPress(id, ports.clock.nowMs())) return refusal(429, 'too-often');
  const listening =
    event.ear === 'stop'
      ? await stopListening(ports, callSid, label)
      : await listen(
          ports,
          { callSid, label, ear: earOf(event), language: languageOf(event) },
          { to: phone, from: app.variables.TWILIO_NUMBER },
        );
  // Who listened to which call: the session's document has the name.
  note({ callSid, session: id, ear: String(event.ear), listening });
  if (listening === 'unknown') return refusal(503, 'try-again');
  if (listening === 'over' && event.ear !== 'stop') return refusal(409, 'not-talking');
  return { status: 200, json: { listening } };
});
