import { isOwnPage, refusal } from '../../../access/agent';
import {
  attemptCookie,
  attemptSecrets,
  beginAttempt,
  providerOf,
  redirectUriOf,
} from '../../../access/provider';
import { route } from '../../../route';

/** Begins a sign-in at the provider: where the browser goes, and the cookie that binds it to this browser. */
export const handler = route('console/oidc/start', async ({ app, event, note }) => {
  if (!isOwnPage(event, app)) return refusal(403, 'not-our-page');
  const provider = providerOf(app);
  if (!provider) return refusal(404, 'no-provider');
  const attempt = beginAttempt(event, app);
  if (!('id' in attempt)) return attempt;
  const url = await provider.signInUrl(redirectUriOf(attempt), attemptSecrets(attempt, app));
  if (url.kind !== 'ok') {
    note({ problem: 'provider-down', why: url.why });
    return refusal(503, 'provider-down');
  }
  return { status: 200, json: { url: url.value }, headers: attemptCookie(attempt, app) };
});
