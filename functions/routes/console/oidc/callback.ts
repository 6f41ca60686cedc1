import { SESSION_MS, sessionCookie, signInsAllow } from '../../../access/agent';
import { nameIn } from '../../../domain/agent-identity';
import {
  attemptOf,
  attemptSecrets,
  providerOf,
  queryOf,
  redirectUriOf,
  toPage,
} from '../../../access/provider';
import { route } from '../../../route';
import { openSession } from '../../../usecases/console-session';
import { workerKnownAs } from '../../../usecases/known-agent';

/** The provider sends the browser here: whoever it names gets the cookie that a link would have been exchanged for. */
export const handler = route(
  'console/oidc/callback',
  async ({ app, ports, event, note }) => {
    const refused = (problem: string, why?: string) => {
      note({ problem, why });
      return toPage(problem);
    };
    const provider = providerOf(app);
    if (!provider) return refused('no-provider');
    const attempt = attemptOf(event, app);
    if (typeof attempt === 'string') return refused(attempt);
    const claims = await provider.claimsOf(
      queryOf(event),
      redirectUriOf(attempt),
      attemptSecrets(attempt, app),
    );
    if (claims.kind !== 'ok') return refused(`provider-${claims.kind}`, claims.why);
    const { OIDC_CLAIM: claim, OIDC_DOMAIN: domain, OIDC_ISSUER: issuer } = app.variables;
    const identity = nameIn(claims.value, { claim, domain, issuer });
    if ('problem' in identity) return refused(identity.problem);
    const known = await workerKnownAs(ports, identity.name);
    if (known === 'nobody') return refused('unknown-agent');
    if (known === 'unknown') return refused('try-again');
    const { worker } = known;
    if (!signInsAllow(worker, ports.clock.nowMs())) return refused('too-often');
    const expiresAtMs = ports.clock.nowMs() + SESSION_MS;
    const opened = await openSession(ports, attempt.id, { worker, expiresAtMs });
    if (opened === 'used') return refused('no-attempt');
    if (opened === 'unknown') return refused('try-again');
    return toPage(sessionCookie({ worker, id: attempt.id, expiresAtMs }, app));
  },
  { failed: () => toPage('try-again') },
);
