import { SESSION_MS, sessionCookie, signInsAllow } from '../../../console-access';
import { nameIn } from '../../../domain/agent-identity';
import {
  attemptOf,
  attemptSecrets,
  providerOf,
  queryOf,
  redirectUriOf,
  toPage,
} from '../../../provider-access';
import { route } from '../../../route';
import { openSession } from '../../../usecases/console-session';
import { workerKnownAs } from '../../../usecases/known-agent';

/** The provider sends the browser here: whoever it names gets the cookie that a link would have been exchanged for. */
export const handler = route(
  'console/oidc/callback',
  async ({ app, ports, event, note }) => {
    const provider = providerOf(app);
    if (!provider) return toPage('no-provider');
    const attempt = attemptOf(event, app);
    if (typeof attempt === 'string') return toPage(attempt);
    const claims = await provider.claimsOf(
      queryOf(event),
      redirectUriOf(attempt),
      attemptSecrets(attempt, app),
    );
    if (claims.kind !== 'ok') {
      note({ provider: claims.kind, why: claims.why });
      return toPage(`provider-${claims.kind}`);
    }
    const { OIDC_CLAIM: claim, OIDC_DOMAIN: domain, OIDC_ISSUER: issuer } = app.variables;
    const identity = nameIn(claims.value, { claim, domain, issuer });
    if ('problem' in identity) return toPage(identity.problem);
    const known = await workerKnownAs(ports, identity.name);
    if (known === 'nobody') return toPage('unknown-agent');
    if (known === 'unknown') return toPage('try-again');
    const { worker } = known;
    if (!signInsAllow(worker, ports.clock.nowMs())) return toPage('too-often');
    const expiresAtMs = ports.clock.nowMs() + SESSION_MS;
    const opened = await openSession(ports, attempt.id, { worker, expiresAtMs });
    if (opened === 'used') return toPage('no-attempt');
    if (opened === 'unknown') return toPage('try-again');
    return toPage(sessionCookie({ worker, id: attempt.id, expiresAtMs }, app));
  },
  { failed: () => toPage('try-again') },
);
