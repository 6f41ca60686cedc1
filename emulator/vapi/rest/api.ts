import type { Hono } from 'hono';
import { INBOUND_URL } from '../options';
import type { Organisation } from '../organisation';
import { Assistant } from './assistant-schema';
import { Credential, credentialChanges, planOf, withoutSecrets } from './credential-schema';
import { NestError } from './nest-error';
import { PhoneNumber, PhoneNumberUpdate } from './phone-number-schema';
import { mountResource } from './resource-routes';
import { Tool, toolChanges } from './tool-schema';

/** The routes of assistants, tools, phone numbers and credentials. */
export function mountResources(app: Hono, organisation: Organisation): void {
  const { assistants, tools, phoneNumbers, credentials, pinned, options } = organisation;
  const refusePinned = (kind: 'assistant' | 'tool') => (resource: { id: string }) => {
    if (!pinned.has(resource.id)) return;
    const message = `This ${kind} is pinned and cannot be deleted`;
    throw new NestError(409, message, { error: `${kind}_pinned`, message });
  };

  mountResource(app, {
    path: '/assistant',
    noun: 'Assistant',
    store: assistants,
    create: Assistant,
    update: () => Assistant,
    beforeDelete: refusePinned('assistant'),
  });
  mountResource(app, {
    path: '/tool',
    noun: 'Tool',
    store: tools,
    create: Tool,
    update: toolChanges,
    beforeDelete: refusePinned('tool'),
  });
  mountResource(app, {
    path: '/phone-number',
    noun: 'Phone number',
    store: phoneNumbers,
    create: PhoneNumber,
    update: () => PhoneNumberUpdate,
    created: (number) => {
      if (number.provider === 'twilio') {
        options.numberImported?.({ phoneNumber: number.number, voiceUrl: INBOUND_URL });
      }
    },
    shown: (number) => ({ ...number, status: 'active' }),
  });
  mountResource(app, {
    path: '/credential',
    noun: 'Credential',
    store: credentials,
    create: Credential,
    update: credentialChanges,
    shown: (credential) => ({
      ...(withoutSecrets(credential) as object),
      ...(planOf(credential) ? { authenticationSession: {} } : {}),
    }),
  });
}
