import type { Context } from 'hono';
import { TwilioError } from '../../../core/twilio-error';

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/**
 * What a list's date filter lets through: `Name` has the day, `Name<` the last moment and `Name>` the first, where a day
 * is its midnight. Without a date nothing is let through that is asked for. Error 20001 for what is no date.
 * Source: https://www.twilio.com/docs/voice/api/call-resource#read-multiple-call-resources.
 */
export function dateFilter(c: Context, name: string): (atMs: number | undefined) => boolean {
  const asked = (suffix: string): number | undefined =>
    momentOf(`${name}${suffix}`, c.req.query(`${name}${suffix}`));
  const [day, last, first] = [asked(''), asked('<'), asked('>')];
  if (day === undefined && last === undefined && first === undefined) return () => true;
  return (atMs) => {
    if (atMs === undefined) return false;
    const second = Math.floor(atMs / 1000) * 1000;
    const isOnDay = day === undefined || (second >= day && second < day + DAY_MS);
    return isOnDay && (last === undefined || second <= last) && (first === undefined || second >= first);
  };
}

function momentOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const atMs = DAY.test(text) || MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(atMs))
    throw TwilioError.badRequest(`${name} wants YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, not ${text}`);
  return atMs;
}
