import { ProviderHandler } from '../../infra/provider-kit/provider-handler';
import { twilioProvider } from '../../infra/twilio/provider';
import { vapiProvider } from '../../infra/vapi/provider';
import { ACCOUNT_SID, AUTH_TOKEN } from './emulated';
import { emulatedAccount, VAPI_KEY, type EmulatedAccount } from './emulated-account';

export type Values = Record<string, unknown>;

interface Made {
  readonly id: string;
  /** As they were checked, with defaults. */
  readonly inputs: Values;
  readonly state: Values;
}

/** What both provider processes serve, on an emulated account. */
export interface EmulatedHandlers {
  readonly platform: EmulatedAccount;
  readonly twilio: ProviderHandler<unknown>;
  readonly vapi: ProviderHandler<unknown>;
  /** The one that has this type. */
  of(type: string): ProviderHandler<unknown>;
  /** Checks and makes an object. */
  make(type: string, inputs: Values): Promise<Made>;
  /** Makes an object and says its SID. */
  sidOf(type: string, inputs: Values): Promise<string>;
}

export async function emulatedHandlers(): Promise<EmulatedHandlers> {
  const platform = await emulatedAccount();
  const twilio = new ProviderHandler(twilioProvider) as ProviderHandler<unknown>;
  twilio.configure({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, apiUrl: platform.url });
  const vapi = new ProviderHandler(vapiProvider) as ProviderHandler<unknown>;
  vapi.configure({ apiKey: VAPI_KEY, apiUrl: platform.url });
  const of = (type: string) => (type.startsWith('vapi:') ? vapi : twilio);
  const make = async (type: string, given: Values): Promise<Made> => {
    const { inputs, failures } = of(type).check(type, given);
    expect(failures).toEqual([]);
    return { inputs, ...(await of(type).create(type, inputs)) };
  };
  return {
    ...{ platform, twilio, vapi, of, make },
    sidOf: async (type, given) => String((await make(type, given)).state.sid),
  };
}
