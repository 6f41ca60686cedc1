import type { Expression, Use } from '../../../../routing/language';
import {
  checkNames,
  ExpressionSyntaxError,
  parseExpression,
  parseName,
  parseOrderBy,
} from '../../../../routing/language';
import { TwilioError } from '../../../core/twilio-error';
import type { Filter, Routing, Target } from './routing';

/** Twilio's limit on a workflow's configuration. Source: https://www.twilio.com/docs/taskrouter/limits */
const MAX_LENGTH = 1_038_576;

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a workflow's Configuration. Anything that cannot be is 400 with code 20001: no JSON, a malformed expression, a
 * queue that `hasQueue` does not know.
 */
export function readConfiguration(text: string, hasQueue: (sid: string) => boolean): Routing {
  if (text.length > MAX_LENGTH) throw refusal(`longer than ${MAX_LENGTH} characters`);
  const routing = objectAt(objectAt(parseJson(text), 'configuration')['task_routing'], 'task_routing');
  const filters = listAt(routing['filters'] ?? [], 'filters').map((filter, position) =>
    readFilter(objectAt(filter, `filters[${position}]`), `filters[${position}]`, hasQueue),
  );
  const byDefault = routing['default_filter'];
  if (filters.length === 0 && byDefault === undefined) throw refusal('neither filters nor default_filter');
  const defaultQueueSid =
    byDefault === undefined
      ? undefined
      : readQueue(objectAt(byDefault, 'default_filter'), 'default_filter', hasQueue);
  return { text, filters, defaultQueueSid };
}

/** Reads an expression; a malformed one is 400 with code 20001 and the parser's words. */
export function readExpression(text: string, use: Use): Expression {
  try {
    const expression = parseExpression(text);
    const [complaint] = use === 'target' || use === 'skip_if' ? checkNames(expression, use) : [];
    if (complaint) throw TwilioError.badRequest(complaint);
    return expression;
  } catch (error) {
    throw asRefusal(error);
  }
}

function readFilter(filter: Json, at: string, hasQueue: (sid: string) => boolean): Filter {
  const targets: Target[] = [];
  for (const [position, target] of listAt(filter['targets'], `${at}.targets`).entries()) {
    const where = `${at}.targets[${position}]`;
    targets.push(readTarget(objectAt(target, where), where, targets.at(-1)?.queueSid, hasQueue));
  }
  if (targets.length === 0) throw refusal(`${at}.targets is empty`);
  return { expression: readExpression(textAt(filter['expression'], `${at}.expression`), 'filter'), targets };
}

function readTarget(
  target: Json,
  at: string,
  inherited: string | undefined,
  hasQueue: (sid: string) => boolean,
): Target {
  const queueSid =
    target['queue'] === undefined && inherited !== undefined ? inherited : readQueue(target, at, hasQueue);
  const priority = integerAt(target['priority'], `${at}.priority`);
  const timeout = integerAt(target['timeout'], `${at}.timeout`);
  const knownWorker = readKnownWorker(target, at);
  return {
    queueSid,
    orderBy:
      target['order_by'] === undefined ? [] : readOrderBy(textAt(target['order_by'], `${at}.order_by`)),
    ...(isSet(target['expression'])
      ? { expression: readExpression(textAt(target['expression'], `${at}.expression`), 'target') }
      : {}),
    ...(isSet(target['skip_if'])
      ? { skipIf: readExpression(textAt(target['skip_if'], `${at}.skip_if`), 'skip_if') }
      : {}),
    ...(priority === undefined ? {} : { priority }),
    ...(timeout === undefined ? {} : { timeoutMs: timeout * 1000 }),
    ...(knownWorker ? { knownWorker } : {}),
  };
}

function readKnownWorker(target: Json, at: string): Target['knownWorker'] {
  const { known_worker_sid: sid, known_worker_friendly_name: name } = target;
  if (!isSet(sid) && !isSet(name)) return undefined;
  if (isSet(sid) && isSet(name)) throw refusal(`${at} has known_worker_sid and known_worker_friendly_name`);
  try {
    const [root, ...path] = parseName(textAt(sid ?? name, `${at}.known_worker`));
    if (root !== 'task' || path.length === 0)
      throw refusal(`${at}: a known worker is named by task.<attribute>`);
    return { by: isSet(sid) ? 'sid' : 'friendlyName', path };
  } catch (error) {
    throw asRefusal(error);
  }
}

function readOrderBy(text: string): Target['orderBy'] {
  try {
    return parseOrderBy(text);
  } catch (error) {
    throw asRefusal(error);
  }
}

function readQueue(holder: Json, at: string, hasQueue: (sid: string) => boolean): string {
  const sid = textAt(holder['queue'], `${at}.queue`);
  if (!hasQueue(sid)) throw refusal(`${at}.queue ${sid} is no TaskQueue of this workspace`);
  return sid;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('it is not valid JSON');
  }
}

function objectAt(value: unknown, at: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refusal(`${at} is no object`);
  return value as Json;
}

function listAt(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw refusal(`${at} is no list`);
  return value;
}

function textAt(value: unknown, at: string): string {
  if (typeof value !== 'string') throw refusal(`${at} is missing or no text`);
  return value;
}

/** Numbers may be written as JSON strings. */
function integerAt(value: unknown, at: string): number | undefined {
  if (!isSet(value)) return undefined;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 0)
    throw refusal(`${at} is no whole number`);
  return number;
}

function asRefusal(error: unknown): unknown {
  return error instanceof ExpressionSyntaxError ? TwilioError.badRequest(error.message) : error;
}

function refusal(why: string): TwilioError {
  return TwilioError.badRequest(`Configuration is invalid: ${why}`);
}
