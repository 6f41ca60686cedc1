import type * as pulumi from '@pulumi/pulumi';
// Not the whole SDK: a provider process, which only serves the definition beside the class, would start with a compiler.
import { CustomResource, mergeOptions } from '@pulumi/pulumi/resource';
import type { z } from 'zod';
import type { Properties, ResourceDefinition } from './definition';

/** A value of which any part may still be an output of another resource. */
type Given<T> = pulumi.Input<
  T extends readonly (infer Item)[]
    ? Given<Item>[]
    : T extends object
      ? { [Key in keyof T]: Given<T[Key]> }
      : T
>;

type Args<In extends Properties> = { [Key in keyof z.input<In>]: Given<z.input<In>[Key]> };

type Resource<In extends Properties, Out extends Properties> = pulumi.CustomResource & {
  readonly [Key in keyof (z.output<In> & z.output<Out>)]: pulumi.Output<(z.output<In> & z.output<Out>)[Key]>;
};

type ResourceClass<In extends Properties, Out extends Properties> = new (
  name: string,
  args: Args<In>,
  options?: pulumi.CustomResourceOptions,
) => Resource<In, Out>;

/** The class by which programs make resources of this definition. */
export function resourceClass<Client, In extends Properties, Out extends Properties>(
  definition: ResourceDefinition<Client, In, Out>,
): ResourceClass<In, Out> {
  const computed = Object.fromEntries(Object.keys(definition.outputs.shape).map((key) => [key, undefined]));
  const declared = Object.fromEntries(Object.keys(definition.inputs.shape).map((key) => [key, undefined]));
  const secrets = definition.secrets.filter((key) => key in computed);
  return class extends CustomResource {
    constructor(name: string, args: Args<In>, options?: pulumi.CustomResourceOptions) {
      super(
        definition.type,
        name,
        { ...computed, ...declared, ...args },
        mergeOptions({ additionalSecretOutputs: secrets }, options ?? {}),
      );
    }
  } as unknown as ResourceClass<In, Out>;
}
