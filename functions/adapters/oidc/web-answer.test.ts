import { processDiscoveryResponse } from 'oauth4webapi';
import { WebAnswer } from './web-answer';

const webs = globalThis.Response;
afterEach(() => {
  globalThis.Response = webs;
});

/** As the runtime puts its own in the place of the web's. */
class RuntimeResponse {}

it.each([
  ["the web's", webs],
  ["the runtime's", RuntimeResponse as unknown as typeof webs],
])('the library reads it where the global Response is %s', async (_whose, response) => {
  globalThis.Response = response;
  const body = { issuer: 'https://provider.example' };
  const answer = new WebAnswer(body) as unknown as Response;
  expect(await processDiscoveryResponse(new URL(body.issuer), answer)).toEqual(body);
});
