import type { Heard, Softphone } from './softphone';

const LOOK_MS = 400;

interface Person {
  readonly calls: readonly {
    readonly callSid: string;
    readonly state: 'ringing' | 'in-progress' | 'ended';
  }[];
}

/** The stand-in on the local platform: answers and presses keys through its controls; nothing is heard. */
export function openLocalPhone(controls: string, identity: string, changed: Heard): Softphone {
  const number = `client:${identity}`;
  let line: 'idle' | 'ringing' | 'on' | 'lost' = 'idle';
  let isMuted = false;
  const act = async (action: object): Promise<void> => {
    await fetch(`${controls}/people/${encodeURIComponent(number)}/actions`, {
      method: 'POST',
      body: JSON.stringify(action),
    });
    await look();
  };
  async function look(): Promise<void> {
    const before = line;
    try {
      const response = await fetch(`${controls}/people`);
      const { people } = (await response.json()) as { people: (Person & { number: string })[] };
      const call = people
        .find((person) => person.number === number)
        ?.calls.findLast(({ state }) => state !== 'ended');
      line = call === undefined ? 'idle' : call.state === 'ringing' ? 'ringing' : 'on';
    } catch {
      line = 'lost';
    }
    if (line === before) return;
    isMuted &&= line === 'on';
    changed({ line, isMuted });
  }
  changed({ line, isMuted });
  const timer = setInterval(() => void look(), LOOK_MS);
  return {
    answer: () => act({ answer: 'human' }),
    mute(isOn) {
      isMuted = isOn;
      changed({ line, isMuted });
    },
    press: (digit) => void act({ press: digit }),
    updateToken: () => undefined,
    close: () => clearInterval(timer),
  };
}
