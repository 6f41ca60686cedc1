import { TwilioError } from '../../../core/twilio-error';

/** Twilio's limit on the attributes of a task or worker. Source: https://www.twilio.com/docs/taskrouter/limits */
const MAX_LENGTH = 4096;

/** Checks attributes as they are sent: the text of a JSON object of at most 4096 characters; else 400 with code 20001. */
export function readAttributes(text: string): string {
  if (text.length > MAX_LENGTH)
    throw TwilioError.badRequest(`Attributes exceed the maximum length of ${MAX_LENGTH} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw TwilioError.badRequest('Attributes is not a valid JSON string');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw TwilioError.badRequest('Attributes is not a JSON object');
  return text;
}
