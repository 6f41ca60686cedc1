import { type Coverage, partial } from './coverage';

/** Control of live Vapi calls, https://docs.vapi.ai/calls/call-features. */
export const VAPI_LIVE: Coverage = {
  'POST /{id}/control': partial(
    'vapi-control: a number imported into Vapi transfers through the control URL: announcement, forwarding, other TwiML, ended 30 ms later',
    'handoff and send-transport-message are 501',
  ),
};
