import { z } from 'zod';
import type { Vapi } from '.';
import type { CallOrigin } from './call';
import type { ConversationMessage } from './leg/conversation';
import { Assistant } from './rest/assistant-schema';
import { Credential } from './rest/credential-schema';
import { TransferDestination } from './rest/destination-schema';
import { PhoneNumber } from './rest/phone-number-schema';
import type { Stored } from './rest/resource-store';
import { Tool } from './rest/tool-schema';

const Head = z.looseObject({
  id: z.string(),
  orgId: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** An object whose fields stay in their order, as Vapi's answers show them. */
const ordered = z.record(z.string(), z.unknown());

/** A resource as it is stored: what Vapi adds, and a body that Vapi accepts. */
const stored = <T extends object>(body: z.ZodType<T>) =>
  ordered
    .refine(
      (resource) => {
        const { id: _id, orgId: _org, createdAt: _created, updatedAt: _updated, ...rest } = resource;
        return Head.safeParse(resource).success && body.safeParse(rest).success;
      },
      { error: 'a resource that Vapi accepts' },
    )
    .transform((resource) => resource as unknown as Stored<T>);

const SavedCall = z.strictObject({
  /** What was known when the call was created, the assistant as the call has it among that. */
  origin: ordered
    .refine(({ id, orgId }) => typeof id === 'string' && typeof orgId === 'string', {
      error: 'a call with id and orgId',
    })
    .transform((origin) => origin as unknown as CallOrigin),
  startedAtMs: z.number().optional(),
  endedAtMs: z.number().optional(),
  endedReason: z.string().optional(),
  /** As Vapi knows it, and as it is. */
  callSid: z.string().optional(),
  streamCallSid: z.string().optional(),
  name: z.string().optional(),
  outcome: z
    .strictObject({
      artifact: ordered,
      analysis: ordered,
    })
    .optional(),
  destination: TransferDestination.optional(),
  messages: z.array(
    ordered
      .refine(
        ({ role, message }) => typeof role === 'string' && /^(string|undefined)$/.test(typeof message),
        {
          error: 'a message with a role',
        },
      )
      .transform((message) => message as unknown as ConversationMessage),
  ),
});

export type CallState = z.output<typeof SavedCall>;

/** The organisation's resources, and calls that have ended. */
export const VapiSnapshot = z.strictObject({
  assistants: z.array(stored(Assistant)),
  tools: z.array(stored(Tool)),
  phoneNumbers: z.array(stored(PhoneNumber)),
  credentials: z.array(stored(Credential)),
  pinned: z.array(z.string()),
  calls: z.array(SavedCall),
});

export function saveVapi({ organisation, calls }: Vapi) {
  const { assistants, tools, phoneNumbers, credentials, pinned } = organisation;
  return {
    assistants: assistants.all(),
    tools: tools.all(),
    phoneNumbers: phoneNumbers.all(),
    credentials: credentials.all(),
    pinned: [...pinned],
    calls: calls.save(),
  };
}

export function loadVapi({ organisation, calls }: Vapi, saved: z.output<typeof VapiSnapshot>): void {
  organisation.assistants.restore(saved.assistants);
  organisation.tools.restore(saved.tools);
  organisation.phoneNumbers.restore(saved.phoneNumbers);
  organisation.credentials.restore(saved.credentials);
  organisation.pinned.clear();
  for (const id of saved.pinned) organisation.pinned.add(id);
  calls.load(saved.calls);
}
