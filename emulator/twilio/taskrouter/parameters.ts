import type { Context } from 'hono';
import type { Form } from '../../core/form';
import { TwilioError } from '../../core/twilio-error';

/** A parameter that must be there and not be empty; else 400 with code 20001. */
export function required(form: Form, name: string): string {
  const value = form.get(name);
  if (value === undefined || value === '') throw TwilioError.badRequest(`${name} field is required`);
  return value;
}

/** How long the names of workspaces, activities, task channels and workers may be; of queues and workflows Twilio does not say. */
const LONGEST_NAME = 64;

export function requiredName(form: Form, longest = LONGEST_NAME): string {
  form.short('FriendlyName', longest);
  return required(form, 'FriendlyName');
}

/** A new name, where one is sent. */
export function newName(form: Form, longest = LONGEST_NAME): string | undefined {
  return form.has('FriendlyName') ? requiredName(form, longest) : undefined;
}

export function optionalInteger(form: Form, name: string): number | undefined {
  const text = form.get(name);
  if (text === undefined || text === '') return undefined;
  if (!/^-?\d+$/.test(text)) throw TwilioError.badRequest(`${name} is not a valid integer`);
  return Number(text);
}

export function oneOf<T extends string>(form: Form, name: string, choices: readonly T[]): T | undefined {
  const text = form.get(name);
  if (text === undefined || text === '') return undefined;
  const choice = choices.find((each) => each === text);
  if (choice === undefined) throw TwilioError.badRequest(`${name} must be one of ${choices.join(', ')}`);
  return choice;
}

export function optionalDate(form: Form, name: string): number | undefined {
  const text = form.get(name);
  if (text === undefined || text === '') return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw TwilioError.badRequest(`${name} is not a valid date`);
  return ms;
}

/** The record that a parameter names; 400 with code 20001 when there is none. */
export function referred<T>(form: Form, name: string, records: ReadonlyMap<string, T>): T | undefined {
  const sid = form.get(name);
  if (sid === undefined || sid === '') return undefined;
  const record = records.get(sid);
  if (record === undefined) throw TwilioError.badRequest(`${name} ${sid} does not exist`);
  return record;
}

/** `Minutes` of the query: how far back events and statistics go; 15 unless asked for. */
export function minutesAsked(c: Context): number {
  const text = c.req.query('Minutes') || '15';
  if (!/^\d{1,8}$/.test(text)) throw TwilioError.badRequest('Minutes is not a valid integer');
  return Number(text);
}

/** Every value of a query parameter, whether repeated or separated by commas. */
export function wantedValues(c: Context, name: string): string[] {
  return (c.req.queries(name) ?? []).flatMap((value) => value.split(',')).map((value) => value.trim());
}

/** Refuses with 412 when the request's If-Match names another version than the present one. */
export function checkVersion(c: Context, record: { readonly version: number }): void {
  const wanted = c.req
    .header('if-match')
    ?.trim()
    .replace(/^(W\/)?"(.*)"$/, '$2');
  if (wanted !== undefined && wanted !== '*' && wanted !== String(record.version))
    throw new TwilioError(412, 20412, 'Precondition Failed');
}

export function setVersion(c: Context, record: { readonly version: number }): void {
  c.header('ETag', `"${record.version}"`);
}
