import { RestClient } from '../../../infra/provider-kit/rest';
import { connectToTwilio } from '../../../infra/twilio/client';

type Variables = Readonly<Record<string, string>>;

/** A real account, and this machine before it. */
export interface Account {
  readonly sid: string;
  /** Settings of the Functions, and what `.env` has besides. */
  readonly variables: Variables;
  /** The public address at which the account finds this machine. */
  readonly url: string;
  readonly twilio: RestClient;
  readonly vapi: RestClient;
  readonly vapiHost: string;
}

export function connectToAccount(variables: Variables, url: string): Account {
  const { ACCOUNT_SID = '', AUTH_TOKEN = '', VAPI_API_KEY = '', TWILIO_BASE_URL } = variables;
  const { VAPI_BASE_URL: vapiUrl = 'https://api.vapi.ai' } = variables;
  const apiUrl = TWILIO_BASE_URL || undefined;
  return {
    ...{ sid: ACCOUNT_SID, variables, url },
    twilio: connectToTwilio({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, apiUrl }).rest,
    vapi: new RestClient({ authorization: `Bearer ${VAPI_API_KEY}`, apiUrl }),
    vapiHost: vapiUrl.replace(`${apiUrl ?? 'https:/'}/`, ''),
  };
}
