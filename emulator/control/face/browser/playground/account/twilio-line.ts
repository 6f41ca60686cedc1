import { Device, type Call } from '@twilio/voice-sdk';
import type { Line, PhonePlace, Told } from './line';

const DEADLINE_MS = 20_000;
const NETWORK = 'Look at the network, and whether something on the way blocks WebSockets.';
/** What helps against errors whose own words do not say it. Source: https://www.twilio.com/docs/api/errors */
const FIXES: Readonly<Record<number, string>> = {
  20101: 'Look at ACCOUNT_SID, API_KEY_SID and API_KEY_SECRET in .env.',
  31000: NETWORK,
  31005: NETWORK,
  31401: 'Allow this page to use the microphone.',
};

interface SdkError {
  readonly message: string;
  readonly code?: number;
}

/**
 * One call by the microphone and loudspeaker of this browser. `renew` is asked for a new token before the old one ends.
 * Source: https://www.twilio.com/docs/voice/sdks/javascript/twiliodevice
 */
export function twilioLine({ token }: PhonePlace, renew: () => Promise<PhonePlace>, told: Told): Line {
  const device = new Device(token, { logLevel: 'silent', closeProtection: true });
  let call: Call | undefined;
  let isOver = false;
  const over = (problem?: string): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(deadline);
    device.destroy();
    told('over', problem);
  };
  const deadline = setTimeout(() => over(`Twilio does not answer. ${NETWORK}`), DEADLINE_MS);
  device.on('tokenWillExpire', () => {
    void renew().then(
      (place) => device.updateToken(place.token),
      () => undefined,
    );
  });
  // Errors of the call come here too. A call that is on may get over them, and tells itself when it does not.
  device.on('error', (error: SdkError) => {
    const problem = explained(error);
    const status = call?.status();
    if (status === 'open' || status === 'reconnecting') told('on', problem);
    else over(problem);
  });
  return {
    async call() {
      try {
        call = await device.connect();
      } catch (error) {
        return over(explained(error as SdkError));
      }
      call.on('accept', () => {
        clearTimeout(deadline);
        told('on');
      });
      for (const event of ['disconnect', 'cancel', 'reject'] as const) call.on(event, () => over());
    },
    press: (key) => call?.sendDigits(key),
    mute: (isOn) => call?.mute(isOn),
    hangUp: () => (call ? call.disconnect() : over()),
  };
}

function explained({ message, code = 0 }: SdkError): string {
  const fix = FIXES[code];
  return fix === undefined ? message : `${message} ${fix}`;
}
