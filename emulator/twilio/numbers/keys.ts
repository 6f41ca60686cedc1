import type { Context, Hono } from 'hono';
import type { EmulatorContext } from '../../core/context';
import { Form } from '../../core/form';
import { uriPage } from '../../core/page';
import type { NumbersState } from './snapshot';
import { Collection, dates, SID_JSON, type Resource } from './resource';
import { LONGEST_NAME } from './settings';

interface Key extends Resource {
  friendlyName: string;
}

/** The same keys by both names of the API. */
const PATHS = [
  ['Keys', 'keys'],
  ['SigningKeys', 'signing_keys'],
] as const;

/** API keys: the secret is shown once, in the answer that makes the key. Source: https://www.twilio.com/docs/iam/api-keys. */
export function apiKeys(ctx: EmulatorContext): {
  mount(app: Hono, base: string): void;
  save(): NumbersState['keys'];
  load(keys: NumbersState['keys']): void;
} {
  const all = new Collection<Key>(ctx, 'SK');
  const { apiKeys: secrets } = ctx.account;
  return {
    mount: (app, base) => keyRoutes(app, base, ctx, all),
    save: () => all.all().map((key) => ({ ...key, secret: secrets.get(key.sid) ?? '' })),
    load(saved) {
      secrets.clear();
      for (const { sid, secret } of saved) secrets.set(sid, secret);
      all.restore(saved.map(({ secret: _, ...key }) => key));
    },
  };
}

function keyRoutes(app: Hono, base: string, ctx: EmulatorContext, all: Collection<Key>): void {
  const view = (key: Key): Record<string, unknown> => ({
    sid: key.sid,
    friendly_name: key.friendlyName,
    ...dates(key),
  });

  for (const [name, list] of PATHS) {
    app.post(`${base}/${name}.json`, async (c) => {
      const key = all.make({ friendlyName: (await readName(c)) ?? '' });
      const secret = ctx.ids.hex(16);
      ctx.account.apiKeys.set(key.sid, secret);
      return c.json({ ...view(key), secret }, 201);
    });
    app.get(`${base}/${name}.json`, (c) =>
      uriPage(c, { key: list, records: all.all(), position: ({ serial }) => serial, view }),
    );
    app.get(`${base}/${name}/${SID_JSON}`, (c) => c.json(view(all.at(c))));
    app.post(`${base}/${name}/${SID_JSON}`, async (c) => {
      const key = all.at(c);
      key.friendlyName = (await readName(c)) ?? key.friendlyName;
      all.touch(key);
      return c.json(view(key));
    });
    app.delete(`${base}/${name}/${SID_JSON}`, (c) => {
      const { sid } = all.at(c);
      all.delete(sid);
      ctx.account.apiKeys.delete(sid);
      return c.body(null, 204);
    });
  }
}

async function readName(c: Context): Promise<string | undefined> {
  return (await Form.of(c)).short('FriendlyName', LONGEST_NAME);
}
