import { type Coverage, notServed, partial, served } from './coverage';

/** The voice part of the 2010 API with accounts, numbers and keys, https://www.twilio.com/docs/voice/api. */
export const VOICE: Coverage = {
  'POST /2010-04-01/Accounts/{AccountSid}/Applications.json': served(
    'numbers: numbers an application answers for its number',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Applications.json': served(
    'numbers: applications: made, listed, changed, deleted',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Applications/{Sid}.json': served(
    'numbers: applications: made, listed, changed, deleted',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Applications/{Sid}.json': served(
    'numbers: applications: made, listed, changed, deleted',
  ),
  'DELETE /2010-04-01/Accounts/{AccountSid}/Applications/{Sid}.json': served(
    'numbers: applications: made, listed, changed, deleted',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Calls.json': partial(
    'voice: an outbound call waits for machine detection before its TwiML, or hears of it beside the TwiML',
    'CallerId, CallReason, CallToken, ClientNotificationUrl, Trim and SIP’s password have no effect; no carriers of one’s own',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Calls.json': served(
    'voice-twiml: Dial ends the other leg when the caller hangs up, and asks its action for nobody',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Calls/{Sid}.json': served(
    'voice-twiml: Enqueue keeps the task when the call gets other TwiML, and tells an error where there is no such workflow',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Calls/{Sid}.json': served(
    'voice: an inbound call asks the number’s VoiceUrl with signed parameters, rings until it is answered, and tells its end',
  ),
  'DELETE /2010-04-01/Accounts/{AccountSid}/Calls/{Sid}.json': served(
    'voice: an outbound call is deleted once it has ended',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Conferences.json': served(
    'voice-conferences: a conference ends when one leaves who ends it; the others go on with their next verb',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Participants.json': partial(
    'voice-conferences: the REST API forgets an invited participant who does not come',
    'EarlyMedia, JitterBufferSize, Region, trims, names and tokens have no effect; no parameters for applications, no carriers of one’s own',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Participants.json': served(
    'voice-conferences: the REST API finds participants by SID and by label, and knows nobody else',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Participants/{CallSid}.json': served(
    'voice-conferences: a conference tells the first participant’s callback alone, what it wants, in order',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Participants/{CallSid}.json': served(
    'voice-conferences: the REST API finds participants by SID and by label, and knows nobody else',
  ),
  'DELETE /2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Participants/{CallSid}.json': served(
    'voice-conferences: the REST API ends a conference and throws a participant out',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Conferences/{Sid}.json': served(
    'voice-conferences: the REST API ends a conference and throws a participant out',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Conferences/{Sid}.json': served(
    'voice-conferences: the REST API ends a conference and throws a participant out',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}.json': partial(
    'numbers: numbers those for sale are found by digits and area code, without what the account has',
    'only US',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/Local.json': partial(
    'numbers: numbers those for sale are found by digits and area code, without what the account has',
    'only US; only by AreaCode and the digits of Contains',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json': served(
    'numbers: numbers a number is made only when it or its area code is named, valid and free',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json': served(
    'numbers: numbers lists come in pages and by part of the number or name',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{Sid}.json': served(
    'numbers: numbers a seeded number is found, set up and found again by Voice',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{Sid}.json': served(
    'numbers: numbers a seeded number is found, set up and found again by Voice',
  ),
  'DELETE /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{Sid}.json': served(
    'numbers: numbers a number is made only when it or its area code is named, valid and free',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Keys.json': served(
    'numbers: keys: the secret is shown once and opens the API, but not the account',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Keys.json': served(
    'numbers: keys: the secret is shown once and opens the API, but not the account',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Keys/{Sid}.json': served(
    'numbers: keys: the secret is shown once and opens the API, but not the account',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Keys/{Sid}.json': served(
    'numbers: keys: the secret is shown once and opens the API, but not the account',
  ),
  'DELETE /2010-04-01/Accounts/{AccountSid}/Keys/{Sid}.json': served(
    'numbers: keys: the secret is shown once and opens the API, but not the account',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Queues.json': served(
    'voice-queues: queues by REST one is made, listed, changed and deleted when nobody waits in it',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Queues.json': served(
    'voice-queues: queues by REST one is made, listed, changed and deleted when nobody waits in it',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Queues/{QueueSid}/Members.json': served(
    'voice-queues: queues by REST who waits is listed in order and taken out by a URL',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Queues/{QueueSid}/Members/{CallSid}.json': served(
    'voice-queues: queues by REST who waits is listed in order and taken out by a URL',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Queues/{QueueSid}/Members/{CallSid}.json': served(
    'voice-queues: queues by REST who waits is listed in order and taken out by a URL',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Queues/{Sid}.json': served(
    'voice-queues: queues by REST one is made, listed, changed and deleted when nobody waits in it',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Queues/{Sid}.json': served(
    'voice-queues: queues by REST one is made, listed, changed and deleted when nobody waits in it',
  ),
  'DELETE /2010-04-01/Accounts/{AccountSid}/Queues/{Sid}.json': served(
    'voice-queues: queues by REST one is made, listed, changed and deleted when nobody waits in it',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Recordings.json': served(
    'voice-recordings: a call under way: recordings are started, stopped, listed and deleted',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Recordings.json': served(
    'voice-recordings: a call under way: recordings are started, stopped, listed and deleted',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Recordings/{Sid}.json': served(
    'voice-recordings: a call under way: recordings are started, stopped, listed and deleted',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Recordings/{Sid}.json': served(
    'voice-recordings: a call under way: recordings are started, stopped, listed and deleted',
  ),
  'DELETE /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Recordings/{Sid}.json': served(
    'voice-recordings: a call under way: recordings are started, stopped, listed and deleted',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Recordings.json': served(
    'voice-recordings: a conference is recorded from its start to its end',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Recordings/{Sid}.json': served(
    'voice-recordings: a conference is recorded from its start to its end',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Recordings/{Sid}.json': served(
    'voice-recordings: a conference is recorded from its start to its end',
  ),
  'DELETE /2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Recordings/{Sid}.json': served(
    'voice-recordings: a conference is recorded from its start to its end',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Recordings.json': served(
    'voice-recordings: a call under way: recordings are started, stopped, listed and deleted',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Recordings/{Sid}.json': served(
    'voice-recordings: a call under way: recordings are started, stopped, listed and deleted',
  ),
  'DELETE /2010-04-01/Accounts/{AccountSid}/Recordings/{Sid}.json': served(
    'voice-recordings: a call under way: recordings are started, stopped, listed and deleted',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Recordings/{Sid}': partial(
    'voice-recordings: Record ends when the caller is silent, tells its callback, and plays for as long as he spoke',
    'it is silence',
  ),
  'GET /2010-04-01/Accounts/{Sid}.json': served('numbers: the account is itself and no other'),
  'GET /2010-04-01/Accounts.json': partial(
    'numbers: the account is the only one, and its balance does not fall',
    'one account',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Balance.json': served(
    'numbers: the account is the only one, and its balance does not fall',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers.json': partial(
    'numbers: numbers those for sale are found by digits and area code, without what the account has',
    'only US',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/TollFree.json': partial(
    'numbers: numbers those for sale are found by digits and area code, without what the account has',
    'only US; only by AreaCode and the digits of Contains',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Events.json': partial(
    'voice: what went wrong in a call, and what the server was asked of it, can be read',
    'requests to the account’s servers, none to the API',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Notifications.json': served(
    'voice: what went wrong in a call, and what the server was asked of it, can be read',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Notifications/{Sid}.json': served(
    'voice: what went wrong in a call, and what the server was asked of it, can be read',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/Local.json': served(
    'numbers: numbers local and toll-free ones have lists of their own',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/Local.json': served(
    'numbers: numbers local and toll-free ones have lists of their own',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/TollFree.json': served(
    'numbers: numbers local and toll-free ones have lists of their own',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/TollFree.json': served(
    'numbers: numbers local and toll-free ones have lists of their own',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/Mobile.json': served(
    'numbers: numbers local and toll-free ones have lists of their own',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/SigningKeys.json': served(
    'numbers: keys: the secret is shown once and opens the API, but not the account',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/SigningKeys.json': served(
    'numbers: keys: the secret is shown once and opens the API, but not the account',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/SigningKeys/{Sid}.json': served(
    'numbers: keys: the secret is shown once and opens the API, but not the account',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/SigningKeys/{Sid}.json': served(
    'numbers: keys: the secret is shown once and opens the API, but not the account',
  ),
  'DELETE /2010-04-01/Accounts/{AccountSid}/SigningKeys/{Sid}.json': served(
    'numbers: keys: the secret is shown once and opens the API, but not the account',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds.json': served(
    'numbers: numbers that calls may show are listed, renamed and taken back',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds/{Sid}.json': served(
    'numbers: numbers that calls may show are listed, renamed and taken back',
  ),
  'GET /2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds/{Sid}.json': served(
    'numbers: numbers that calls may show are listed, renamed and taken back',
  ),
  'DELETE /2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds/{Sid}.json': served(
    'numbers: numbers that calls may show are listed, renamed and taken back',
  ),
  'POST /2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds.json': served(
    'voice: a number may be shown once its owner has entered the code that he was shown',
  ),
  ...notServed(
    'POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/Mobile.json',
    'POST /2010-04-01/Accounts.json',
    'GET /2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/MachineToMachine.json',
    'GET /2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/Mobile.json',
    'GET /2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/National.json',
    'GET /2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/SharedCost.json',
    'GET /2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/Voip.json',
    'POST /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Payments.json',
    'POST /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Payments/{Sid}.json',
    'POST /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Siprec.json',
    'POST /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Siprec/{Sid}.json',
    'POST /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Streams.json',
    'POST /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Streams/{Sid}.json',
    'POST /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Transcriptions.json',
    'POST /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Transcriptions/{Sid}.json',
    'POST /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/UserDefinedMessageSubscriptions.json',
    'DELETE /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/UserDefinedMessageSubscriptions/{Sid}.json',
    'POST /2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/UserDefinedMessages.json',
    'POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{ResourceSid}/AssignedAddOns.json',
    'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{ResourceSid}/AssignedAddOns.json',
    'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{ResourceSid}/AssignedAddOns/{AssignedAddOnSid}/Extensions.json',
    'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{ResourceSid}/AssignedAddOns/{AssignedAddOnSid}/Extensions/{Sid}.json',
    'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{ResourceSid}/AssignedAddOns/{Sid}.json',
    'DELETE /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{ResourceSid}/AssignedAddOns/{Sid}.json',
    'GET /2010-04-01/Accounts/{AccountSid}/Recordings/{RecordingSid}/Transcriptions.json',
    'GET /2010-04-01/Accounts/{AccountSid}/Recordings/{RecordingSid}/Transcriptions/{Sid}.json',
    'DELETE /2010-04-01/Accounts/{AccountSid}/Recordings/{RecordingSid}/Transcriptions/{Sid}.json',
    'GET /2010-04-01/Accounts/{AccountSid}/Recordings/{ReferenceSid}/AddOnResults.json',
    'GET /2010-04-01/Accounts/{AccountSid}/Recordings/{ReferenceSid}/AddOnResults/{AddOnResultSid}/Payloads.json',
    'GET /2010-04-01/Accounts/{AccountSid}/Recordings/{ReferenceSid}/AddOnResults/{AddOnResultSid}/Payloads/{PayloadSid}/Data.json',
    'GET /2010-04-01/Accounts/{AccountSid}/Recordings/{ReferenceSid}/AddOnResults/{AddOnResultSid}/Payloads/{Sid}.json',
    'DELETE /2010-04-01/Accounts/{AccountSid}/Recordings/{ReferenceSid}/AddOnResults/{AddOnResultSid}/Payloads/{Sid}.json',
    'GET /2010-04-01/Accounts/{AccountSid}/Recordings/{ReferenceSid}/AddOnResults/{Sid}.json',
    'DELETE /2010-04-01/Accounts/{AccountSid}/Recordings/{ReferenceSid}/AddOnResults/{Sid}.json',
    'POST /2010-04-01/Accounts/{AccountSid}/Tokens.json',
    'POST /2010-04-01/Accounts/{Sid}.json',
  ),
};
