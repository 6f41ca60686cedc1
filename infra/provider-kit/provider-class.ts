import * as pulumi from '@pulumi/pulumi';
import type { z } from 'zod';
import type { Properties, ProviderDefinition } from './definition';

type ProviderArgs<Config extends Properties> = {
  [Key in keyof z.input<Config>]: pulumi.Input<z.input<Config>[Key]>;
};

/** The class by which programs configure a provider of this definition. */
export function providerClass<Client, Config extends Properties>(
  definition: ProviderDefinition<Client, Config>,
): new (
  name: string,
  args: ProviderArgs<Config>,
  options?: pulumi.ResourceOptions,
) => pulumi.ProviderResource {
  return class extends pulumi.ProviderResource {
    constructor(name: string, args: ProviderArgs<Config>, options?: pulumi.ResourceOptions) {
      super(definition.name, name, args, options);
    }
  };
}
