import type { DirectoryContent, TwilioServerlessApiClient } from '@twilio-labs/serverless-api';
import type { Report } from '../../provider-kit/definition';
import { basicAuth } from '../client';
import type { TwilioCredentials } from '../client';
import { toolkit } from './toolkit';

interface Wanted {
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly folder: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly runtime: string;
  readonly timeoutSeconds: number;
}

const POLL_MS = 500;
const REPORT_SECONDS = 5;
/** Tries of one upload while Twilio answers 429. */
const MOST_UPLOADS = 6;
/** The toolkit tries again after a 429 alone; a read has no effect that could happen twice. */
const READS_AGAIN = {
  limit: 5,
  methods: ['GET' as const],
  statusCodes: [429, 500, 502, 503, 504],
  errorCodes: ['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN'],
};

/**
 * Uploads a folder, builds it and puts the build in service, by the steps of Twilio's toolkit. Its own
 * `deployLocalProject` is not used: a failed build rejects there with the bare word `failed`, an error while it polls
 * ends the process, and after its time-out it polls on for ever.
 */
export async function deploy(
  credentials: TwilioCredentials,
  wanted: Wanted,
  report: Report = () => undefined,
): Promise<{ buildSid: string }> {
  const { api, fsHelpers } = await toolkit();
  const { client, lastError, throttles } = await connect(credentials);
  const { serviceSid, environmentSid } = wanted;
  const config = basicAuth(credentials);
  try {
    const { functions, assets }: DirectoryContent = await fsHelpers.getListOfFunctionsAndAssets(
      wanted.folder,
      {
        functionsFolderNames: ['functions'],
        assetsFolderNames: ['assets'],
      },
    );
    report(`uploading ${functions.length} functions and ${assets.length} assets`);
    const functionResources = await api.getOrCreateFunctionResources(functions, serviceSid, client);
    const functionVersions = await Promise.all(
      functionResources.map((file) =>
        unlessThrottled(throttles, () => api.uploadFunction(file, serviceSid, client, config)),
      ),
    );
    const assetResources = await api.getOrCreateAssetResources(assets, serviceSid, client);
    const assetVersions = await Promise.all(
      assetResources.map((file) =>
        unlessThrottled(throttles, () => api.uploadAsset(file, serviceSid, client, config)),
      ),
    );
    const dependencies = Object.entries(wanted.dependencies).map(([name, version]) => ({ name, version }));
    const build = await api.triggerBuild(
      { functionVersions, assetVersions, dependencies, runtime: wanted.runtime },
      serviceSid,
      client,
    );
    await waitForBuild(() => api.getBuildStatus(build.sid, serviceSid, client), build.sid, wanted, report);
    report('putting the build in service');
    await api.activateBuild(build.sid, environmentSid, serviceSid, client);
    return { buildSid: build.sid };
  } catch (error) {
    const cause = lastError() ?? (error instanceof Error ? error.message : String(error));
    throw new Error(`deploying ${wanted.folder} to ${serviceSid} failed: ${cause}`, { cause: error });
  }
}

/** The toolkit tries everything again after a 429 but uploads, whose body has gone by then. */
async function unlessThrottled<T>(throttles: () => number, upload: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const before = throttles();
    try {
      return await upload();
    } catch (error) {
      if (throttles() === before || attempt === MOST_UPLOADS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** attempt));
    }
  }
}

async function waitForBuild(
  status: () => Promise<string>,
  buildSid: string,
  wanted: Wanted,
  report: Report,
): Promise<void> {
  const startedAt = performance.now();
  for (let reports = 0; ;) {
    const current = await status();
    const seconds = (performance.now() - startedAt) / 1000;
    if (seconds >= reports * REPORT_SECONDS) {
      report(`the build is ${current}, ${Math.round(seconds)} s`);
      reports += 1;
    }
    if (current === 'completed') return;
    if (current === 'failed') {
      throw new Error(
        `build ${buildSid} failed at Twilio; a package of dependencies that can't be installed is the usual cause: ${JSON.stringify(wanted.dependencies)}`,
      );
    }
    if (seconds > wanted.timeoutSeconds) {
      throw new Error(`build ${buildSid} is still '${current}' after ${wanted.timeoutSeconds} s`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/**
 * The toolkit's client, led to a local platform where there is one. It hides what Twilio said behind messages of its own
 * ("Failed to upload Function x"), so the last error is kept aside.
 */
async function connect(credentials: TwilioCredentials): Promise<{
  client: TwilioServerlessApiClient;
  lastError: () => string | undefined;
  /** How many answers were a 429. */
  throttles: () => number;
}> {
  const { TwilioServerlessApiClient: Client } = await toolkit();
  const { username, password } = basicAuth(credentials);
  const client = new Client({ username, password });
  let last: string | undefined;
  let throttled = 0;
  const redirected = client.getClient().extend({
    timeout: { request: 60_000 },
    hooks: {
      init: [
        (options) => {
          if (options.method?.toUpperCase() === 'GET') options.retry = READS_AGAIN;
        },
      ],
      beforeRequest: [
        (options) => {
          const url = new URL(String(options.url));
          // A second try of a request comes with the address that the first one was given here.
          if (!credentials.apiUrl || url.origin === new URL(credentials.apiUrl).origin) return;
          options.headers.authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
          options.url = new URL(`${credentials.apiUrl}/${url.hostname}${url.pathname}${url.search}`);
        },
      ],
      afterResponse: [
        (response) => {
          if (response.statusCode === 429) throttled += 1;
          return response;
        },
      ],
      beforeError: [
        (error) => {
          const body = error.response?.body as { message?: string; code?: number } | string | undefined;
          const said = typeof body === 'string' ? body : body?.message;
          // The toolkit writes account and token into the address.
          const { hostname, pathname } = new URL(String(error.options.url));
          last = `${error.options.method} ${hostname}${pathname}: ${error.response?.statusCode ?? error.message} ${said ?? ''}`;
          return error;
        },
      ],
    },
  });
  // Requests go through a private field; the library has no option for the address.
  (client as unknown as { client: typeof redirected }).client = redirected;
  return { client, lastError: () => last, throttles: () => throttled };
}
