import { createTaskRouter } from '../../emulator/twilio/taskrouter';
import { createSync } from '../../emulator/twilio/sync';
import { signConsoleToken } from '../../functions/adapters/console-tokens';
import { handler as giveBack } from '../../functions/routes/console/give-back';
import { handler as hangUp } from '../../functions/routes/console/hang-up';
import { handler as hold } from '../../functions/routes/console/hold';
import { handler as leave } from '../../functions/routes/console/leave';
import { handler as note } from '../../functions/routes/console/note';
import { handler as signIn } from '../../functions/routes/console/sign-in';
import { emulated, type Emulated } from './emulated';
import {
  CONSOLE_VARIABLES,
  openContainer,
  OWN_PAGE,
  TOKEN_SECRET,
  type PlatformResponse,
} from './function-container';
import { noTelephone } from './no-telephone';

export const sid = (prefix: string, digit: string): string => prefix + digit.repeat(32);
/** A call for Ana. */
export const CALL = {
  callSid: sid('CA', '1'),
  task: sid('WT', '1'),
  reservation: sid('WR', '1'),
  agentCall: sid('CA', '2'),
} as const;
export const MINUTE_MS = 60_000;
/** What an agent may do with a call. */
export const ACTS = [hold, giveBack, hangUp, note, leave];

const KEY = { sid: sid('SK', '9'), secret: 'key-secret-0123456789' };

interface Fields {
  readonly headers?: object;
  readonly cookie?: string;
  readonly [name: string]: unknown;
}

/** The service of the agents' page in one container. */
export interface ConsoleContainer {
  /** Ana answers a phone, Ben in the browser. */
  readonly ana: string;
  readonly ben: string;
  readonly platform: Emulated;
  readonly variables: Readonly<Record<string, string>>;
  /** The container's clock. */
  nowMs: number;
  ask(handler: typeof signIn, fields?: Fields, changed?: Record<string, string>): Promise<PlatformResponse>;
  inviteFor(worker: string, lifeMs?: number): string;
  /** Of a session that begins now. */
  cookieOf(worker: string): Promise<string>;
  /** The console's Sync service. */
  sync(): ReturnType<Emulated['client']['sync']['v1']['services']>;
}

/** For the tests of one file. */
export function consoleContainer(): ConsoleContainer {
  let [ana, ben] = ['', ''];
  let platform: Emulated;
  let variables: Record<string, string>;
  let nowMs = Date.UTC(2026, 0, 5, 9);
  let ids = 0;
  let closeContainer: () => void;

  beforeAll(async () => {
    platform = await emulated((ctx) => [
      createSync(ctx).product,
      createTaskRouter(ctx, noTelephone()).product,
    ]);
    const { workspaces } = platform.client.taskrouter.v1;
    const workspaceSid = (await workspaces.create({ friendlyName: 'console' })).sid;
    const worker = async (friendlyName: string, contact: string): Promise<string> =>
      (
        await workspaces(workspaceSid).workers.create({
          friendlyName,
          attributes: JSON.stringify({ contact_uri: contact }),
        })
      ).sid;
    [ana, ben] = [await worker('Ana', '+15550100201'), await worker('Ben', 'client:ben')];
    const service = await platform.client.sync.v1.services.create({ friendlyName: 'console' });
    await platform.client.sync.v1.services(service.sid).syncMaps.create({ uniqueName: 'handoffs-00' });
    await platform.client.sync.v1.services(service.sid).syncLists.create({ uniqueName: 'outcomes' });
    variables = {
      ...CONSOLE_VARIABLES,
      ACCOUNT_SID: platform.ctx.account.sid,
      AUTH_TOKEN: platform.ctx.account.authToken,
      WORKSPACE_SID: workspaceSid,
      SYNC_SERVICE_SID: service.sid,
      API_KEY_SID: KEY.sid,
      API_KEY_SECRET: KEY.secret,
      TWILIO_BASE_URL: platform.url,
    };
    platform.ctx.account.apiKeys.set(KEY.sid, KEY.secret);
    closeContainer = openContainer({ now: () => nowMs });
  });
  afterAll(async () => {
    closeContainer();
    await platform.close();
  });
  /** Every test has a minute of its own, as the limits count by the minute. */
  beforeEach(() => (nowMs += 2 * MINUTE_MS));

  async function ask(
    handler: typeof signIn,
    { headers = OWN_PAGE, cookie, ...fields }: Fields = {},
    changed: Record<string, string> = {},
  ): Promise<PlatformResponse> {
    const cookies = cookie === undefined ? {} : { '__Host-agent': cookie };
    return new Promise((resolve, reject) => {
      handler({ ...variables, ...changed }, { request: { headers, cookies }, ...fields }, (_none, response) =>
        resolve(response as unknown as PlatformResponse),
      ).catch(reject);
    });
  }

  const inviteFor = (worker: string, lifeMs = MINUTE_MS): string =>
    signConsoleToken(
      'invite',
      { worker, id: String(++ids).padStart(32, '0'), expiresAtMs: nowMs + lifeMs },
      TOKEN_SECRET,
    );

  return {
    get ana() {
      return ana;
    },
    get ben() {
      return ben;
    },
    get platform() {
      return platform;
    },
    get variables() {
      return variables;
    },
    get nowMs() {
      return nowMs;
    },
    set nowMs(moment) {
      nowMs = moment;
    },
    ask,
    inviteFor,
    async cookieOf(worker) {
      const { status, headers } = await ask(signIn, { invite: inviteFor(worker) });
      expect(status).toBe(200);
      return /__Host-agent=([^;]+)/.exec(headers['Set-Cookie'] ?? '')?.[1] ?? '';
    },
    sync: () => platform.client.sync.v1.services(variables['SYNC_SERVICE_SID'] ?? ''),
  };
}

/** Status and error of an answer. */
export const says = ({ status, body }: PlatformResponse) => [status, body['error']];
