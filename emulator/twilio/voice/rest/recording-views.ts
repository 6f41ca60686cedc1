import { rfc2822 } from '../../../core/clock';
import type { Recording } from '../recordings/recording';

/** What a recording's path goes by; each shows a little other things of it. */
export type RecordingOwner = 'Calls' | 'Conferences' | 'none';

/** https://www.twilio.com/docs/voice/api/recording */
export function recordingView(
  recording: Recording,
  owner: RecordingOwner,
  accountSid: string,
): Record<string, unknown> {
  const { sid, details, status, isOpen } = recording;
  const account = `/2010-04-01/Accounts/${accountSid}`;
  const ownerSid = owner === 'Calls' ? details.callSid : (details.conferenceSid ?? '');
  const path = owner === 'none' ? `${account}/Recordings` : `${account}/${owner}/${ownerSid}/Recordings`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    call_sid: details.callSid,
    conference_sid: details.conferenceSid ?? null,
    channels: details.channels,
    date_created: rfc2822(recording.startedAtMs),
    date_updated: rfc2822(recording.updatedAtMs),
    start_time: rfc2822(recording.startedAtMs),
    price: null,
    price_unit: 'USD',
    duration: isOpen ? null : String(recording.durationSeconds),
    sid,
    source: details.source,
    status,
    error_code: null,
    encryption_details: null,
    uri: `${path}/${sid}.json`,
    ...(owner === 'Calls' ? { track: details.track } : {}),
    ...(owner === 'none'
      ? {
          media_url: `https://api.twilio.com${account}/Recordings/${sid}`,
          subresource_uris: {
            add_on_results: `${account}/Recordings/${sid}/AddOnResults.json`,
            transcriptions: `${account}/Recordings/${sid}/Transcriptions.json`,
          },
        }
      : {}),
  };
}
