import type { SyncDocument } from 'twilio-sync';
import { inService } from '../service';
import { followed } from '../sockets';
import { outcome, until, withSockets } from '../target';
import type { Case } from '../case';

/** What `twilio-sync` sees of a service of the case's own. */
export const SYNC_SOCKET_CASES: readonly Case[] = [
  {
    title: 'a stream between browsers',
    basis: 'assumed',
    needsKey: true,
    settles: ['A message of a stream'],
    emulated: { 'who published it hears': 'own', 'who listens hears': 'remote' },
    observe: (target) =>
      inService(target, (_, sid) =>
        withSockets(target, async (sockets) => {
          const [one, other] = [sockets.sync(sid, 'one'), sockets.sync(sid, 'other')];
          const mine = await followed(await one.stream('s'));
          const theirs = await followed(await other.stream('s'));
          const heard: Record<'mine' | 'theirs', string[]> = { mine: [], theirs: [] };
          const side = (isLocal: boolean): string => (isLocal ? 'own' : 'remote');
          mine.on('messagePublished', ({ isLocal }) => heard.mine.push(side(isLocal)));
          theirs.on('messagePublished', ({ isLocal }) => heard.theirs.push(side(isLocal)));
          await mine.publishMessage({ a: 1 });
          await until(target, 10, () => Promise.resolve(heard.theirs[0]), 0.1);
          await target.pass(target.name === 'account' ? 3 : 0.2);
          return {
            'who published it hears': heard.mine.join(', '),
            'who listens hears': heard.theirs.join(', '),
          };
        }),
      ),
  },
  {
    title: 'permissions of browsers',
    basis: 'assumed',
    needsKey: true,
    settles: ['Where permissions count'],
    emulated: {
      'a map is made': 'accepted',
      'its maker': 'read, write, manage',
      'another opens it': '403 / 54007',
      'another writes when he may only read': '403 / 54007',
    },
    observe: (target) =>
      inService(target, (service, sid) =>
        withSockets(target, async (sockets) => {
          await service.update({ aclEnabled: true });
          const [one, other] = [sockets.sync(sid, 'one'), sockets.sync(sid, 'other')];
          const made = await outcome(one.map('m'));
          const permissions = service.syncMaps('m').syncMapPermissions;
          const { read, write, manage } = await permissions('one').fetch();
          const opened = await outcome(other.map({ id: 'm', mode: 'open_existing' }));
          await permissions('other').update({ read: true, write: false, manage: false });
          await target.pass(1);
          const map = await other.map({ id: 'm', mode: 'open_existing' });
          return {
            'a map is made': made,
            'its maker': Object.entries({ read, write, manage })
              .flatMap(([right, has]) => (has ? right : []))
              .join(', '),
            'another opens it': opened,
            'another writes when he may only read': await outcome(map.set('k', {})),
          };
        }),
      ),
  },
  {
    title: 'numbers of changes',
    basis: 'assumed',
    needsKey: true,
    settles: ['Changes are numbered'],
    emulated: {
      'of a new document, after two changes': '0, 2',
      'of a map, after an item was set twice': '0, 2',
      'the writer hears of his change': 'after the answer',
    },
    observe: (target) =>
      inService(target, (_, sid) =>
        withSockets(target, async (sockets) => {
          const client = sockets.sync(sid, 'one');
          const document = (await client.document('d')) as SyncDocument & { lastEventId: number };
          const made = document.lastEventId;
          await document.set({ n: 1 });
          await document.set({ n: 2 });
          const map = await client.map('m');
          const first = map.lastEventId;
          await followed(map);
          const heard: string[] = [];
          map.on('itemAdded', ({ isLocal }: { isLocal: boolean }) =>
            heard.push(isLocal ? 'after the answer' : 'before the answer'),
          );
          await map.set('k', { n: 1 });
          await map.set('k', { n: 2 });
          await until(target, 10, () => Promise.resolve(map.lastEventId > first + 1 || undefined), 0.1);
          return {
            'of a new document, after two changes': `${made}, ${document.lastEventId}`,
            'of a map, after an item was set twice': `${first}, ${map.lastEventId}`,
            'the writer hears of his change': heard.join(', '),
          };
        }),
      ),
  },
  {
    title: 'a map that is opened with its items, and a list with a context',
    basis: 'assumed',
    needsKey: true,
    settles: ['A map that is opened together'],
    emulated: { 'items that come along, of sixty': '50', 'a context': '{"a":1}', 'no context': '{}' },
    observe: (target) =>
      inService(target, ({ syncMaps, syncLists }, sid) =>
        withSockets(target, async (sockets) => {
          await syncMaps.create({ uniqueName: 'm' });
          for (let n = 0; n < 60; n += 1)
            await syncMaps('m').syncMapItems.create({ key: `k${100 + n}`, data: {} });
          await syncLists.create({ uniqueName: 'plain' });
          const client = sockets.sync(sid, 'one');
          const map = (await client.map({ id: 'm', includeItems: true })) as unknown as {
            syncMapImpl: { descriptor: { items?: unknown[] } };
          };
          await client.list({ id: 'l', context: { a: 1 } });
          const other = sockets.sync(sid, 'other');
          const contextOf = async (id: string) => JSON.stringify(await (await other.list(id)).getContext());
          return {
            'items that come along, of sixty': String(map.syncMapImpl.descriptor.items?.length ?? 0),
            'a context': await contextOf('l'),
            'no context': await contextOf('plain'),
          };
        }),
      ),
  },
  {
    title: 'an item that expires under somebody’s eyes',
    basis: 'assumed',
    needsKey: true,
    settles: ['An expired object or item'],
    emulated: { 'of its end is told': 'nothing' },
    observe: (target) =>
      inService(target, (_, sid) =>
        withSockets(target, async (sockets) => {
          const map = await sockets.sync(sid, 'one').map('m');
          await map.set('k', {}, { ttl: 1 });
          const heard: string[] = [];
          map.on('itemRemoved', ({ key }: { key: string }) => heard.push(key));
          await target.pass(target.name === 'account' ? 120 : 1.5);
          return { 'of its end is told': heard.join(', ') || 'nothing' };
        }),
      ),
  },
  {
    title: 'tokens of a connection',
    basis: 'assumed',
    needsKey: true,
    settles: ['A token that is about to expire'],
    emulated: {
      'a new one for another identity': 'refused',
      'a new one for the same identity': 'accepted',
      'the end': 'announced, told',
    },
    observe: (target, note) =>
      inService(target, (_, sid) =>
        withSockets(target, async (sockets) => {
          const answer = async (identity: string): Promise<string> => {
            const client = sockets.sync(sid, 'one');
            await client.document('d');
            const renewed = client.updateToken(sockets.token({ sync: sid }, identity));
            return renewed.then(
              () => 'accepted',
              () => 'refused',
            );
          };
          const lifeSeconds = target.name === 'account' ? 240 : 4;
          const client = sockets.sync(sid, 'one', lifeSeconds);
          const [begun, heard] = [performance.now(), new Array<string>()];
          const hear = (what: string) => (): void => {
            heard.push(what);
            note(`${what} after ${Math.round((performance.now() - begun) / 1000)} of ${lifeSeconds} s`);
          };
          client.on('tokenAboutToExpire', hear('announced'));
          client.on('tokenExpired', hear('told'));
          await client.document('d');
          await target.pass(lifeSeconds + (target.name === 'account' ? 5 : 0.5));
          return {
            'a new one for another identity': await answer('other'),
            'a new one for the same identity': await answer('one'),
            'the end': heard.join(', '),
          };
        }),
      ),
  },
  {
    title: 'where a page keeps what it has opened',
    basis: 'assumed',
    needsKey: true,
    settles: ['What a page keeps'],
    emulated: { 'the same identity again': 'the same place', 'another identity': 'another place' },
    observe: (target) =>
      inService(target, (_, sid) =>
        withSockets(target, async (sockets) => {
          const placeOf = async (identity: string): Promise<string> => {
            const client = sockets.sync(sid, identity) as unknown as {
              services: { twilsock: { storageId(): Promise<{ id: string }> } };
            };
            return (await client.services.twilsock.storageId()).id;
          };
          const [first, again, other] = [await placeOf('one'), await placeOf('one'), await placeOf('other')];
          const compared = (id: string): string => (id === first ? 'the same place' : 'another place');
          return { 'the same identity again': compared(again), 'another identity': compared(other) };
        }),
      ),
  },
];
