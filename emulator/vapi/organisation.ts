import type { EmulatorContext } from '../core/context';
import { defaultBehaviour, type VapiBehaviour } from './behaviour';
import type { VapiOptions } from './options';
import type { Assistant } from './rest/assistant-schema';
import type { Credential } from './rest/credential-schema';
import type { PhoneNumber } from './rest/phone-number-schema';
import { ResourceStore } from './rest/resource-store';
import type { Tool } from './rest/tool-schema';

/** Everything that the emulated Vapi holds besides calls. */
export interface Organisation {
  readonly id: string;
  readonly assistants: ResourceStore<Assistant>;
  readonly tools: ResourceStore<Tool>;
  readonly phoneNumbers: ResourceStore<PhoneNumber>;
  readonly credentials: ResourceStore<Credential>;
  /** Ids of assistants and tools that Vapi refuses to delete. */
  readonly pinned: Set<string>;
  readonly behaviour: VapiBehaviour;
  readonly options: VapiOptions;
}

export function createOrganisation(ctx: EmulatorContext, options: VapiOptions): Organisation {
  const id = ctx.ids.uuid();
  const store = <T extends object>() => new ResourceStore<T>(id, ctx.clock, ctx.ids);
  return {
    id,
    assistants: store<Assistant>(),
    tools: store<Tool>(),
    phoneNumbers: store<PhoneNumber>(),
    credentials: store<Credential>(),
    pinned: new Set(),
    behaviour: { ...defaultBehaviour(), ...options.behaviour },
    options,
  };
}
