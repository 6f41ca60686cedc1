import type { Exchange } from '../../emulator/core/exchange';
import { OpenApiRecorder } from './openapi-recorder';

const account = {
  ...{
    sid: `IS${'1'.repeat(32)}`,
    unique_name: null,
    account_sid: `AC${'1'.repeat(32)}`,
    friendly_name: null,
  },
  ...{ date_created: '2026-01-01T00:00:00Z', date_updated: '2026-01-01T00:00:00Z', webhook_url: null },
  ...{ url: 'https://sync.twilio.com/v1/Services/IS1', links: {}, webhooks_from_rest_enabled: false },
  ...{ reachability_webhooks_enabled: false, acl_enabled: false, reachability_debouncing_enabled: false },
  reachability_debouncing_window: 5000,
};
const good: Exchange = {
  host: 'sync.twilio.com',
  method: 'POST',
  path: '/v1/Services',
  query: '',
  requestBody: 'FriendlyName=a',
  requestHeaders: { 'content-type': 'application/x-www-form-urlencoded' },
  status: 201,
  responseBody: JSON.stringify(account),
};

function problems(change: Partial<Exchange>): string[] {
  const recorder = new OpenApiRecorder();
  recorder.observe({ ...good, ...change });
  return recorder.violations.map(({ operation, problem }) => `${operation}: ${problem}`);
}
const answering = (change: object): string[] =>
  problems({ responseBody: JSON.stringify({ ...account, ...change }) });

test('a documented exchange passes', () => {
  const recorder = new OpenApiRecorder();
  recorder.observe(good);
  expect(recorder.violations).toEqual([]);
});

test.each([
  ['an unknown parameter', problems({ requestBody: 'Nickname=a' }), 'unknown form parameter Nickname'],
  ['an unknown query parameter', problems({ query: '?Page=0&Size=3' }), 'unknown query parameter'],
  ['an undocumented field', answering({ more: 1 }), 'must NOT have additional properties'],
  ['a missing field', answering({ sid: undefined }), "must have required property 'sid'"],
  ['a wrong type', answering({ acl_enabled: 'false' }), 'acl_enabled must be boolean'],
  [
    'a wrong date',
    answering({ date_created: 'Thu, 01 Jan 2026 00:00:00 +0000' }),
    'date_created must match format',
  ],
  ['an undocumented status', problems({ status: 200 }), 'status 200 is not documented'],
  ['an undocumented operation', problems({ path: '/v1/Nothing' }), 'no such operation'],
  [
    'an error in another form',
    problems({ status: 404, responseBody: '{"error":"no"}' }),
    'the error has not the form',
  ],
])('%s is reported', (_name, found, expected) => {
  expect(found.join('\n')).toContain(expected);
});

test('a field of a record in a list is checked too', () => {
  const meta = {
    ...{
      first_page_url: 'https://sync.twilio.com/v1/Services',
      next_page_url: null,
      previous_page_url: null,
    },
    ...{ url: 'https://sync.twilio.com/v1/Services', key: 'services', page: 0, page_size: 50 },
  };
  const list = (record: object): string[] =>
    problems({
      method: 'GET',
      status: 200,
      requestBody: '',
      query: '?Page=0',
      responseBody: JSON.stringify({ services: [record], meta }),
    });
  expect(list(account)).toEqual([]);
  expect(list({ ...account, acl_enabled: 1 })).toEqual([
    'GET /v1/Services: services/0/acl_enabled must be boolean,null',
  ]);
});

test('an answer of 501 is no claim about the platform', () => {
  expect(problems({ status: 501, path: '/v1/Nothing' })).toEqual([]);
});
