import { z } from 'zod';
import { deploy } from './deployments';
import type { FileResource, FileVersion, Resource, ServerlessService, ServerlessState } from './state';

const resource = { sid: z.string(), serial: z.int(), createdMs: z.number(), updatedMs: z.number() };
const Version = z.strictObject({
  ...resource,
  ownerSid: z.string(),
  kind: z.enum(['function', 'asset']),
  path: z.string(),
  visibility: z.enum(['public', 'protected', 'private']),
  contentType: z.string(),
  /** Base64. */
  content: z.string(),
});
const File = z.strictObject({ ...resource, friendlyName: z.string(), versions: z.array(Version) });

/** Services with their files, builds, variables and deployments. Not carried: what the Functions have printed. */
export const ServerlessSnapshot = z.strictObject({
  serials: z.int().min(0),
  services: z.array(
    z.strictObject({
      ...resource,
      uniqueName: z.string(),
      domainBase: z.string(),
      friendlyName: z.string(),
      includeCredentials: z.boolean(),
      uiEditable: z.boolean(),
      functions: z.array(File),
      assets: z.array(File),
      builds: z.array(
        z.strictObject({
          ...resource,
          functionVersions: z.array(z.string()),
          assetVersions: z.array(z.string()),
          dependencies: z.array(z.strictObject({ name: z.string(), version: z.string() })),
          runtime: z.string(),
          isGood: z.boolean(),
        }),
      ),
      environments: z.array(
        z.strictObject({
          ...resource,
          uniqueName: z.string(),
          domainSuffix: z.string().nullable(),
          domainName: z.string(),
          buildSid: z.string().nullable(),
          variables: z.array(z.strictObject({ ...resource, key: z.string(), value: z.string() })),
          deployments: z.array(z.strictObject({ ...resource, buildSid: z.string().nullable() })),
        }),
      ),
    }),
  ),
});

type Snapshot = z.output<typeof ServerlessSnapshot>;
type SavedService = Snapshot['services'][number];

const bySid = <T extends Resource>(all: readonly T[]): Map<string, T> =>
  new Map(all.map((one) => [one.sid, one]));
const sids = (all: readonly Resource[]): string[] => all.map(({ sid }) => sid);

function savedFile({ versions, ...file }: FileResource): z.output<typeof File> {
  return {
    ...file,
    versions: [...versions.values()].map((version) => ({
      ...version,
      content: version.content.toString('base64'),
    })),
  };
}

export function saveServerless(state: ServerlessState): Snapshot {
  return {
    serials: state.serials,
    services: [...state.services.values()].map((service) => ({
      ...service,
      functions: [...service.functions.values()].map(savedFile),
      assets: [...service.assets.values()].map(savedFile),
      builds: [...service.builds.values()].map((build) => ({
        ...build,
        dependencies: [...build.dependencies],
        functionVersions: sids(build.functionVersions),
        assetVersions: sids(build.assetVersions),
      })),
      environments: [...service.environments.values()].map((environment) => ({
        ...environment,
        variables: [...environment.variables.values()],
        deployments: [...environment.deployments.values()],
      })),
    })),
  };
}

/** Resolves when what is deployed is served again. */
export async function loadServerless(state: ServerlessState, { serials, services }: Snapshot): Promise<void> {
  for (const { environments } of state.services.values())
    for (const { domainName } of environments.values()) await state.runtime.undeploy(domainName);
  state.services.clear();
  state.serials = serials;
  for (const saved of services) {
    const service = restored(saved);
    state.services.set(service.sid, service);
    for (const environment of service.environments.values()) await deploy(state, service, environment);
  }
}

function restored({ functions, assets, builds, environments, ...service }: SavedService): ServerlessService {
  const file = ({ versions, ...rest }: z.output<typeof File>): FileResource => ({
    ...rest,
    versions: bySid(
      versions.map(({ content, ...version }): FileVersion => ({
        ...version,
        content: Buffer.from(content, 'base64'),
      })),
    ),
  });
  const [functionFiles, assetFiles] = [functions.map(file), assets.map(file)];
  const versions = new Map([...functionFiles, ...assetFiles].flatMap((one) => [...one.versions]));
  const found = (wanted: readonly string[]): FileVersion[] =>
    wanted.flatMap((sid) => versions.get(sid) ?? []);
  return {
    ...service,
    functions: bySid(functionFiles),
    assets: bySid(assetFiles),
    builds: bySid(
      builds.map((build) => ({
        ...build,
        functionVersions: found(build.functionVersions),
        assetVersions: found(build.assetVersions),
      })),
    ),
    environments: bySid(
      environments.map((environment) => ({
        ...environment,
        variables: bySid(environment.variables),
        deployments: bySid(environment.deployments),
      })),
    ),
  };
}
