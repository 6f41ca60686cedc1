import type { Call } from '../calls/call';
import type { VoiceCore } from '../core';
import { httpMethod } from '../core';
import type { Element } from './document';
import type { TwimlRequest } from './fetch';
import type { Run } from './run';

/** Where a verb performs. */
export interface Stage {
  readonly core: VoiceCore;
  readonly call: Call;
  readonly run: Run;
  readonly baseUrl: string | undefined;
  /** Whether the leg is one that a `<Dial>` called and has not bridged yet. */
  readonly isDialled?: boolean;
  /** The conference whose waiting document this is. */
  readonly conferenceSid?: string;
}

/** What comes after a verb: the next one or another document. */
export type Next = 'next' | TwimlRequest;

export type Verb = (stage: Stage, element: Element) => Promise<Next>;

/** A URL of a document, resolved against the document's own. */
export function resolveUrl({ baseUrl }: Stage, url: string): string {
  return baseUrl === undefined || !URL.canParse(url, baseUrl) ? url : new URL(url, baseUrl).href;
}

/** The document at an element's `action`, or the next verb when it has none. */
export function action(stage: Stage, element: Element, form: Record<string, string>): Next {
  const { action: url, method } = element.attributes;
  return url === undefined ? 'next' : { url: resolveUrl(stage, url), method: httpMethod(method), form };
}

/** An attribute that is a whole number; `otherwise` when it is missing or none. */
export function numberAttribute(element: Element, name: string, otherwise: number): number {
  const text = element.attributes[name];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : otherwise;
}

export function booleanAttribute(element: Element, name: string, otherwise: boolean): boolean {
  const text = element.attributes[name]?.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : otherwise;
}
