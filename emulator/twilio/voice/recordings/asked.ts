import { httpMethod } from '../core';
import type { Element } from '../twiml/document';
import type { Stage } from '../twiml/stage';
import { resolveUrl } from '../twiml/stage';
import type { RecordingCallback } from './recording';

/** What an element's `recordingStatusCallback` and its like ask for. */
export function callbackOf(stage: Stage, { attributes }: Element): RecordingCallback | undefined {
  const {
    recordingStatusCallback: url,
    recordingStatusCallbackMethod,
    recordingStatusCallbackEvent,
  } = attributes;
  if (!url) return undefined;
  return {
    url: resolveUrl(stage, url),
    method: httpMethod(recordingStatusCallbackMethod),
    events: (recordingStatusCallbackEvent ?? 'completed').split(/[\s,]+/),
  };
}

/** Whether `record` asks for a recording, and of how many channels. Source: https://www.twilio.com/docs/voice/twiml/dial#record */
export function channelsOf({ attributes: { record } }: Element): 1 | 2 | undefined {
  if (record === undefined || record === 'do-not-record' || record === 'false') return undefined;
  return record.endsWith('-dual') ? 2 : 1;
}

/** Which side of the call is recorded. Source: https://www.twilio.com/docs/voice/twiml/dial#recordingtrack */
export function trackOf({ attributes: { recordingTrack } }: Element): string {
  return recordingTrack === 'inbound' || recordingTrack === 'outbound' ? recordingTrack : 'both';
}
