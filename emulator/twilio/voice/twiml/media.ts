import type { VoiceCore } from '../core';
import { WEBHOOK_TIMEOUT_MS } from '../calls/status-callback';
import { TwimlError } from './document';

/**
 * How long the sound at this URL plays. WAV files are fetched, once each, and say it themselves; for other formats and
 * for what cannot be reached from here it is `playMs`. Throws TwimlError when the server answers with an error.
 * Source: https://www.twilio.com/docs/voice/twiml/play (supported formats, caching), errors 11200, 13420.
 */
export async function soundMs(core: VoiceCore, url: string): Promise<number> {
  const known = core.sounds.get(url);
  if (known !== undefined) return known;
  if (!URL.canParse(url)) return core.options.playMs;
  const answer = await core.ctx.webhooks.send({
    kind: 'voice.media',
    url,
    method: 'GET',
    timeoutMs: WEBHOOK_TIMEOUT_MS,
  });
  if (answer.status >= 400) throw new TwimlError(11200, `HTTP retrieval failure: ${answer.status}`);
  const type = answer.headers['content-type'] ?? '';
  if (answer.status !== 0 && !/^audio\//i.test(type))
    throw new TwimlError(13420, `Play: Invalid Content-Type ${type || '(none)'}`);
  const ms = (answer.status === 0 ? undefined : wavMs(answer.body)) ?? core.options.playMs;
  core.sounds.set(url, ms);
  return ms;
}

/** Milliseconds of a WAV file given with one character a byte; undefined when it is none. */
export function wavMs(file: string): number | undefined {
  const bytes = Buffer.from(file, 'latin1');
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    return undefined;
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (name === 'fmt ' && at + 20 <= bytes.length) bytesPerSecond = bytes.readUInt32LE(at + 16);
    if (name === 'data' && bytesPerSecond > 0) return Math.round((size / bytesPerSecond) * 1000);
    at += 8 + size + (size % 2);
  }
  return undefined;
}
