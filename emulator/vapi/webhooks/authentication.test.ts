import { createHmac } from 'node:crypto';
import { authenticationHeaders } from './authentication';

const signed = {
  url: 'https://x.example.com/e',
  body: '{"message":{}}',
  timestamp: '1767225600000',
  messageId: 'msg-1',
};
const hmac = { type: 'hmac', secretKey: 'a2V5', algorithm: 'sha256' } as const;
const digest = (algorithm: string, key: string | Buffer, text: string, encoding: 'hex' | 'base64' = 'hex') =>
  createHmac(algorithm, key).update(text).digest(encoding);

describe('an HMAC credential', () => {
  it('signs timestamp and body by default', () => {
    expect(authenticationHeaders({}, hmac, signed)).toEqual({
      'x-signature': digest('sha256', 'a2V5', '1767225600000.{"message":{}}'),
      'x-timestamp': '1767225600000',
    });
  });

  it('knows a fixed vector', () => {
    const headers = authenticationHeaders(
      {},
      { ...hmac, secretKey: 'key', payloadFormat: '{body}' },
      {
        ...signed,
        body: 'The quick brown fox jumps over the lazy dog',
      },
    );
    expect(headers['x-signature']).toBe('f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8');
  });

  it('follows every option', () => {
    const headers = authenticationHeaders(
      {},
      {
        ...hmac,
        algorithm: 'sha512',
        signatureHeader: 'X-Sig',
        timestampHeader: 'X-At',
        signaturePrefix: 'v1,',
        payloadFormat: '{method} {url} {svix-id} {timestamp} {body}',
        messageIdHeader: 'Svix-Id',
        signatureEncoding: 'base64',
        secretIsBase64: true,
      },
      signed,
    );
    const text = 'POST https://x.example.com/e msg-1 1767225600000 {"message":{}}';
    expect(headers).toEqual({
      'x-sig': `v1,${digest('sha512', Buffer.from('key'), text, 'base64')}`,
      'x-at': '1767225600000',
      'svix-id': 'msg-1',
    });
  });

  it('without a timestamp signs the body and sends no timestamp', () => {
    expect(
      authenticationHeaders({}, { ...hmac, algorithm: 'sha1', includeTimestamp: false }, signed),
    ).toEqual({
      'x-signature': digest('sha1', 'a2V5', '{"message":{}}'),
    });
  });

  it('takes a body with placeholders in it as it stands', () => {
    const odd = { ...signed, body: '{"x":"{timestamp} $& {url}"}' };
    expect(authenticationHeaders({}, hmac, odd)['x-signature']).toBe(
      digest('sha256', 'a2V5', '1767225600000.{"x":"{timestamp} $& {url}"}'),
    );
  });
});

describe('other proofs', () => {
  const bearer = { type: 'bearer', token: 't' } as const;

  it('a bearer token, by default in Authorization', () => {
    expect(authenticationHeaders({}, bearer, signed)).toEqual({ authorization: 'Bearer t' });
    expect(
      authenticationHeaders(
        {},
        { ...bearer, headerName: 'X-Vapi-Secret', bearerPrefixEnabled: false },
        signed,
      ),
    ).toEqual({ 'x-vapi-secret': 't' });
  });

  it("the server's own Authorization wins over the credential", () => {
    expect(authenticationHeaders({ headers: { Authorization: 'Basic x' } }, bearer, signed)).toEqual({
      authorization: 'Basic x',
    });
  });

  it('the legacy secret', () => {
    expect(authenticationHeaders({ secret: 's' }, undefined, signed)).toEqual({ 'x-vapi-secret': 's' });
  });
});
