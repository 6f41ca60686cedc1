import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Reach } from './reach';

describe('the public address', () => {
  let server: http.Server;
  let heard: (path: string) => void;
  let url: string;
  beforeAll(async () => {
    server = http.createServer((request, response) => {
      heard(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it('leads here when what was asked for there came here, and no other request counts', async () => {
    const reach = new Reach(url, 4010);
    const own: boolean[] = [];
    heard = (path) => own.push(reach.came('/console'), reach.came(path));
    expect(await reach.problem()).toBeUndefined();
    expect(own).toEqual([false, true]);
  });

  it('leads elsewhere when somebody else answers, or nobody', async () => {
    heard = () => undefined;
    expect(await new Reach(url, 4010).problem()).toMatch(/does not come here \(it answers 200\).*port 4010/);
    expect(await new Reach('http://127.0.0.1:1', 4010).problem()).toMatch(/it answers nothing/);
  });
});
