import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** What a provider does otherwise than it should, until told anew. */
interface Alteration {
  /** Over those of the ID token, which is signed again; null takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Signed by a key that is not among its own. */
  readonly key?: 'other';
  /** A path that is never answered. */
  readonly stalls?: string;
  /** A path that answers 503. */
  readonly fails?: string;
}

export interface TestProvider {
  readonly issuer: string;
  alter(how: Alteration): Promise<void>;
  /** Signs this account in, as a browser would; `''` refuses. Answers with the query of the way back. */
  signIn(url: string, account: string): Promise<Record<string, string>>;
  close(): void;
}

export interface TestProviderOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The one way in which it takes the secret. */
  readonly authentication: 'client_secret_basic' | 'client_secret_post';
  readonly redirectUris: readonly string[];
  /** Name to the claims of its ID token. */
  readonly accounts: Readonly<Record<string, object>>;
}

const LONGEST_WAY = 10;

/** A real OpenID provider on a port of its own. */
export async function openProvider(options: TestProviderOptions): Promise<TestProvider> {
  const child = fork(path.join(__dirname, 'oidc-provider-process.mjs'), [JSON.stringify(options)], {
    execArgv: [],
  });
  const [issuer] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the provider did not start'))),
  ])) as [string];
  return {
    issuer,
    async alter(how) {
      await fetch(`${issuer}/_alter`, { method: 'POST', body: JSON.stringify(how) });
    },
    async signIn(url, account) {
      const cookies = new Map<string, string>();
      let next = url;
      for (let step = 0; step < LONGEST_WAY; step += 1) {
        const isForm = next.includes('/interaction/');
        const response = await fetch(next, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
          ...(isForm && { method: 'POST', body: new URLSearchParams({ account }) }),
        });
        for (const cookie of response.headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
          if (name === undefined) continue;
          if (value) cookies.set(name, value);
          else cookies.delete(name);
        }
        const to = response.headers.get('location');
        if (to === null) throw new Error(`${next}: ${response.status} ${await response.text()}`);
        next = new URL(to, issuer).href;
        if (!next.startsWith(issuer)) return Object.fromEntries(new URL(next).searchParams);
      }
      throw new Error(`the provider leads nowhere: ${next}`);
    },
    close: () => child.disconnect(),
  };
}
