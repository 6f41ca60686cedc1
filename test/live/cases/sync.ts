import type { Case } from '../case';
import { inService } from '../service';
import { outcome, until } from '../target';

const RIVALS = 50;
const ROUNDS = 20;
const TTL_SECONDS = 5;
const COLLECTED_WITHIN_SECONDS = 300;
const POLL_SECONDS = 3;

/** What the locks and records of the handoff stand on. */
export const SYNC_CASES: readonly Case[] = [
  {
    title: 'fifty at once create the same key',
    basis: 'assumed',
    emulated: { outcomes: '1 × accepted, 49 × 409 / 54208' },
    observe: (target) =>
      inService(target, async ({ syncMaps }) => {
        await syncMaps.create({ uniqueName: 'gate' });
        const { syncMapItems } = syncMaps('gate');
        const create = (n: number) => outcome(syncMapItems.create({ key: 'k', data: { n } }));
        const all = await Promise.all(Array.from({ length: RIVALS }, (_, n) => create(n)));
        const kinds = [...new Set(all)].sort((a, b) => count(all, a) - count(all, b));
        return { outcomes: kinds.map((kind) => `${count(all, kind)} × ${kind}`).join(', ') };
      }),
  },
  {
    title: 'large writes at once after a pause',
    basis: 'assumed',
    settles: ['200 operations may come at once'],
    emulated: { 'the first ten of forty': 'accepted', 'of the last ten': '429 / 54009' },
    observe: (target, note) =>
      inService(target, async ({ documents }, sid) => {
        await documents.create({ uniqueName: 'd' });
        const document = target.impatient.sync.v1.services(sid).documents('d');
        // Each counts as ten operations.
        const text = 'x'.repeat(10 * 1024);
        const write = (n: number) => outcome(document.update({ data: { n, text } }));
        const all = await Promise.all(Array.from({ length: 40 }, (_, n) => write(n)));
        note(`${count(all, 'accepted')} of 40 accepted`);
        const kinds = (some: readonly string[]): string => [...new Set(some)].sort().join(', ');
        return { 'the first ten of forty': kinds(all.slice(0, 10)), 'of the last ten': kinds(all.slice(30)) };
      }),
  },
  {
    title: 'a read right after a write',
    basis: 'assumed',
    settles: ['Every read sees the last write'],
    emulated: {
      'stale answers of twenty': '0',
      'of one revision, two conditional writes': 'accepted, 412 / 54205',
    },
    observe: (target) =>
      inService(target, async ({ syncMaps }) => {
        await syncMaps.create({ uniqueName: 'reads' });
        const { syncMapItems } = syncMaps('reads');
        await syncMapItems.create({ key: 'k', data: {} });
        const item = syncMapItems('k');
        let stale = 0;
        let revision = '0';
        for (let n = 0; n < ROUNDS; n += 1) {
          ({ revision } = await item.update({ data: { n } }));
          if ((await item.fetch()).revision !== revision) stale += 1;
          await target.pass(0.2);
        }
        const write = (n: number) => outcome(item.update({ data: { n }, ifMatch: revision }));
        const both = await Promise.all([write(1), write(2)]);
        return {
          'stale answers of twenty': String(stale),
          'of one revision, two conditional writes': both.sort().reverse().join(', '),
        };
      }),
  },
  {
    title: 'revisions',
    basis: 'documented',
    settles: ['Revisions are whole numbers'],
    emulated: {
      'of a document, made and changed': '0, 1',
      'document: another revision': '412 / 54103',
      'map item: another revision': '412 / 54205',
      'map item: deletion of another revision': '412 / 54205',
      'list item: another revision': '412 / 54155',
      'If-Match that is none': '400 / 54003',
      'of a key that was deleted and made again': '0',
    },
    observe: (target) =>
      inService(target, async ({ documents, syncMaps, syncLists }) => {
        const made = await documents.create({ uniqueName: 'd', data: {} });
        const changed = await documents('d').update({ data: { a: 1 } });
        await syncMaps.create({ uniqueName: 'm' });
        await syncLists.create({ uniqueName: 'l' });
        const { syncMapItems } = syncMaps('m');
        const { syncListItems } = syncLists('l');
        await syncMapItems.create({ key: 'k', data: {} });
        const { index } = await syncListItems.create({ data: {} });
        const data = { a: 2 };
        const answers = {
          'of a document, made and changed': `${made.revision}, ${changed.revision}`,
          'document: another revision': await outcome(documents('d').update({ data, ifMatch: '0' })),
          'map item: another revision': await outcome(syncMapItems('k').update({ data, ifMatch: '7' })),
          'map item: deletion of another revision': await outcome(syncMapItems('k').remove({ ifMatch: '7' })),
          'list item: another revision': await outcome(syncListItems(index).update({ data, ifMatch: '7' })),
          'If-Match that is none': await outcome(documents('d').update({ data, ifMatch: 'not a revision' })),
        };
        await syncMapItems('k').update({ data });
        await syncMapItems('k').remove();
        const again = await syncMapItems.create({ key: 'k', data: {} });
        return { ...answers, 'of a key that was deleted and made again': again.revision };
      }),
  },
  {
    title: 'refusals of Sync',
    basis: 'documented',
    settles: ['A key with a slash'],
    emulated: {
      'a document that is not there': '404 / 20404',
      'an item that is not there': '404 / 20404',
      'an update of an item that is not there': '404 / 20404',
      'a taken name': '409 / 54301',
      'a taken key': '409 / 54208',
      'data that is a list': '400 / 54008',
      'data of more than 16 KiB': '413 / 54006',
      'an update that says nothing': '400 / 54010',
      'a TTL of more than a year': '400 / 54011',
      'a key with a slash, made and read': 'accepted, 404 / 20404',
    },
    observe: (target) =>
      inService(target, async ({ documents, syncMaps }) => {
        await documents.create({ uniqueName: 'd' });
        await syncMaps.create({ uniqueName: 'm' });
        const { syncMapItems } = syncMaps('m');
        await syncMapItems.create({ key: 'k', data: {} });
        const sid = (await syncMaps('m').fetch()).sid;
        const data = {};
        const slashed = await outcome(syncMapItems.create({ key: 'a/b', data }));
        return {
          'a document that is not there': await outcome(documents('x').fetch()),
          'an item that is not there': await outcome(syncMapItems('x').fetch()),
          'an update of an item that is not there': await outcome(syncMapItems('x').update({ data })),
          'a taken name': await outcome(documents.create({ uniqueName: 'd' })),
          'a taken key': await outcome(syncMapItems.create({ key: 'k', data })),
          'data that is a list': await outcome(documents.create({ data: [1] })),
          'data of more than 16 KiB': await outcome(documents.create({ data: { a: 'x'.repeat(16_384) } })),
          'an update that says nothing': await outcome(documents('d').update({})),
          'a TTL of more than a year': await outcome(documents.create({ ttl: 31_536_001 })),
          'a key with a slash, made and read': `${slashed}, ${await outcome(
            syncMaps(sid).syncMapItems('a%2Fb').fetch(),
          )}`,
        };
      }),
  },
  {
    title: 'when an object expires',
    basis: 'assumed',
    settles: ['An update with `Ttl=0`', 'Expired objects are'],
    emulated: {
      'an update without TTL': 'leaves the expiry',
      'an update with TTL 0': 'takes it away',
      'an item’s CollectionTtl': 'sets that of its map',
      'two seconds after the expiry': 'still read, name still taken',
      'within five minutes': 'gone, name free',
    },
    observe: (target, note) =>
      inService(target, async ({ documents, syncMaps }) => {
        const made = await documents.create({ uniqueName: 'd', ttl: 1000 });
        const plain = await documents('d').update({ data: { a: 1 } });
        const cleared = await documents('d').update({ ttl: 0 });
        await syncMaps.create({ uniqueName: 'm' });
        await syncMaps('m').syncMapItems.create({ key: 'k', data: {}, collectionTtl: 1000 });
        const map = await syncMaps('m').fetch();

        await documents.create({ uniqueName: 'short', ttl: TTL_SECONDS });
        await target.pass(TTL_SECONDS + 2);
        const read = await outcome(documents('short').fetch());
        const name = await outcome(documents.create({ uniqueName: 'short', ttl: 1000 }));
        let asked = 0;
        const gone =
          read === 'accepted' &&
          (await until(
            target,
            COLLECTED_WITHIN_SECONDS,
            async () => {
              asked += 1;
              return (await outcome(documents('short').fetch())) === 'accepted' ? undefined : true;
            },
            POLL_SECONDS,
          ));
        note(`collected about ${2 + asked * POLL_SECONDS} s after the expiry`);
        const isFree =
          name === 'accepted' || (await outcome(documents.create({ uniqueName: 'short' }))) === 'accepted';
        return {
          'an update without TTL':
            plain.dateExpires?.getTime() === made.dateExpires?.getTime() ? 'leaves the expiry' : 'moves it',
          'an update with TTL 0': cleared.dateExpires ? 'leaves the expiry' : 'takes it away',
          'an item’s CollectionTtl': map.dateExpires ? 'sets that of its map' : 'does nothing',
          'two seconds after the expiry': `${read === 'accepted' ? 'still read' : read}, name ${
            name === 'accepted' ? 'free' : 'still taken'
          }`,
          'within five minutes': `${gone || read !== 'accepted' ? 'gone' : 'still there'}, name ${isFree ? 'free' : 'taken'}`,
        };
      }),
  },
  {
    title: 'order of items',
    basis: 'documented',
    emulated: {
      'a map by key': 'a b c d',
      'from b on, exclusive': 'c d',
      'from b on, downwards': 'b a',
      'a list after a deletion': '0 2 3',
    },
    observe: (target) =>
      inService(target, async ({ syncMaps, syncLists }) => {
        await syncMaps.create({ uniqueName: 'm' });
        await syncLists.create({ uniqueName: 'l' });
        const { syncMapItems } = syncMaps('m');
        const { syncListItems } = syncLists('l');
        for (const key of ['b', 'd', 'a', 'c']) await syncMapItems.create({ key, data: {} });
        for (let n = 0; n < 3; n += 1) await syncListItems.create({ data: { n } });
        await syncListItems(1).remove();
        await syncListItems.create({ data: { n: 3 } });
        const keys = async (options: Parameters<typeof syncMapItems.list>[0]): Promise<string> =>
          (await syncMapItems.list(options)).map(({ key }) => key).join(' ');
        const numbers = (await syncListItems.list()).map(({ data }) => (data as { n: number }).n);
        return {
          'a map by key': await keys({ pageSize: 3 }),
          'from b on, exclusive': await keys({ from: 'b', bounds: 'exclusive' }),
          'from b on, downwards': await keys({ from: 'b', order: 'desc' }),
          'a list after a deletion': numbers.join(' '),
        };
      }),
  },
];

function count(all: readonly string[], one: string): number {
  return all.filter((other) => other === one).length;
}
