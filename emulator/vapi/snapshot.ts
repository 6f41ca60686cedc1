import { z } from 'zod';
import type { Organisation } from './organisation';
import { Assistant } from './rest/assistant-schema';
import { WebhookCredential } from './rest/credential-schema';
import { PhoneNumber } from './rest/phone-number-schema';
import type { Stored } from './rest/resource-store';
import { Tool } from './rest/tool-schema';

const Head = z.looseObject({
  id: z.string(),
  orgId: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** A resource as it is stored: what Vapi adds, and a body that Vapi accepts. */
const stored = <T extends object>(body: z.ZodType<T>) =>
  Head.refine(
    ({ id: _id, orgId: _org, createdAt: _created, updatedAt: _updated, ...rest }) =>
      body.safeParse(rest).success,
    { error: 'a resource that Vapi accepts' },
  ).transform((resource) => resource as unknown as Stored<T>);

/** The organisation's resources. Calls are not carried. */
export const VapiSnapshot = z.strictObject({
  assistants: z.array(stored(Assistant)),
  tools: z.array(stored(Tool)),
  phoneNumbers: z.array(stored(PhoneNumber)),
  credentials: z.array(stored(WebhookCredential)),
  pinned: z.array(z.string()),
});

export function saveVapi({ assistants, tools, phoneNumbers, credentials, pinned }: Organisation) {
  return {
    assistants: assistants.all(),
    tools: tools.all(),
    phoneNumbers: phoneNumbers.all(),
    credentials: credentials.all(),
    pinned: [...pinned],
  };
}

export function loadVapi(organisation: Organisation, saved: z.output<typeof VapiSnapshot>): void {
  organisation.assistants.restore(saved.assistants);
  organisation.tools.restore(saved.tools);
  organisation.phoneNumbers.restore(saved.phoneNumbers);
  organisation.credentials.restore(saved.credentials);
  organisation.pinned.clear();
  for (const id of saved.pinned) organisation.pinned.add(id);
}
