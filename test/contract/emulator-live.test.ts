import type { Workshop, WorkshopState } from '../../emulator/control/workshop';
import { AGENT, CALLER, NUMBER, wholeEmulator, type WholeEmulator } from '../support/whole-emulator';

let whole: WholeEmulator;
const listening = new AbortController();

/** A place to work with one file, in memory. */
class Bench implements Workshop {
  text = 'first';
  private listener: () => void = () => undefined;
  state(): WorkshopState {
    const pages = [{ name: 'The agent’s page', url: 'http://127.0.0.1:1/console' }];
    return { pages, files: ['a.yaml'], status: 'in-force', atMs: 0, about: this.text, mistakes: [] };
  }
  onChange(listener: () => void): () => void {
    this.listener = listener;
    return () => undefined;
  }
  read(): string {
    return this.text;
  }
  write(_file: string, text: string): void {
    this.text = text;
    this.listener();
  }
  signInLink(agent: string | undefined): Promise<string> {
    if (agent === undefined) return Promise.resolve('http://127.0.0.1:1/console/board#invite=x');
    return agent === 'Ana'
      ? Promise.resolve('http://127.0.0.1:1/console#invite=x')
      : Promise.reject(new Error(`no worker is called ${agent}`));
  }
}

beforeEach(async () => {
  whole = await wholeEmulator({ workshop: new Bench() });
});
afterEach(() => whole.close());
afterAll(() => listening.abort());

interface Told {
  readonly event: string;
  readonly data: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

/** What the stream has told so far, and a wait for more of it. */
async function follow(): Promise<{ told: Told[]; until(holds: () => boolean): Promise<void> }> {
  const { body } = await fetch(`${whole.emulator.url}/_emulator/live`, { signal: listening.signal });
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  const told: Told[] = [];
  let rest = '';
  return {
    told,
    async until(holds) {
      while (!holds()) {
        rest += (await reader.read()).value ?? '';
        const blocks = rest.split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const [, event = ''] = /^event: (.*)$/m.exec(block) ?? [];
          const [, data] = /^data: (.*)$/m.exec(block) ?? [];
          if (data !== undefined) told.push({ event, data: JSON.parse(data) });
        }
      }
    },
  };
}

describe('the live stream', () => {
  it('tells a call by hand as each of the two has it: words from their start to their end, keys, the end', async () => {
    const { told, until } = await follow();
    const newest = (number: string) =>
      told.findLast(({ event, data }) => event === 'person' && data.number === number)?.data.call;
    const words = (number: string, who: string) =>
      newest(number)?.conversation.filter((one: { who: string }) => one.who === who) ?? [];
    await whole.ask('PUT', `/people/${AGENT}`, { does: 'never-answers' });
    await whole.ask('POST', `/people/${CALLER}/calls`, { to: NUMBER });
    await whole.ask('POST', '/clock/advance', { ms: 100 });
    await until(() => words(CALLER, 'announcement').length > 0);
    expect(newest(CALLER)).toMatchObject({ from: CALLER, to: NUMBER, state: 'in-progress' });
    const [heard] = words(CALLER, 'announcement');
    expect(heard).toMatchObject({ text: 'Press a key, please.' });
    expect(heard.toMs).toBeUndefined();

    await whole.ask('POST', `/people/${CALLER}/actions`, { press: '1' });
    await whole.ask('POST', '/clock/advance', { ms: 500 });
    await until(() => newest(AGENT)?.state === 'ringing');
    const [cutOff] = words(CALLER, 'announcement');
    expect(cutOff.toMs - cutOff.fromMs).toBeLessThan(1000);
    expect(words(CALLER, 'key')).toMatchObject([{ text: '1' }]);

    await whole.ask('POST', `/people/${AGENT}/actions`, [{ answer: 'human' }, { say: 'Fifteen letters' }]);
    await whole.ask('POST', '/clock/advance', { ms: 2000 });
    await until(() => words(CALLER, 'human')[0]?.toMs !== undefined);
    const [own] = words(AGENT, 'own');
    expect(own.toMs - own.fromMs).toBe(1000);
    expect(words(CALLER, 'human')).toEqual([{ ...own, who: 'human' }]);
    await whole.ask('POST', `/people/${CALLER}/actions`, { hangUp: true });
    await whole.ask('POST', '/clock/advance', { ms: 100 });
    await until(() => newest(AGENT)?.state === 'ended' && newest(CALLER)?.state === 'ended');
  });

  it('says how far the journal has grown, and what is being worked on', async () => {
    const { told, until } = await follow();
    await whole.ask('PUT', '/workshop/file?name=a.yaml', { text: 'second' });
    await until(() => told.some(({ event, data }) => event === 'workshop' && data.about === 'second'));
    await whole.ask('POST', `/people/${CALLER}/calls`, { to: NUMBER });
    const { last } = (await whole.ask('GET', '/journal')).body;
    await until(() => told.some(({ event, data }) => event === 'happened' && data.last >= last));
  });
});

describe('the workshop', () => {
  it('reads and saves the files that it names, and no others', async () => {
    expect((await whole.ask('PUT', '/workshop/file?name=a.yaml', { text: 'third' })).status).toBe(204);
    expect((await whole.ask('GET', '/workshop/file?name=a.yaml')).body).toEqual({ text: 'third' });
    for (const name of ['../package.json', 'b.yaml', '']) {
      const file = `/workshop/file?name=${encodeURIComponent(name)}`;
      expect((await whole.ask('GET', file)).status).toBe(404);
      const { status, body } = await whole.ask('PUT', file, { text: 'x' });
      expect([status, body.message]).toEqual([404, `name: got ${name}, wants one of a.yaml`]);
    }
  });

  it('gives a sign-in link, or says why not', async () => {
    expect((await whole.ask('POST', '/workshop/sign-in', { agent: 'Ana' })).body.url).toContain('/console#');
    expect((await whole.ask('POST', '/workshop/sign-in', {})).body.url).toContain('/console/board#');
    expect(await whole.ask('POST', '/workshop/sign-in', { agent: 'Nobody' })).toMatchObject({
      status: 409,
      body: { message: 'no worker is called Nobody' },
    });
  });

  it('is not there where the platforms run by themselves', async () => {
    const alone = await wholeEmulator({ seed: 'alone' });
    const { status, body } = await alone.ask('GET', '/workshop');
    expect([status, body.message]).toEqual([409, expect.stringContaining('npm run dev')]);
    await alone.close();
  });
});
