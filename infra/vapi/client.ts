import { ApiError } from '../provider-kit/api-error';
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

export async function verifyVapi({ host, rest }: VapiClient): Promise<void> {
  try {
    await rest.request({ method: 'GET', host, path: '/assistant', query: { limit: 1 } });
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 401 && error.status !== 403)) throw error;
    throw new Error(
      `Vapi does not take this apiKey (${error.status}): it must be the private key, and the host that of its region`,
    );
  }
}
