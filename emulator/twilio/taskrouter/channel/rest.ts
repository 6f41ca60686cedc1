import type { Context, Hono } from 'hono';
import type { World } from '../world';

/** Parameters that the SDK calls by other names than REST does. */
const RENAMED: Readonly<Record<string, string>> = {
  TaskChannelUniqueName: 'TaskChannel',
  TaskChannelSid: 'TaskChannel',
};

/** Asks TaskRouter's REST API, with the account's own credentials, for what a visitor was found to be allowed. */
export function asker(world: World, rest: Hono) {
  const { account } = world.around.ctx;
  const authorization = `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`;

  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const url = path.startsWith('https:') ? path : `https://taskrouter.twilio.com/v1${path}`;
    return rest.fetch(new Request(url, { ...init, headers: { ...init.headers, authorization } }));
  };

  const post = async (c: Context, path: string): Promise<Response> => {
    const given = new URLSearchParams(await c.req.text());
    const body = new URLSearchParams();
    for (const [name, value] of given) body.append(RENAMED[name] ?? name, value);
    const ifMatch = c.req.header('if-match');
    return ask(path, { method: 'POST', body, ...(ifMatch ? { headers: { 'if-match': ifMatch } } : {}) });
  };

  return {
    /** Changes a record; answers with the refusal, if there is one. */
    async change(c: Context, path: string): Promise<Response | undefined> {
      const answer = await post(c, path);
      return answer.ok ? undefined : answer;
    },

    /** Makes a record; answers with its SID, or with the refusal. */
    async create(c: Context, path: string): Promise<string | Response> {
      const answer = await post(c, path);
      return answer.ok ? ((await answer.json()) as { sid: string }).sid : answer;
    },

    /** The SIDs of all records that this request's filters let through, or the refusal. */
    async sids(c: Context, path: string, key: string): Promise<string[] | Response> {
      const query = new URLSearchParams({ ...c.req.query(), PageSize: '1000' });
      const sids: string[] = [];
      for (let next: string | null = `${path}?${query}`; next !== null;) {
        const answer = await ask(next);
        if (!answer.ok) return answer;
        const body = (await answer.json()) as Record<string, { sid: string }[]> & {
          meta: { next_page_url: string | null };
        };
        sids.push(...(body[key] ?? []).map(({ sid }) => sid));
        next = body.meta.next_page_url;
      }
      return sids;
    },
  };
}
