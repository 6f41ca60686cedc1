import { z } from 'zod';
import type { ProviderDefinition } from '../provider-kit/definition';
import { connectToTwilio, verifyTwilio } from './client';
import type { TwilioClient } from './client';
import { definitions } from './definitions';
import { sid } from './sids';

const config = z
  .strictObject({
    accountSid: sid('AC').describe('The account. https://www.twilio.com/docs/iam/api/account'),
    authToken: z
      .string()
      .min(1)
      .optional()
      .describe(
        "The account's auth token; or an API key instead. https://www.twilio.com/docs/iam/api/account",
      ),
    apiKey: sid('SK').optional().describe('SID of an API key. https://www.twilio.com/docs/iam/api-keys'),
    apiSecret: z
      .string()
      .min(1)
      .optional()
      .describe('Secret of the API key. https://www.twilio.com/docs/iam/api-keys'),
    apiUrl: z
      .url()
      .optional()
      .describe('Of a local platform: requests go to <apiUrl>/<host>/<path>. Default: Twilio'),
  })
  .refine(
    (given) => given.authToken !== undefined || (given.apiKey !== undefined && given.apiSecret !== undefined),
    {
      message: 'authToken, or apiKey and apiSecret together',
      path: ['authToken'],
    },
  );

export const twilioProvider: ProviderDefinition<TwilioClient, typeof config> = {
  name: 'twilio',
  config,
  secrets: ['authToken', 'apiSecret'],
  environment: {
    accountSid: 'TWILIO_ACCOUNT_SID',
    authToken: 'TWILIO_AUTH_TOKEN',
    apiKey: 'TWILIO_API_KEY',
    apiSecret: 'TWILIO_API_SECRET',
  },
  connect: connectToTwilio,
  verify: verifyTwilio,
  resources: definitions,
};
