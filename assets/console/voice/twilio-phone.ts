import { Device, type Call } from '@twilio/voice-sdk';
import type { Heard, Softphone } from './softphone';

/** Source: https://www.twilio.com/docs/voice/sdks/javascript/twiliodevice */
export async function openTwilioPhone(token: string, changed: Heard): Promise<Softphone> {
  // The page rings itself, and tells what goes wrong.
  const device = new Device(token, { logLevel: 'silent', closeProtection: true });
  device.audio?.incoming(false);
  let current: Call | undefined;
  let isRegistered = false;
  const tell = (): void => {
    const status = current?.status();
    const line = status === 'pending' ? 'ringing' : current ? 'on' : isRegistered ? 'idle' : 'lost';
    changed({ line, isMuted: current?.isMuted() ?? false });
  };
  const over = (call: Call): void => {
    if (current === call) current = undefined;
    tell();
  };
  device.on('incoming', (call: Call) => {
    // One call at a time: TaskRouter offers no second one.
    if (current) return call.reject();
    current = call;
    for (const event of ['accept', 'mute'] as const) call.on(event, tell);
    for (const event of ['cancel', 'disconnect', 'reject', 'error'] as const)
      call.on(event, () => over(call));
    tell();
  });
  device.on('registered', () => {
    isRegistered = true;
    tell();
  });
  device.on('unregistered', () => {
    isRegistered = false;
    tell();
  });
  device.on('error', tell);
  await device.register().catch(tell);
  return {
    async answer() {
      current?.accept();
      return Promise.resolve();
    },
    mute: (isOn) => current?.mute(isOn),
    press: (digit) => current?.sendDigits(digit),
    updateToken: (fresh) => device.updateToken(fresh),
    close: () => device.destroy(),
  };
}
