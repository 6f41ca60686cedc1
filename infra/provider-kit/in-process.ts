import * as pulumi from '@pulumi/pulumi';
import type { CheckFailure } from './check';
import type { ProviderDefinition } from './definition';
import { ProviderHandler } from './provider-handler';
import { unwrapSecrets } from './wire-values';

export interface InProcessOptions {
  /** A Pulumi program as a function; what it returns are the stack's outputs. */
  readonly program: () => Promise<Record<string, unknown>>;
  readonly project: string;
  readonly stack: string;
  /** Configuration without the project's prefix. */
  readonly config: Readonly<Record<string, string>>;
  /** Configuration that is secret. */
  readonly secrets: Readonly<Record<string, string>>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- packages of any client and configuration
  readonly providers: readonly ProviderDefinition<any, any>[];
  /** Called when an object has been made. */
  readonly onProgress?: (made: MadeObject) => void;
}

export interface MadeObject {
  /** E.g. `twilio:taskrouter:TaskQueue`. */
  readonly type: string;
  /** The program's name for it. */
  readonly name: string;
  /** What the provider's id would be. */
  readonly id: string;
}

export interface Applied {
  /** What the program returned, every output resolved and every secret laid open. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly made: readonly MadeObject[];
}

let running: Promise<unknown> = Promise.resolve();

/**
 * Runs a Pulumi program in this process and makes what it describes, without engine or state: by the same checks and
 * creates as a provider process. Objects that are there already are taken and brought in line. One run at a time; a
 * second one waits, because the SDK keeps its settings for the whole process.
 * @throws Error of the first object that could not be made; nothing is made after it.
 */
export function applyInProcess(options: InProcessOptions): Promise<Applied> {
  const turn = running.then(() => apply(options));
  running = turn.catch(() => undefined);
  return turn;
}

async function apply(options: InProcessOptions): Promise<Applied> {
  const { program, project, stack, config, secrets } = options;
  const run = new Run(options);
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => run.register(args),
      call: ({ token }) => {
        throw new Error(`functions of providers can't be called in process: ${token}`);
      },
    },
    project,
    stack,
    false,
  );
  const prefixed = Object.entries({ ...config, ...secrets }).map(([key, value]) => [
    `${project}:${key}`,
    value,
  ]);
  pulumi.runtime.setAllConfig(
    Object.fromEntries(prefixed) as Record<string, string>,
    Object.keys(secrets).map((key) => `${project}:${key}`),
  );
  const described = pulumi.runtime.runInPulumiStack(() => run.describe(program)) as Promise<unknown>;
  // An object that could not be made leaves outputs that never resolve: the failure decides, whichever comes first.
  try {
    const outputs = await Promise.race([described, run.failure]);
    await Promise.race([run.settled(), run.failure]);
    return { outputs: (outputs ?? {}) as Record<string, unknown>, made: run.made };
  } finally {
    // What was under way when another object failed is done before anybody tries again.
    await run.settled();
  }
}

type Registration = pulumi.runtime.MockResourceArgs;
type Registered = { id: string | undefined; state: Record<string, unknown> };

/** One run of a program: which provider makes what, what was made, and what went wrong first. */
class Run {
  readonly made: MadeObject[] = [];
  readonly failure: Promise<never>;
  private fail: (error: Error) => void = () => undefined;
  private failed: Error | undefined;
  private readonly open = new Set<Promise<unknown>>();
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as in the options
  private readonly handlers = new Map<string, ProviderHandler<any>>();

  constructor(private readonly options: InProcessOptions) {
    this.failure = new Promise((_, reject) => {
      this.fail = reject;
    });
    this.failure.catch(() => undefined);
  }

  /** The SDK would end the process on an error of the program. */
  async describe(program: InProcessOptions['program']): Promise<Record<string, unknown>> {
    try {
      return await program();
    } catch (error) {
      this.fail(error instanceof Error ? error : new Error(String(error)));
      return {};
    }
  }

  async register(args: Registration): Promise<Registered> {
    if (this.failed) return never();
    const work = this.make(args);
    this.open.add(work);
    try {
      return await work;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.failed ??= new Error(`${args.type} ${args.name}: ${reason}`, { cause: error });
      this.fail(this.failed);
      return never();
    } finally {
      this.open.delete(work);
    }
  }

  /** Everything registered so far is made; what a creation sets off is awaited too. */
  async settled(): Promise<void> {
    do {
      await Promise.allSettled(this.open);
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.open.size > 0);
  }

  private async make({ type, name, inputs, custom }: Registration): Promise<Registered> {
    if (custom === false || type === 'pulumi:pulumi:Stack') return { id: undefined, state: {} };
    const values = unwrapSecrets(inputs) as Record<string, unknown>;
    const [packageName = '', , providerName = ''] = type.split(':');
    if (packageName === 'pulumi') return this.configure(providerName, values);
    const handler = this.handlers.get(packageName);
    if (!handler) throw new Error(`no provider of the package '${packageName}' has been configured`);
    const checked = handler.check(type, inputs);
    refuse(checked.failures);
    const { id, state } = await handler.create(type, checked.inputs);
    const object = { type, name, id };
    this.made.push(object);
    this.options.onProgress?.(object);
    return { id, state };
  }

  private configure(providerName: string, values: Record<string, unknown>): Registered {
    const definition = this.options.providers.find(({ name }) => name === providerName);
    if (!definition) throw new Error(`there is no provider of the package '${providerName}'`);
    const handler = new ProviderHandler(definition);
    const checked = handler.checkConfig(values);
    refuse(checked.failures);
    handler.configure(checked.inputs);
    this.handlers.set(providerName, handler);
    return { id: providerName, state: {} };
  }
}

function refuse(failures: readonly CheckFailure[]): void {
  if (failures.length === 0) return;
  throw new Error(failures.map(({ property, reason }) => `${property} ${reason}`).join('; '));
}

/** What depends on an object that was not made is never made either. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}
