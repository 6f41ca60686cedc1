import { takesAndHelps } from '../conversation';
import type { Scenario } from '../scenario';
import type { Stage } from '../stage';
import { NUMBER } from '../world';

export const vapiNumber: Scenario = {
  name: 'vapi-number',
  title:
    'The call begins at Vapi and brings its CallSid along: a human all the same; a web call gets a truthful answer.',
  onDuty: ['ana'],
  ends: ['connected'],
  async play(stage) {
    stage.agent('ana').whenRings(takesAndHelps(stage));
    const restore = await pointNumberAtVapi(stage);
    const phone = await stage.callsAbout('Hello, it is about my invoice 88.', 'I want to speak to a human.');
    await phone.ended;
    await restore();
    await asksOnTheWeb(stage);
  },
};

/** As Vapi does when a number is imported there. */
async function pointNumberAtVapi(stage: Stage): Promise<() => Promise<void>> {
  const { rest, emulator } = stage.world;
  const base = `api.twilio.com/2010-04-01/Accounts/${emulator.account.sid}/IncomingPhoneNumbers`;
  const { incoming_phone_numbers: numbers } = await rest<{
    incoming_phone_numbers: { sid: string; voice_url: string }[];
  }>('GET', `${base}.json?PhoneNumber=${encodeURIComponent(NUMBER)}`);
  const [number] = numbers;
  if (!number) throw new Error('the account does not own the number');
  const point = async (url: string): Promise<void> => {
    await rest('POST', `${base}/${number.sid}.json`, { VoiceUrl: url });
  };
  await point('https://api.vapi.ai/twilio/inbound_call');
  return () => point(number.voice_url);
}

/** Somebody talks to the same assistant in a browser, where there is no phone call that a human could join. */
async function asksOnTheWeb(stage: Stage): Promise<void> {
  const { emulator, outputs, request } = stage.world;
  const { body } = await request(`${emulator.url}/api.vapi.ai/call/web`, {
    method: 'POST',
    headers: { authorization: 'Bearer vapi-private-key-public', 'content-type': 'application/json' },
    body: JSON.stringify({ assistantId: outputs.assistantId }),
  });
  const { id } = JSON.parse(body) as { id: string };
  const tasks = stage.tasks().length;
  const web = emulator.vapi.webCall(id);
  web.join();
  await stage.passes(6000);
  web.say('I want to speak to a human.');
  await stage.passes(15_000);
  const words = web.heard.map(({ text }) => text).join(' ');
  stage.must(/phone/i.test(words), `on the web the AI said “${words}”, must say that it takes a phone call`);
  stage.must(stage.tasks().length === tasks, 'a web call without a CallSid made a task');
  web.leave();
}
