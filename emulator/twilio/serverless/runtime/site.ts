import { LocalDevelopmentServer } from '@twilio/runtime-handler/dev';
import type { RequestHandler } from 'express';
import type { DeployedBuild, DeployedFile } from '../../../core/ports';
import { writeBuild } from './build-folder';
import { startedWithGlobals, type HandlerGlobals } from './handler-globals';

/** One build with its variables, ready to be called. */
export interface Site {
  readonly app: RequestHandler;
  readonly globals: HandlerGlobals;
  visibility(path: string): DeployedFile['visibility'] | undefined;
  isFunction(path: string): boolean;
}

/** Writes a build into `folder` and loads it into the real runtime handler. */
export function openSite(
  build: DeployedBuild,
  folder: string,
  account: { readonly accountSid: string; readonly authToken: string },
): Site {
  const routes = writeBuild(folder, build.files);
  const config = {
    baseDir: folder,
    env: {
      ...build.variables,
      ...(build.includeCredentials ? { ACCOUNT_SID: account.accountSid, AUTH_TOKEN: account.authToken } : {}),
      SERVICE_SID: build.serviceSid,
      ENVIRONMENT_SID: build.environmentSid,
    },
    url: `https://${build.domainName}`,
    port: 0,
    appName: 'voice-handoff',
    routes,
    forkProcess: false,
    live: false,
    logs: false,
    detailedLogs: false,
    legacyMode: false,
    enableDebugLogs: false,
  };
  const { handler, globals } = startedWithGlobals(() => new LocalDevelopmentServer(0, config), routes);
  const functions = new Set(routes.functions.map(({ path }) => path));
  const visibilities = new Map(
    [...routes.functions, ...routes.assets].map(({ path, access }) => [path, access] as const),
  );
  return {
    app: handler.getApp() as unknown as RequestHandler,
    globals,
    visibility: (path) =>
      visibilities.get(path) ?? (path === '/' ? visibilities.get('/assets/index.html') : undefined),
    isFunction: (path) => functions.has(path),
  };
}
