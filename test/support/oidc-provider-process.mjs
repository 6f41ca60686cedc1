// A certified OpenID provider for tests, in a process of its own: Jest cannot load its modules. Who signs in is typed
// into its form; what it answers next can be altered, as a broken or a hostile provider would.
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import http from 'node:http';

// It warns and tells of what is right for a test.
console.warn = console.info = () => undefined;
const { default: Provider } = await import('oidc-provider');

const { clientId, clientSecret, authentication, redirectUris, accounts } = JSON.parse(process.argv[2]);
const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
const keys = { own: newKey(), other: newKey() };
let alteration = {};

const server = http.createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
// Another site than 127.0.0.1, where our pages are: ports do not make sites.
const issuer = `http://localhost:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      ...{ client_id: clientId, client_secret: clientSecret, redirect_uris: redirectUris },
      // Of these the port does not count where the host is the machine itself.
      application_type: 'native',
      token_endpoint_auth_method: authentication,
      id_token_signed_response_alg: 'ES256',
    },
  ],
  jwks: { keys: [{ ...keys.own, kid: 'own', use: 'sig', alg: 'ES256' }] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: false,
  clientAuthMethods: [authentication],
  ttl: { IdToken: 24 * 60 * 60 },
  enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
  features: { devInteractions: { enabled: false } },
  cookies: { keys: ['a-key-of-the-test-provider'] },
  findAccount: (_ctx, id) => accounts[id] && { accountId: id, claims: () => ({ sub: id, ...accounts[id] }) },
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      ...{ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId },
    });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
});
provider.use(async (ctx, next) => {
  await next();
  if (ctx.path === '/token' && ctx.body?.id_token) ctx.body.id_token = altered(ctx.body.id_token);
});

/** An ID token with claims of the alteration over its own (null takes one away), signed anew. */
function altered(token) {
  const { claims, key } = alteration;
  if (!claims && !key) return token;
  const [header, payload] = token.split('.');
  const all = { ...JSON.parse(Buffer.from(payload, 'base64url')), ...claims };
  const body = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
  const text = `${header}.${Buffer.from(JSON.stringify(body)).toString('base64url')}`;
  const privateKey = createPrivateKey({ key: keys[key ?? 'own'], format: 'jwk' });
  const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

async function textOf(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

const FORM = `<!doctype html><html lang="en"><title>Provider</title><form method="post">
<label>Account <input name="account" autofocus></label><button>Continue</button></form></html>`;

const handle = provider.callback();
server.on('request', async (request, response) => {
  const { pathname } = new URL(request.url, issuer);
  if (pathname === '/_alter') {
    alteration = JSON.parse(await textOf(request));
    response.end();
  } else if (pathname === alteration.stalls) {
    // Answers nothing.
  } else if (pathname === alteration.fails) {
    response.writeHead(503).end();
  } else if (!pathname.startsWith('/interaction/')) {
    handle(request, response);
  } else if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html').end(FORM);
  } else {
    const account = new URLSearchParams(await textOf(request)).get('account');
    const result =
      account === '' ? { error: 'access_denied' } : { login: { accountId: account }, consent: {} };
    await provider.interactionFinished(request, response, result);
  }
});

process.send(issuer);
process.on('disconnect', () => process.exit());
