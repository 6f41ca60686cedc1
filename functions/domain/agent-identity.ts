export interface IdentityRules {
  /** The claim that names the agent. */
  readonly claim: string;
  /** Whose addresses are let in; `''` for all. */
  readonly domain: string;
  readonly issuer: string;
}

/** A word that the page has a text for. */
export type NoIdentity = { readonly problem: 'unverified' | 'other-domain' };

const GOOGLE = 'https://accounts.google.com';
/** Nothing that could end a text of TaskRouter's expressions. */
const NAME = /^[^"\\\p{Cc}]{1,200}$/u;

/**
 * Whom verified claims name, as a worker is looked for: an address in lower case, anything else as it stands. An `email`
 * counts only where the provider says that it has been verified: elsewhere an account could bear a colleague's.
 */
export function nameIn(
  claims: Readonly<Record<string, unknown>>,
  { claim, domain, issuer }: IdentityRules,
): { readonly name: string } | NoIdentity {
  const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  if (typeof value !== 'string' || !NAME.test(value)) return { problem: 'unverified' };
  if (claim === 'email' && claims.email_verified !== true) return { problem: 'unverified' };
  const name = value.includes('@') ? value.toLowerCase() : value;
  return domain === '' || belongs(name, claims, domain, issuer) ? { name } : { problem: 'other-domain' };
}

/**
 * A private account at Google can have a company's address; whose the account is says `hd`.
 * Source: https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload
 */
function belongs(
  name: string,
  { hd }: Readonly<Record<string, unknown>>,
  domain: string,
  issuer: string,
): boolean {
  return name.endsWith(`@${domain}`) && (new URL(issuer).origin !== GOOGLE || hd === domain);
}
