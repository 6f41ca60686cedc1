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
