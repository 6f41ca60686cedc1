import type { Line, Told } from './line';

const LOOK_MS = 300;

interface Phone {
  readonly callSid: string;
  readonly state: 'ringing' | 'in-progress' | 'ended';
}

/** The same on a local platform that stands in for the account: by its controls; nothing is heard. */
export function standInLine(
  { controls, dials }: { readonly controls: string; readonly dials: string },
  identity: string,
  told: Told,
): Line {
  const number = `client:${identity}`;
  const post = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(`${controls}/people/${encodeURIComponent(number)}/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { message?: string };
    if (!response.ok) throw new Error(answer.message ?? `status ${response.status}`);
    return answer;
  };
  const act = (action: object): void => void post('actions', action).catch(() => undefined);
  let state: Phone['state'] = 'ringing';
  const look = async (callSid: string): Promise<void> => {
    const { people } = (await (await fetch(`${controls}/people`)).json()) as {
      people: readonly { number: string; calls: readonly Phone[] }[];
    };
    const calls = people.find((person) => person.number === number)?.calls;
    const now = calls?.find((call) => call.callSid === callSid)?.state ?? 'ended';
    if (now !== state) told(now === 'in-progress' ? 'on' : 'over');
    state = now;
    if (now === 'ended') clearInterval(timer);
  };
  let timer: number | undefined;
  return {
    async call() {
      const { callSid } = (await post('calls', { to: dials })) as Phone;
      timer = window.setInterval(() => void look(callSid).catch(() => undefined), LOOK_MS);
    },
    press: (key) => act({ press: key }),
    mute: () => undefined,
    hangUp: () => act({ hangUp: true }),
  };
}
