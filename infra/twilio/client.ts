import { ApiError } from '../provider-kit/api-error';
import { RestClient } from '../provider-kit/rest';

export interface TwilioCredentials {
  readonly accountSid: string;
  readonly authToken?: string;
  readonly apiKey?: string;
  readonly apiSecret?: string;
  readonly apiUrl?: string;
}

/** What the definitions ask of Twilio: requests, and the account they are made for. */
export interface TwilioClient {
  readonly credentials: TwilioCredentials;
  readonly rest: RestClient;
}

export function connectToTwilio(credentials: TwilioCredentials): TwilioClient {
  const { username, password } = basicAuth(credentials);
  return {
    credentials,
    rest: new RestClient({
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      apiUrl: credentials.apiUrl,
    }),
  };
}

/** An API key where there is one, else the account's own token. */
export function basicAuth(credentials: TwilioCredentials): { username: string; password: string } {
  const { accountSid, authToken, apiKey, apiSecret } = credentials;
  if (apiKey && apiSecret) return { username: apiKey, password: apiSecret };
  return { username: accountSid, password: authToken ?? '' };
}

/** A list that API keys may read too, unlike the account itself. */
export async function verifyTwilio({ rest, credentials }: TwilioClient): Promise<void> {
  try {
    await rest.request({
      method: 'GET',
      host: 'taskrouter.twilio.com',
      path: '/v1/Workspaces',
      query: { PageSize: 1 },
    });
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 401 && error.status !== 403)) throw error;
    const used = credentials.apiKey ? 'apiKey and apiSecret' : 'accountSid and authToken';
    throw new Error(
      `Twilio does not take these credentials (${error.status}): check ${used}; a token of a subaccount or of test credentials is another one`,
    );
  }
}
