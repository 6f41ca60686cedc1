import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ProviderHandler } from '../infra/provider-kit/provider-handler';
import type { TakenOverWorkspace } from '../infra/taken-over';
import { connectToTwilio } from '../infra/twilio/client';
import type { TwilioCredentials } from '../infra/twilio/client';
import { twilioProvider } from '../infra/twilio/provider';
import { draftRules } from './import/draft';
import { lookAt } from './import/look';
import type { FoundObject, FoundWorkspace } from './import/look';

const USAGE = `Takes over a TaskRouter workspace that was built by hand. Nothing in the account is changed.

  npm run import -- --workspace WS... [--out takeover]

  --workspace WS...   the workspace
  --out FOLDER        where the files go; default takeover
  --api-url URL       a local platform instead of Twilio

Credentials come from TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET.
`;

interface Written {
  readonly found: FoundWorkspace;
  /** Paths of the files. */
  readonly importFile: string;
  readonly workspaceFile: string;
  readonly rulesFile: string;
}

/** Looks at a workspace and writes the import file, the description for the program, and a draft of the rules. */
export async function takeOver(
  workspaceSid: string,
  out: string,
  credentials: TwilioCredentials,
): Promise<Written> {
  const handler = new ProviderHandler(twilioProvider) as ProviderHandler<unknown>;
  handler.configure({ ...credentials });
  await handler.verify();
  const found = await lookAt(workspaceSid, connectToTwilio(credentials).rest, handler);
  const objects = [
    found.workspace,
    ...found.activities,
    ...found.channels,
    ...found.queues,
    ...found.workflows,
  ];
  mkdirSync(out, { recursive: true });
  const write = (name: string, content: string): string => {
    const file = path.join(out, name);
    writeFileSync(file, content);
    return file;
  };
  const description: TakenOverWorkspace = {
    resources: objects.map(
      ({ type, name, inputs }) => ({ type, name, inputs }) as TakenOverWorkspace['resources'][number],
    ),
  };
  return {
    found,
    importFile: write('import.json', json(importFile(objects))),
    workspaceFile: write('workspace.json', json(description)),
    rulesFile: write('rules.yaml', draftRules(found)),
  };
}

/** Source: https://www.pulumi.com/docs/iac/adopting-pulumi/import/#bulk-import-operations */
function importFile(objects: readonly FoundObject[]): unknown {
  return {
    resources: [
      { type: 'handoff:index:ContactCenter', name: 'center', component: true },
      ...objects.map(({ type, name, id }) => ({
        type,
        // Unique in this file; the program knows the resource by its logical name.
        name: `${type.split(':')[2]?.toLowerCase()}-${name}`,
        logicalName: name,
        id,
        parent: 'center',
      })),
    ],
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function credentialsFrom(env: NodeJS.ProcessEnv, apiUrl: string | undefined): TwilioCredentials {
  const { TWILIO_ACCOUNT_SID: accountSid } = env;
  const credentials = {
    accountSid: accountSid ?? '',
    authToken: env.TWILIO_AUTH_TOKEN || undefined,
    apiKey: env.TWILIO_API_KEY || undefined,
    apiSecret: env.TWILIO_API_SECRET || undefined,
    apiUrl,
  };
  const known = Object.fromEntries(Object.entries(credentials).filter(([, value]) => value));
  const checked = twilioProvider.config.safeParse(known);
  if (checked.success) return checked.data;
  throw new Error(
    `credentials from the environment: ${checked.error.issues.map(({ path: at, message }) => `${at.join('.')} ${message}`).join('; ')}\n\n${USAGE}`,
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      workspace: { type: 'string' },
      out: { type: 'string', default: 'takeover' },
      'api-url': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(USAGE);
  if (!/^WS[0-9a-fA-F]{32}$/.test(values.workspace ?? '')) {
    throw new Error(`--workspace: got '${values.workspace ?? ''}'; wants WS and 32 hex digits\n\n${USAGE}`);
  }
  const written = await takeOver(
    values.workspace ?? '',
    values.out,
    credentialsFrom(process.env, values['api-url']),
  );
  const { found } = written;
  console.log(`${String(found.workspace.inputs.friendlyName)}: ${found.queues.length} queues, ${found.workflows.length} workflows,
${found.activities.length} activities and ${found.channels.length} channels of its own; its ${found.workers} workers are left alone.

Now:
  npx pulumi import --file ${written.importFile} --protect=false --generate-code=false
  npx pulumi config set workspace ${written.workspaceFile}
  npx pulumi preview --expect-no-changes

and when you are ready (docs/taking-over.md): ${written.rulesFile}`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
