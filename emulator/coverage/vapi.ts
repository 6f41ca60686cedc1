import { type Coverage, partial, served } from './coverage';

/** Vapi's REST API, https://docs.vapi.ai/api-reference. */
export const VAPI: Coverage = {
  'POST /assistant': partial(
    'vapi-webhooks: server messages are only those that the assistant subscribed to',
    'what is kept without effect is in the list of differences',
  ),
  'GET /assistant': served('vapi-rest: every resource is listed newest first, up to the limit'),
  'GET /assistant/{id}': served(
    'vapi-rest: every resource /assistant is created, listed, read, patched and deleted as in the OpenAPI',
  ),
  'PATCH /assistant/{id}': partial(
    'vapi-rest: a PATCH replaces each field whole',
    'what is kept without effect is in the list of differences',
  ),
  'DELETE /assistant/{id}': served(
    'vapi-rest: every resource /assistant is created, listed, read, patched and deleted as in the OpenAPI',
  ),
  'POST /call': partial(
    'vapi-conversation: a call by provider bypass greets, listens, calls the tool and speaks its result',
    'no squads and workflows, no `customerId`, no `transport` of its own',
  ),
  'GET /call': served(
    'vapi-conversation: the end by a redirect of the caller closes the AI leg with the configured reason, then reports',
  ),
  'POST /call/web': served(
    'vapi-control: calls without our Twilio leg a web call has neither CallSid nor caller',
  ),
  'GET /call/{id}': served(
    'vapi-conversation: a call by provider bypass is heard by one stream only and given up when none comes',
  ),
  'PATCH /call/{id}': served(
    'vapi-conversation: the end by a redirect of the caller closes the AI leg with the configured reason, then reports',
  ),
  'POST /credential': served(
    'vapi-rest: a credential of another provider is kept, and its secrets are not shown again',
  ),
  'GET /credential': served(
    'vapi-rest: every resource /credential is created, listed, read, patched and deleted as in the OpenAPI',
  ),
  'GET /credential/{id}': served(
    'vapi-rest: every resource /credential is created, listed, read, patched and deleted as in the OpenAPI',
  ),
  'PATCH /credential/{id}': served(
    'vapi-rest: every resource /credential is created, listed, read, patched and deleted as in the OpenAPI',
  ),
  'DELETE /credential/{id}': served(
    'vapi-rest: every resource /credential is created, listed, read, patched and deleted as in the OpenAPI',
  ),
  'POST /phone-number': served('vapi-sdk: phone numbers are created, read, listed, changed and deleted'),
  'GET /phone-number': served(
    'vapi-rest: every resource /phone-number is created, listed, read, patched and deleted as in the OpenAPI',
  ),
  'GET /phone-number/{id}': served(
    'vapi-rest: every resource /phone-number is created, listed, read, patched and deleted as in the OpenAPI',
  ),
  'PATCH /phone-number/{id}': served(
    'vapi-rest: every resource /phone-number is created, listed, read, patched and deleted as in the OpenAPI',
  ),
  'DELETE /phone-number/{id}': served(
    'vapi-rest: every resource /phone-number is created, listed, read, patched and deleted as in the OpenAPI',
  ),
  'POST /tool': partial(
    'vapi-sdk: tools are created, read, listed, changed, pinned and deleted',
    'tools that neither a server nor Vapi itself runs are kept and not called',
  ),
  'GET /tool': served(
    'vapi-rest: every resource /tool is created, listed, read, patched and deleted as in the OpenAPI',
  ),
  'GET /tool/{id}': served(
    'vapi-rest: every resource /tool is created, listed, read, patched and deleted as in the OpenAPI',
  ),
  'PATCH /tool/{id}': partial(
    'vapi-rest: every resource /tool is created, listed, read, patched and deleted as in the OpenAPI',
    'tools that neither a server nor Vapi itself runs are kept and not called',
  ),
  'DELETE /tool/{id}': served(
    'vapi-rest: every resource /tool is created, listed, read, patched and deleted as in the OpenAPI',
  ),
  'POST /twilio/status': served(
    'vapi-control: calls without our Twilio leg Vapi dials by the imported number where it can, else says that it does not',
  ),
  'POST /twilio/inbound_call': served(
    'vapi-control: a number imported into Vapi is answered with a stream, and Vapi knows the CallSid',
  ),
  'DELETE /call/{id}': served(
    'vapi-sdk: a call by provider bypass is created, read, listed and changed, and deleted when it has ended',
  ),
};
