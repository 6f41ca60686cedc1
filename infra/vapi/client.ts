import { RestClient } from '../provider-kit/rest';

export interface VapiCredentials {
  readonly apiKey: string;
  /** Host of the API: `api.vapi.ai`, in the EU `api.eu.vapi.ai`. */
  readonly host: string;
  readonly apiUrl?: string;
}

/** What the definitions ask of Vapi. */
export interface VapiClient {
  readonly host: string;
  readonly rest: RestClient;
}

export function connectToVapi({ apiKey, host, apiUrl }: VapiCredentials): VapiClient {
  return { host, rest: new RestClient({ authorization: `Bearer ${apiKey}`, apiUrl }) };
}
