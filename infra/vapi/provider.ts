import { z } from 'zod';
import type { ProviderDefinition } from '../provider-kit/definition';
import { assistant } from './assistant';
import { connectToVapi, verifyVapi } from './client';
import type { VapiClient } from './client';
import { credential } from './credential';
import { phoneNumber } from './phone-number';
import { tool } from './tool';

const config = z.strictObject({
  apiKey: z.string().min(1).describe("Vapi's private key. https://dashboard.vapi.ai"),
  host: z
    .string()
    .default('api.vapi.ai')
    .describe(
      'Host of the API; api.eu.vapi.ai in the EU. Default api.vapi.ai. https://docs.vapi.ai/api-reference',
    ),
  apiUrl: z
    .url()
    .optional()
    .describe('Of a local platform: requests go to <apiUrl>/<host>/<path>. Default: Vapi'),
});

export const vapiProvider: ProviderDefinition<VapiClient, typeof config> = {
  name: 'vapi',
  config,
  secrets: ['apiKey'],
  environment: { apiKey: 'VAPI_API_KEY' },
  connect: connectToVapi,
  verify: verifyVapi,
  resources: [credential, tool, assistant, phoneNumber],
};
