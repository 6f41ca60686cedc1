import program from './index';
import { applyInProcess as apply } from './provider-kit/in-process';
import type { Applied, MadeObject } from './provider-kit/in-process';
import { twilioProvider } from './twilio/provider';
import { vapiProvider } from './vapi/provider';

/** The stack's outputs, as `index.ts` returns them. */
export interface EnvironmentOutputs {
  readonly phoneNumber: string;
  readonly controlUrl: string;
  readonly eventsUrl: string;
  /** The agent's page. */
  readonly consoleUrl: string;
  /** Where that page gets its access tokens. */
  readonly consoleTokenUrl: string;
  /** What is registered for that page at an OpenID provider. */
  readonly oidcRedirectUrl: string;
  readonly sweepUrl: string;
  readonly sweepSecret: string;
  readonly workspaceSid: string;
  readonly workflowSid: string;
  readonly queueSids: Readonly<Record<string, string>>;
  readonly syncServiceSid: string;
  readonly assistantId: string;
  readonly vapiPhoneNumberId: string;
}

export interface ApplyOptions {
  /** Default `local`. */
  readonly stack?: string;
  /** Stack configuration, as in `Pulumi.yaml`; `apiUrl` is the local platform. */
  readonly config: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly onProgress?: (made: MadeObject) => void;
}

/** Makes the environment of `index.ts` from within this process, on a local platform. @throws ConfigError */
export async function applyInProcess(
  options: ApplyOptions,
): Promise<{ outputs: EnvironmentOutputs; made: Applied['made'] }> {
  const { outputs, made } = await apply({
    program,
    project: 'handoff',
    stack: options.stack ?? 'local',
    config: options.config,
    secrets: options.secrets,
    providers: [twilioProvider, vapiProvider],
    onProgress: options.onProgress,
  });
  return { outputs: outputs as unknown as EnvironmentOutputs, made };
}
