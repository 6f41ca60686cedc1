import { channelOf, clientOf, isGrant, refusal, signedIn, voiceOf, workerToken } from '../../access/agent';
import { route } from '../../route';

/** A short-lived access token for Twilio's SDKs, and where they connect. */
export const handler = route('console/token', async ({ app, ports, event }) => {
  const grant = await signedIn(event, app, ports);
  if (!isGrant(grant)) return grant;
  const contact = await ports.taskRouter.contactUri(grant.worker);
  if (contact.kind === 'refused' && contact.status === 404) return refusal(401, 'signed-out');
  if (contact.kind !== 'ok') return refusal(503, 'try-again');
  const client = clientOf(contact.value);
  const token = workerToken(grant.worker, client, app);
  if (!token) return refusal(503, 'no-api-key');
  const voice = client === undefined ? {} : { voice: voiceOf(client, app) };
  const { worker } = grant;
  const nowMs = ports.clock.nowMs();
  const passOnMs = app.variables.PASS_ON_SECONDS * 1_000;
  return { status: 200, json: { ...token, ...voice, worker, channel: channelOf(app), passOnMs, nowMs } };
});
