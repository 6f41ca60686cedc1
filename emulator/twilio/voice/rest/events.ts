import type { Hono } from 'hono';
import { rfc2822 } from '../../../core/clock';
import type { JournalEntry } from '../../../core/journal';
import { uriPage } from '../../../core/page';
import type { VoiceCore } from '../core';
import { ACCOUNT, found, named } from './accounts';

interface CallEvent {
  readonly serial: number;
  readonly entry: JournalEntry;
  readonly parameters: URLSearchParams;
}

/** What Twilio asked and told the account's servers of a call: https://www.twilio.com/docs/voice/api/call-event-resource */
export function mountEvents(app: Hono, core: VoiceCore): void {
  const eventsOf = (callSid: string): CallEvent[] =>
    core.ctx.journal.entries.flatMap((entry, serial) => {
      if (entry.kind !== 'webhook.answered' || !String(entry['for']).startsWith('voice.')) return [];
      const parameters = parametersOf(entry);
      return parameters.get('CallSid') === callSid ? [{ serial, entry, parameters }] : [];
    });

  app.get(`${ACCOUNT}/Calls/:call/Events.json`, (c) => {
    const { sid } = found(core, c, core.calls.find(named(c, 'call')));
    return uriPage(c, { key: 'events', records: eventsOf(sid), position: ({ serial }) => serial, view });
  });
}

function parametersOf({ method, url, requestBody }: JournalEntry): URLSearchParams {
  if (method === 'POST') return new URLSearchParams(String(requestBody));
  return URL.canParse(String(url)) ? new URL(String(url)).searchParams : new URLSearchParams();
}

function view({ entry, parameters }: CallEvent): Record<string, unknown> {
  return {
    request: {
      method: entry['method'],
      url: entry['url'],
      parameters: Object.fromEntries([...parameters].map(([name, value]) => [snakeCase(name), value])),
    },
    response: {
      response_code: entry['status'],
      request_duration: entry['tookMs'],
      response_body: entry['answer'],
      date_created: rfc2822(entry.atMs),
    },
  };
}

function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, '_$&').toLowerCase();
}
