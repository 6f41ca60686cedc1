import { type Coverage, served } from './coverage';

/** Control of live Vapi calls, https://docs.vapi.ai/calls/call-features. */
export const VAPI_LIVE: Coverage = {
  'POST /{id}/control': served(
    'vapi-control: a number imported into Vapi transfers through the control URL: announcement, forwarding, other TwiML, ended 30 ms later',
  ),
  'POST /{id}/operator': served(
    'vapi-control: a number imported into Vapi tells whom it is transferred to what the plan says, once they have spoken',
  ),
};
