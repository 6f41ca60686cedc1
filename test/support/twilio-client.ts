import twilio, { type Twilio } from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient';
import type Response from 'twilio/lib/http/response';

/** The official client's own transport, sent to the emulator instead of the host that the SDK chose. */
export class RedirectedClient extends RequestClient {
  constructor(private readonly emulatorUrl: string) {
    super({ timeout: 5000, keepAlive: false });
  }

  override request<T>(options: RequestClient.RequestOptions<T>): Promise<Response<T>> {
    const { host, pathname, search } = new URL(options.uri);
    return super.request({ ...options, uri: `${this.emulatorUrl}/${host}${pathname}${search}` });
  }
}

/** The `twilio` package as it is, talking to the emulator at this URL. */
export function twilioClient(
  emulatorUrl: string,
  account: { readonly sid: string; readonly authToken: string },
): Twilio {
  return twilio(account.sid, account.authToken, { httpClient: new RedirectedClient(emulatorUrl) });
}
