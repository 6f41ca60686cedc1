import type { DeployedFile } from '../../emulator/core/ports';
import { toolkit } from '../../infra/twilio/serverless/toolkit';

/** A built service as the platform has it once it is deployed: by the same reader, so with the same names and visibilities. */
export async function builtFiles(folder: string): Promise<DeployedFile[]> {
  const { fsHelpers } = await toolkit();
  const { functions, assets } = await fsHelpers.getListOfFunctionsAndAssets(folder, {
    functionsFolderNames: ['functions'],
    assetsFolderNames: ['assets'],
  });
  const files = (kind: DeployedFile['kind'], found: typeof functions): DeployedFile[] =>
    found.map(({ path, access, content }) => ({
      ...{ kind, path, visibility: access, content: Buffer.from(content) },
      contentType: 'application/octet-stream',
    }));
  return [...files('function', functions), ...files('asset', assets)];
}
