import { Device, type Call } from '@twilio/voice-sdk';
import type { Line, PhonePlace, Told } from './line';

/**
 * One call by the microphone and loudspeaker of this browser. `renew` is asked for a new token before the old one ends.
 * Source: https://www.twilio.com/docs/voice/sdks/javascript/twiliodevice
 */
export function twilioLine({ token }: PhonePlace, renew: () => Promise<PhonePlace>, told: Told): Line {
  const device = new Device(token, { logLevel: 'silent', closeProtection: true });
  let call: Call | undefined;
  const over = (problem?: string): void => {
    device.destroy();
    told('over', problem);
  };
  device.on('tokenWillExpire', () => {
    void renew().then(
      (place) => device.updateToken(place.token),
      () => undefined,
    );
  });
  return {
    async call() {
      call = await device.connect();
      told('ringing');
      call.on('accept', () => told('on'));
      call.on('disconnect', () => over());
      call.on('cancel', () => over());
      call.on('reject', () => over('The call was refused.'));
      call.on('error', ({ message, code }: { message: string; code?: number }) =>
        over(code === undefined ? message : `${message} (${code})`),
      );
    },
    press: (key) => call?.sendDigits(key),
    mute: (isOn) => call?.mute(isOn),
    hangUp: () => (call ? call.disconnect() : over()),
  };
}
