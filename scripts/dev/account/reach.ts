import { randomBytes } from 'node:crypto';

const DEADLINE_MS = 5000;

/** Whether what the internet asks for at the public address comes to this machine. */
export class Reach {
  private sent: string | undefined;

  constructor(
    private readonly url: string,
    private readonly port: number,
  ) {}

  /** Told of each request that came: whether it is the one that was sent from here. */
  came(path: string): boolean {
    if (path !== this.sent) return false;
    this.sent = undefined;
    return true;
  }

  /** What is wrong, for people; undefined when a request from here came back to here. */
  async problem(): Promise<string | undefined> {
    const path = `/console?reach=${randomBytes(8).toString('hex')}`;
    this.sent = path;
    const status = await fetch(this.url + path, { signal: AbortSignal.timeout(DEADLINE_MS) }).then(
      async (response) => {
        await response.text();
        return String(response.status);
      },
      () => 'nothing',
    );
    if (this.sent !== path) return undefined;
    return `What is asked for at ${this.url} does not come here (it answers ${status}): lead a tunnel from there to port ${this.port}.`;
  }
}
