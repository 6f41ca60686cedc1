import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { Twilio } from 'twilio';
import { findBrowser, launch } from '../support/browser';
import { inRealTime, type RealTime } from '../support/real-time';
import type * as tours from '../support/sdk-tour';

const place = findBrowser();
if (!place) console.warn('skipped: no Chromium found for the SDKs in a browser (name it in CHROMIUM)');

/** An agent's page as somebody would write it, with both SDKs as they are. */
const PAGE_SCRIPT = `
  import { Worker } from 'twilio-taskrouter';
  import { SyncClient } from 'twilio-sync';
  import { tourSync, tourTasks } from '../support/sdk-tour';
  Object.assign(globalThis, { tourSync, tourTasks });
  globalThis.seen = [];
  globalThis.start = async (base, token) => {
    const sockets = base.replace('http:', 'ws:');
    const path = '/event-bridge.twilio.com/v1/wschannels';
    const worker = new Worker(token, { ebServer: base + path, wsServer: sockets + path, enableVersionCheck: true });
    worker.on('error', (error) => seen.push('error ' + error.message));
    worker.on('reservationCreated', (reservation) => {
      seen.push('reserved ' + reservation.task.attributes.reason);
      reservation.on('accepted', () => seen.push('accepted'));
      reservation.on('completed', () => seen.push('completed'));
      globalThis.reservation = reservation;
    });
    await new Promise((ready) => worker.on('ready', ready));
    globalThis.worker = worker;
    const sync = new SyncClient(token, {
      Twilsock: { uri: sockets + '/tsock.us1.twilio.com/v3/wsconnect' },
      cdsUri: base + '/cds.us1.twilio.com',
    });
    globalThis.context = await sync.document('context');
    context.on('updated', ({ data, isLocal }) => seen.push((isLocal ? 'own ' : 'remote ') + data.summary));
    globalThis.calls = await sync.map('calls');
    calls.on('itemAdded', ({ item }) => seen.push('call ' + item.key));
    return [worker.name, worker.activity.name, sync.connectionState];
  };
`;

(place ? describe : describe.skip)('the SDKs in a browser', () => {
  let real: RealTime;
  let browser: Browser;
  let page: Page;
  let site: http.Server;
  let home: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    const bundle = await build({
      stdin: { contents: PAGE_SCRIPT, resolveDir: __dirname },
      bundle: true,
      write: false,
      platform: 'browser',
      define: { global: 'globalThis' },
      logLevel: 'error',
    });
    const script = bundle.outputFiles[0]?.contents ?? '';
    site = http.createServer((request, response) => {
      if (request.url === '/page.js')
        return response.setHeader('content-type', 'text/javascript').end(script);
      response.setHeader('content-type', 'text/html');
      return response.end('<!doctype html><link rel="icon" href="data:,"><script src="/page.js"></script>');
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    [real, browser] = [await inRealTime(), await launch(place ?? '')];
    page = await browser.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    home = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
    await page.goto(home);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await real?.close();
    site?.close();
    expect(complaints).toEqual([]);
  });

  /** Until the page has seen this. */
  const seen = (what: string) =>
    page.waitForFunction(`seen.includes(${JSON.stringify(what)})`, undefined, { timeout: 10_000 });

  test('an agent signs in from another origin, takes a call and shares its context', async () => {
    const { workspaces } = real.client.taskrouter.v1;
    const { sid: workspaceSid } = await workspaces.create({ friendlyName: 'support', template: 'FIFO' });
    const workspace: ReturnType<Twilio['taskrouter']['v1']['workspaces']> = workspaces(workspaceSid);
    const activities = await workspace.activities.list();
    const sidOf = (name: string) => activities.find(({ friendlyName }) => friendlyName === name)?.sid ?? '';
    const agent = await workspace.workers.create({ friendlyName: 'ana', activitySid: sidOf('Offline') });
    const token = real.token(
      { worker: { workspaceSid, workerSid: agent.sid }, sync: 'default' },
      { identity: 'ana' },
    );

    const state = await page.evaluate(
      `start(${JSON.stringify(real.emulator.url)}, ${JSON.stringify(token)})`,
    );
    expect(state).toEqual(['ana', 'Offline', 'connected']);

    await page.evaluate(
      `worker.activities.get('${sidOf('Available')}').setAsCurrent().then(() => undefined)`,
    );
    const task = await workspace.tasks.create({ attributes: '{"reason":"billing"}', taskChannel: 'voice' });
    await seen('reserved billing');
    await page.evaluate('reservation.accept().then(() => undefined)');
    await seen('accepted');
    expect((await workspace.tasks(task.sid).fetch()).assignmentStatus).toBe('assigned');

    const sync = real.client.sync.v1.services('default');
    await sync.documents('context').update({ data: { summary: 'card lost' } });
    await sync.syncMaps('calls').syncMapItems.create({ key: 'CA1', data: {} });
    await seen('remote card lost');
    await seen('call CA1');
    await page.evaluate(`context.set({ summary: 'card blocked' }).then(() => undefined)`);
    await seen('own card blocked');
    expect(await sync.documents('context').fetch()).toMatchObject({
      data: { summary: 'card blocked' },
      createdBy: 'ana',
    });

    await page.evaluate(`reservation.task.complete('done').then(() => undefined)`);
    await seen('completed');
    expect((await workspace.tasks(task.sid).fetch()).assignmentStatus).toBe('completed');

    // The page is loaded anew: what it had opened comes out of the session's storage, then what it missed.
    await page.goto('about:blank');
    await sync.documents('context').update({ data: { summary: 'card sent' } });
    real.emulator.faults.add({ target: 'api', method: 'GET', pattern: '^cds.*/Documents', status: 500 });
    await page.goto(home);
    await page.evaluate(`start(${JSON.stringify(real.emulator.url)}, ${JSON.stringify(token)})`);
    await seen('remote card sent');
    await page.evaluate(`calls.getItems().then(({ items }) => seen.push('kept ' + items[0].key))`);
    await seen('kept CA1');
    const { cut } = (await (
      await fetch(`${real.emulator.url}/_emulator/sockets`, { method: 'DELETE' })
    ).json()) as { cut: number };
    expect(cut).toBe(2);
    await sync.documents('context').update({ data: { summary: 'card arrived' } });
    await seen('remote card arrived');
    real.emulator.faults.clear();
  }, 60_000);

  /** Runs one of the tours in the page. */
  const tour = (name: keyof typeof tours, ...given: readonly unknown[]) =>
    page.evaluate(`${name}(${[real.emulator.url, ...given].map((each) => JSON.stringify(each)).join()})`);

  test('every class of object of Sync is made, read, listed, changed, refused and removed', async () => {
    const { sid } = await real.client.sync.v1.services.create({ friendlyName: 'tour' });
    const tokens = ['ana', 'ben'].map((identity) => real.token({ sync: sid }, { identity }));
    const taken = '409 / 54301';
    const gone = '404 / 20404';
    expect(await tour('tourSync', tokens)).toEqual({
      'changed by both': 2,
      pages: [
        ['cb', 'a'],
        ['01', '2'],
      ],
      message: { n: 1 },
      'a taken name': [taken, taken, taken, taken],
      'too large': '413 / 54006',
      gone: [gone, gone, gone, gone],
    });
  }, 60_000);

  test('workers and tasks are listed, made, changed, in conflict and refused', async () => {
    const { workspaces } = real.client.taskrouter.v1;
    const { sid: workspaceSid } = await workspaces.create({ friendlyName: 'tour' });
    const workspace = workspaces(workspaceSid);
    const activities = await workspace.activities.list();
    const sidOf = (name: string) => activities.find(({ friendlyName }) => friendlyName === name)?.sid ?? '';
    const { sid: workerSid } = await workspace.workers.create({
      friendlyName: 'ana',
      activitySid: sidOf('Available'),
    });
    for (const friendlyName of ['ben', 'cleo']) await workspace.workers.create({ friendlyName });
    const { sid: queueSid } = await workspace.taskQueues.create({ friendlyName: 'all' });
    const configuration = JSON.stringify({ task_routing: { default_filter: { queue: queueSid } } });
    const { sid: workflowSid } = await workspace.workflows.create({ friendlyName: 'main', configuration });
    const token = real.token({ worker: { workspaceSid, workerSid } }, { identity: 'ana' });
    const seen = await tour('tourTasks', token, { workflowSid, queueSid, busySid: sidOf('Unavailable') });
    const written = { reason: 'back', note: 1 };
    expect(seen).toEqual({
      'workers in pages of two': 3,
      'an outdated version': expect.stringContaining('412'),
      'what was written': [{ a: 1 }, written],
      'accepted after the rejection': expect.stringMatching(/4\d\d/),
      activity: 'Unavailable',
      'an unknown task': expect.stringContaining('404'),
    });
    // Chromium tells of each refusal.
    const refused = complaints.splice(0).map((text) => /status of (\d+)/.exec(text)?.[1] ?? text);
    expect(refused).toEqual(['412', '400', '404']);
  }, 60_000);
});
