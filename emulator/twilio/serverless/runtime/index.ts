import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Activity } from '../../../core/activity';
import type { Clock } from '../../../core/clock';
import type { Ids } from '../../../core/ids';
import type { FunctionLog, FunctionsRuntime } from '../../../core/ports';
import { Domain } from './domain';
import { installHandlerGlobals } from './handler-globals';
import { installHost } from './host';
import { captureConsole } from './output';
import { openSite } from './site';

export interface RunningFunctions extends FunctionsRuntime {
  /** Where `https://<domain>` is really served, once something was deployed there. */
  resolve(origin: string): string | undefined;
  /** Every domain to which something was deployed. */
  domains(): string[];
  /** What Functions at a domain printed before, in place of what they printed here. */
  recall(domainName: string, logs: readonly FunctionLog[]): void;
  /** Milliseconds by which the clock of the Functions at a domain is ahead of the emulator's; below 0 it is behind. */
  readonly clockSkewMs: Map<string, number>;
  close(): Promise<void>;
}

/**
 * Runs deployed Functions in this process by the real runtime handler, behind the gates that the cloud has. Their time
 * is the emulator's. Files are written under `folder`, which should lie inside the project, so that `twilio` is found.
 */
export function createFunctionsRuntime(options: {
  readonly activity: Activity;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly accountSid: string;
  readonly authToken: string;
  readonly folder: string;
}): RunningFunctions {
  const domains = new Map<string, Domain>();
  const clockSkewMs = new Map<string, number>();
  const uninstallHost = installHost(options);
  const releaseConsole = captureConsole();
  const uninstallGlobals = installHandlerGlobals();
  mkdirSync(options.folder, { recursive: true });
  const own = mkdtempSync(path.join(path.resolve(options.folder), 'run-'));
  let builds = 0;

  return {
    clockSkewMs,
    async deploy(build) {
      // Every deployment has files of its own, so that no module of an earlier one is met again.
      const site = openSite(build, path.join(own, `${++builds}-${build.domainName}`), options);
      let domain = domains.get(build.domainName);
      if (!domain) {
        domain = new Domain({
          ...options,
          domainName: build.domainName,
          clockSkewMs: () => clockSkewMs.get(build.domainName) ?? 0,
        });
        domains.set(build.domainName, domain);
        await domain.listen();
      }
      domain.show(site);
    },
    async undeploy(domainName) {
      domains.get(domainName)?.show(undefined);
    },
    domains: () => [...domains.keys()],
    recall: (domainName, logs) => domains.get(domainName)?.recall(logs),
    logs: (domainName) => domains.get(domainName)?.logs() ?? [],
    resolve: (origin) => domains.get(origin.replace(/^https:\/\//, ''))?.url,
    async close() {
      await Promise.all([...domains.values()].map((domain) => domain.close()));
      uninstallHost();
      releaseConsole();
      uninstallGlobals();
      rmSync(own, { recursive: true, force: true });
      for (const file of Object.keys(require.cache)) if (file.startsWith(own)) delete require.cache[file];
    },
  };
}
