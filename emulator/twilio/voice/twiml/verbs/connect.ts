import type { Element } from '../document';
import { elements } from '../document';
import type { Verb } from '../stage';
import { action, resolveUrl } from '../stage';
import { LegStream } from '../../audio/leg-stream';
import { reportStream } from '../../audio/stream-callback';
import { httpMethod } from '../../core';

/**
 * `<Connect><Stream>`: the caller talks with whoever listens at the URL until that peer closes the stream; then the
 * next verb is performed. Source: https://www.twilio.com/docs/voice/twiml/stream.
 */
export const connect: Verb = async (stage, element) => {
  const noun = elements(element)[0];
  if (noun?.name !== 'Stream') {
    stage.call.note('twiml.not-served', { verb: 'Connect', noun: noun?.name });
    return 'next';
  }
  await streaming(stage, noun);
  return action(stage, element, {});
};

const streaming = (stage: Parameters<Verb>[0], noun: Element): Promise<void> => {
  const { core, call, run } = stage;
  const { url = '', statusCallback, statusCallbackMethod } = noun.attributes;
  const peer = core.streams.find(url);
  const streamSid = core.ctx.ids.sid('MZ');
  const report = (event: string, error?: string): void =>
    reportStream(core.ctx, call, {
      streamSid,
      name: noun.attributes.name ?? streamSid,
      event,
      error,
      callback: statusCallback
        ? { url: resolveUrl(stage, statusCallback), method: httpMethod(statusCallbackMethod) }
        : undefined,
    });
  if (!peer) {
    call.note('stream.failed', { url, code: 31920 });
    report('stream-error', 'Stream - WebSocket - Handshake Error');
    return Promise.resolve();
  }
  return run.until<void>((done) => {
    const parameters = Object.fromEntries(
      elements(noun)
        .filter(({ name }) => name === 'Parameter')
        .map(({ attributes }) => [attributes.name ?? '', attributes.value ?? '']),
    );
    const stream = new LegStream(core, call, parameters, peer, (reason) => {
      call.note('stream.closed', { streamSid, reason });
      report('stream-stopped');
      done();
    });
    call.note('stream.opened', { streamSid, url });
    report('stream-started');
    stream.open();
    return (reason) => stream.end(reason === 'call-ended' ? 'caller-hung-up' : 'redirected');
  });
};
