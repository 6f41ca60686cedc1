import twilio, { type Twilio } from 'twilio';
import { EmulatorHttpClient } from '../../scripts/emulator/package/http-client';

/** The official client's own transport, which tests of a platform that does not answer wait for no longer than this. */
export class RedirectedClient extends EmulatorHttpClient {
  constructor(emulatorUrl: string) {
    super(emulatorUrl, { timeout: 5000, keepAlive: false });
  }
}

/** The `twilio` package as it is, talking to the emulator at this URL. */
export function twilioClient(
  emulatorUrl: string,
  account: { readonly sid: string; readonly authToken: string },
): Twilio {
  return twilio(account.sid, account.authToken, { httpClient: new RedirectedClient(emulatorUrl) });
}
