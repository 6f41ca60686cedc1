import { Hono } from 'hono';
import { metaPage, uriPage } from './page';

let records: { n: number }[];
const app = new Hono();
const listing = (descending = false) => ({
  key: 'things',
  records: descending ? [...records].reverse() : records,
  descending,
  position: (record: { n: number }) => record.n,
  view: (record: { n: number }) => record.n,
  maxPageSize: 100,
});
app.get('/meta', (c) => metaPage(c, listing(c.req.query('Order') === 'desc')));
app.get('/uri', (c) => uriPage(c, listing()));

beforeEach(() => {
  records = Array.from({ length: 7 }, (_, n) => ({ n }));
});

interface MetaBody {
  things: number[];
  meta: Record<string, string | number | null>;
}
const meta = async (url: string): Promise<MetaBody> => (await app.request(url)).json() as Promise<MetaBody>;

test('pages lead to the end and back, and keep the query', async () => {
  const first = await meta('https://x.twilio.com/meta?PageSize=3&Filter=a');
  expect(first).toMatchObject({
    things: [0, 1, 2],
    meta: { page: 0, page_size: 3, previous_page_url: null },
  });
  const second = await meta(String(first.meta.next_page_url));
  expect(second).toMatchObject({ things: [3, 4, 5], meta: { page: 1, key: 'things' } });
  expect(second.meta.next_page_url).toContain('Filter=a');
  const third = await meta(String(second.meta.next_page_url));
  expect(third).toMatchObject({ things: [6], meta: { next_page_url: null } });
  expect((await meta(String(third.meta.previous_page_url))).things).toEqual([3, 4, 5]);
});

test('a record deleted between two pages hides no other', async () => {
  const first = await meta('https://x.twilio.com/meta?PageSize=3');
  records = records.filter(({ n }) => n > 2);
  expect((await meta(String(first.meta.next_page_url))).things).toEqual([3, 4, 5]);
});

test('a descending list pages downwards', async () => {
  const first = await meta('https://x.twilio.com/meta?PageSize=6&Order=desc');
  expect(first.things).toEqual([6, 5, 4, 3, 2, 1]);
  expect((await meta(String(first.meta.next_page_url))).things).toEqual([0]);
});

test('the 2010 API counts start and end and prints URIs without a host', async () => {
  const body = await (await app.request('https://api.twilio.com/uri?PageSize=2&Page=1')).json();
  expect(body).toMatchObject({ things: [2, 3], start: 2, end: 3, page: 1, page_size: 2 });
  expect((body as { next_page_uri: string }).next_page_uri).toMatch(/^\/uri\?PageSize=2&Page=2&PageToken=PA/);
});
