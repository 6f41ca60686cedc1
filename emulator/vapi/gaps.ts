import { assumed, documented, type Gaps } from '../core/gap';

const API = 'https://docs.vapi.ai/api-reference';

export const VAPI_GAPS: Gaps = {
  missing: documented(
    API,
    "501, or 400 where a body names it: squads, workflows, sessions, chats, campaigns, files, analytics; the control URL's `send-transport-message` for SIP; `listen`. Of the server messages: `hang` but by a scenario, `model-output`, `language-change-detected`, `voice-input`, those of chats and sessions, of custom voices, knowledge bases and endpointing.",
  ),
  simpler: [
    ...documented(
      API,
      'Kept but without effect: tools that neither a server nor Vapi itself runs (`apiRequest`, `sms`, `mcp`, ...), numbers of providers other than Twilio (nobody can call them), credentials of providers other than `webhook`, hooks for `call.timeElapsed`, `customer.speech.interrupted` and `model.response.timeout` (the journal says so), `variableExtractionPlan`, `startSpeakingPlan`, `stopSpeakingPlan.backoffSeconds`, `voicemailDetection`, of `analysisPlan` and `artifactPlan` all but `enabled`, `minMessagesThreshold`, `transcriptPlan` and `fullMessageHistoryEnabled`, recordings, costs, `squad` destinations, of a transfer plan what is for SIP or for `warm-transfer-experimental` (carried out as a blind transfer).',
      'Of a message in several languages the first is spoken.',
      'The model is a script: rules of a scenario, else a default persona in English and Spanish.',
    ),
    ...documented(
      'https://docs.vapi.ai/assistants/dynamic-variables',
      'Of a list Liquid’s `sample` takes the first, so that a run can be repeated.',
    ),
  ],
  assumed: assumed(
    'A text that is no Liquid is spoken as it stands.',
    'Which `endedReason` follows which mistake in the answer to `assistant-request`; the report of such a call goes to the server of the number; the words for a call that cannot be answered.',
    'How a warm transfer is made: `<Dial>` with TwiML for the called person at an address of our own; after it the Vapi call has ended, as after a blind one.',
    '`send-transport-message` with TwiML takes the place of the stream.',
    'In a handoff `transfer-update` goes to the server of the assistant that hands over; a handoff without `firstMessage` waits for the caller.',
    'A call is deleted only when it has ended or is still scheduled: 400 before; many at once after a second.',
    'Vapi has Twilio tell it how far a call is that it dialled, at an address of our own; of that `ringing` is told on, and what ended it gives `customer-busy` and the like.',
    'Of a schedule `latestAt` has no effect.',
    '`mute-assistant` ends the speech under way at once.',
    'The control URL answers success with 200 `{}`, and after the end 409 `Call has already ended`.',
    "`endedReason` when Twilio moves the call off the stream is `phone-call-provider-closed-websocket`, that of the control URL's `end-call` `manually-canceled`.",
    'The unit of the signed timestamp is milliseconds.',
    'The CallSid of a call by provider bypass is unknown to Vapi; the `type` of such a call is `outboundPhoneCall`.',
    "The AI's hang-up closes the stream of a bypassed call, which goes on after `<Connect>`; a bypassed call that no stream reaches is given up after 60 s.",
    'An outbound call that Twilio refuses to make is created, and ended at once with `twilio-failed-to-connect-call`.',
    'The documentation of `assistant-request` says 7.5 s on one page and about 5 s on another; it is 7.5 s here.',
    'What a model is told of a tool call that the tool’s plan rejects.',
    'Turns of speech are counted over both sides together.',
    'The silence time-out counts from the last word of either side.',
    "A tool call of an assistant without `tool-calls` in its messages goes to the tool's own server only.",
    'A token of OAuth2 is asked for before each message; without one the message goes unsigned.',
    'Secrets are left out of answers of `/credential`.',
  ),
};
