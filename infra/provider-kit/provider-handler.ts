import { ApiError } from './api-error';
import { checkProperties } from './check';
import type { Checked } from './check';
import type { AnyDefinition, Observed, ProviderDefinition, Report, Warn } from './definition';
import { differences } from './differences';
import type { Difference } from './differences';
import { sameStructure } from './meaning';
import { inIds, inNames } from './references';
import { isSecretAt } from './secrecy';
import type { Secrecy } from './secrecy';
import { hasUnknown, unwrapSecrets } from './wire-values';

type Values = Record<string, unknown>;

const silent: Warn = () => undefined;

/** A place where an input differs. `replace`: it can't change in place. */
export interface Change extends Difference {
  readonly property: string;
  readonly replace: boolean;
}

export interface ResourceState {
  readonly id: string;
  /** Inputs and outputs together, as the stack keeps them. */
  readonly state: Values;
}

/** What a provider does, whoever asks: the engine's process or a program that runs in this one. */
export class ProviderHandler<Client> {
  private readonly definitions: ReadonlyMap<string, AnyDefinition<Client>>;
  private client: Client | undefined;

  constructor(private readonly provider: ProviderDefinition<Client>) {
    this.definitions = new Map(provider.resources.map((definition) => [definition.type, definition]));
  }

  /** Of an environment's variables those count that the program leaves open. */
  checkConfig(config: Values, env: Readonly<Record<string, string | undefined>> = {}): Checked {
    const fromEnvironment = Object.entries(this.provider.environment).map(([property, variable]) => [
      property,
      env[variable ?? ''] || undefined,
    ]);
    const filled = { ...defined(Object.fromEntries(fromEnvironment) as Values), ...defined(config) };
    const { inputs, failures } = checkProperties(this.provider.config, filled, ([name]) =>
      this.provider.secrets.includes(String(name)),
    );
    return {
      inputs,
      failures: failures.map(({ property, reason }) => {
        const variable = filled[property] === undefined ? this.provider.environment[property] : undefined;
        return { property, reason: variable ? `${reason}; or ${variable} in the environment` : reason };
      }),
    };
  }

  configure(config: Values): void {
    this.client = this.provider.connect(this.provider.config.parse(config));
  }

  /** @throws Error when the platform does not take the credentials. */
  async verify(): Promise<void> {
    await this.provider.verify(this.connected);
  }

  /** What is secret may be marked; the checked inputs have no marks. */
  check(type: string, given: Values): Checked {
    const definition = this.definition(type);
    const checked = checkProperties(
      definition.inputs,
      unwrapSecrets(given) as Values,
      (path) => definition.secrets.includes(String(path[0])) || isSecretAt(given, path),
    );
    if (checked.failures.length > 0 || !definition.complete) return checked;
    return { ...checked, inputs: definition.complete(checked.inputs) as Values };
  }

  /** Which inputs differ in meaning. */
  diff(type: string, old: Values, wanted: Values): Change[] {
    return changes(this.definition(type), old, wanted);
  }

  /** The object's outputs before it is made: none of them is known. */
  outputNames(type: string): string[] {
    return Object.keys(this.definition(type).outputs.shape);
  }

  secrecyOf(type: string): Secrecy {
    const { secrets, guarded = [] } = this.definition(type);
    return { secrets, guarded };
  }

  /** @throws Error when a create could not succeed; what is not known yet is taken on trust. */
  async foresee(type: string, inputs: Values, warn: Warn = silent): Promise<void> {
    if (this.client === undefined || hasUnknown(inputs)) return;
    const definition = this.definition(type);
    await definition.foresee?.(this.client, inIds(inputs, definition.references ?? []), warn);
  }

  /** Its name is taken as long as it exists: a replacement can only be made after it is gone. */
  isNamed(type: string): boolean {
    return this.definition(type).find !== undefined;
  }

  /**
   * Makes the object. Where it has a natural key an object that is there already is taken and brought in line, so that a
   * create whose answer was lost does not make a second one.
   */
  async create(type: string, inputs: Values, report?: Report): Promise<ResourceState> {
    const definition = this.definition(type);
    const wanted = inIds(inputs, definition.references ?? []);
    const done = ({ id, outputs }: { id: string; outputs: Values }): ResourceState => ({
      id,
      state: stateOf(inputs, outputs),
    });
    const existing = await definition.find?.(this.connected, wanted);
    if (existing) return done(await this.adopt(definition, existing, wanted));
    try {
      return done(await definition.create(this.connected, wanted, report));
    } catch (error) {
      if (!(error instanceof ApiError && error.isIndeterminate)) throw error;
      const made = await definition.find?.(this.connected, wanted);
      if (!made) throw error;
      return done(await this.adopt(definition, made, wanted));
    }
  }

  /** What the platform has; undefined when it is gone. `known` and `old` are missing when the object is imported. */
  async read(
    type: string,
    id: string,
    known?: Values,
    old?: Values,
  ): Promise<(ResourceState & { inputs: Values }) | undefined> {
    const definition = this.definition(type);
    const { references = [] } = definition;
    const observed = await definition.read(this.connected, id, known && inIds(known, references), old);
    if (!observed) return undefined;
    const inputs = defined(inNames(observed.inputs, references, known));
    return {
      id: observed.id,
      inputs,
      state: stateOf(inputs, remembered(definition, old, observed.outputs)),
    };
  }

  /** `old.state` keeps what only the create could know (a secret, the settings of an adopted number). */
  async update(
    type: string,
    id: string,
    old: { inputs: Values; state: Values },
    wanted: Values,
    report?: Report,
  ): Promise<Values> {
    const definition = this.definition(type);
    const { references = [] } = definition;
    const outputs = await definition.update(
      this.connected,
      id,
      inIds(wanted, references),
      inIds(old.inputs, references),
      report,
    );
    return stateOf(wanted, remembered(definition, old.state, outputs));
  }

  async delete(type: string, id: string, state: Values, warn: Warn = silent): Promise<void> {
    await this.definition(type).delete(this.connected, id, state, warn);
  }

  private async adopt(
    definition: AnyDefinition<Client>,
    existing: Observed<Values, Values>,
    inputs: Values,
  ): Promise<{ id: string; outputs: Values }> {
    const differing = changes(definition, existing.inputs, inputs);
    const fixed = differing.filter(({ replace }) => replace).map(({ path }) => path);
    if (fixed.length > 0) {
      throw new Error(
        `${definition.type} ${existing.id} exists already with another ${fixed.join(', ')}, which can't be changed: ` +
          'delete it, give this one another name, or import it',
      );
    }
    if (differing.length === 0) return existing;
    const outputs = await definition.update(this.connected, existing.id, inputs, existing.inputs);
    return { id: existing.id, outputs };
  }

  private get connected(): Client {
    if (this.client === undefined) throw new Error(`the ${this.provider.name} provider is not configured`);
    return this.client;
  }

  private definition(type: string): AnyDefinition<Client> {
    const definition = this.definitions.get(type);
    if (!definition) {
      throw new Error(
        `the ${this.provider.name} provider has no ${type}; it has ${[...this.definitions.keys()].join(', ')}`,
      );
    }
    return definition;
  }
}

function changes(definition: AnyDefinition<never>, old: Values, wanted: Values): Change[] {
  return Object.keys(definition.inputs.shape).flatMap((property) => {
    const same = definition.same[property] ?? sameStructure;
    const replace = definition.immutable.includes(property);
    return differences(property, old[property], wanted[property], same).map((difference) => ({
      ...difference,
      property,
      replace,
    }));
  });
}

/** Outputs that nobody tells again are taken from the old state. */
function remembered(definition: AnyDefinition<never>, old: Values | undefined, outputs: Values): Values {
  const names = Object.keys(definition.outputs.shape);
  return { ...Object.fromEntries(names.map((name) => [name, old?.[name]])), ...defined(outputs) };
}

function stateOf(inputs: Values, outputs: Values): Values {
  return defined({ ...inputs, ...outputs });
}

function defined(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
