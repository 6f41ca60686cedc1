import type { z } from 'zod';

/** A schema of named properties, each with its doc (`describe`): unit, default, limit, source. */
export type Properties = z.ZodObject;

/** Tells people how far something is that takes long: a short line, the last one counts. */
export type Report = (line: string) => void;

/** Tells people what they must not overlook: it stands at the end of what is printed. */
export type Warn = (line: string) => void;

/** What a platform has, as the program would have written it, and what the platform adds to it. */
export interface Observed<I, O> {
  readonly id: string;
  readonly inputs: I;
  readonly outputs: O;
}

/**
 * All about one kind of resource. The class that programs import (`resourceClass`) and the handler that a provider
 * serves (`ProviderHandler`) both come from it.
 */
export interface ResourceDefinition<
  Client,
  In extends Properties = Properties,
  Out extends Properties = Properties,
> {
  /** `package:module:Type`, e.g. `twilio:taskrouter:TaskQueue`. */
  readonly type: string;
  readonly doc: string;
  readonly inputs: In;
  readonly outputs: Out;
  /** Inputs that can only change by making a new object. */
  readonly immutable: readonly (keyof z.output<In> & string)[];
  /** Inputs and outputs that never stand anywhere in clear. */
  readonly secrets: readonly ((keyof z.output<In> | keyof z.output<Out>) & string)[];
  /** Inputs that may hold secrets: of what the program said those that it marked are, of anything else all is. */
  readonly guarded?: readonly (keyof z.output<In> & string)[];
  /** Properties, at any depth, that refer to other objects; the input `names` then gives these names (`references.ts`). */
  readonly references?: readonly string[];
  /** Compares two values of an input in meaning; without an entry by structure. */
  readonly same: { readonly [Property in keyof z.output<In>]?: (a: unknown, b: unknown) => boolean };
  /** Adds to checked inputs what follows from them (a hash of the files they name). */
  complete?(inputs: z.output<In>): z.output<In>;
  /** The object with these inputs' natural key, if there is one already. */
  find?(client: Client, inputs: z.output<In>): Promise<Observed<z.output<In>, z.output<Out>> | undefined>;
  /**
   * The object with this id; undefined when it is gone. `known`: the inputs that the program gave, `state`: what the
   * stack remembers; both are missing when the object is imported.
   */
  read(
    client: Client,
    id: string,
    known?: z.output<In>,
    state?: z.output<In> & z.output<Out>,
  ): Promise<Observed<z.output<In>, z.output<Out>> | undefined>;
  /** Fails, already in a preview, where a create could not succeed; warns of what it will cost. */
  foresee?(client: Client, inputs: z.output<In>, warn: Warn): Promise<void>;
  create(client: Client, inputs: z.output<In>, report?: Report): Promise<Made<z.output<Out>>>;
  /** Changes in place what differs from `old`. */
  update(
    client: Client,
    id: string,
    inputs: z.output<In>,
    old: z.output<In>,
    report?: Report,
  ): Promise<z.output<Out>>;
  /** Deletes; an object that is gone already is success. */
  delete(client: Client, id: string, state: z.output<In> & z.output<Out>, warn: Warn): Promise<void>;
}

interface Made<O> {
  readonly id: string;
  readonly outputs: O;
}

/** A definition whose own types are forgotten, as the handler keeps it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the inputs' type is private to each definition
export type AnyDefinition<Client> = ResourceDefinition<Client, any, any>;

/** A package: its name, how it is configured, and what it can make. */
export interface ProviderDefinition<Client, Config extends Properties = Properties> {
  readonly name: string;
  readonly config: Config;
  readonly secrets: readonly (keyof z.output<Config> & string)[];
  /** The usual environment variables, taken where the program says nothing. */
  readonly environment: { readonly [Property in keyof z.output<Config>]?: string };
  connect(config: z.output<Config>): Client;
  /** One cheap request that fails, with a message that helps, when the credentials are wrong. */
  verify(client: Client): Promise<void>;
  readonly resources: readonly AnyDefinition<Client>[];
}
