import { Liquid, type Context } from 'liquidjs';

/** What a template may name. */
export interface TemplateScope {
  readonly values: Readonly<Record<string, unknown>>;
  /** The moment that `{{now}}` and `{{"now" | date: …}}` show. */
  readonly nowMs: number;
}

interface Filter {
  readonly context: Context;
}

const engine = new Liquid({
  locale: 'en-US',
  timezoneOffset: 0,
  // Neither files nor hours: templates come from requests.
  templates: {},
  memoryLimit: 1_000_000,
});

/** The filters that read a clock, each made to read the call's. */
for (const name of ['date', 'date_to_xmlschema', 'date_to_rfc822', 'date_to_string', 'date_to_long_string']) {
  const original = engine.filters[name] as (this: Filter, value: unknown, ...rest: unknown[]) => unknown;
  engine.registerFilter(name, function (this: Filter, value: unknown, ...rest: unknown[]) {
    const isNow = value === 'now' || value === 'today';
    return original.call(this, isNow ? nowOf(this.context) / 1000 : value, ...rest);
  });
}
/** Vapi's picks at random; here a run can be repeated. */
engine.registerFilter('sample', (list: unknown) => (Array.isArray(list) ? (list[0] as unknown) : list));

function nowOf({ globals }: Context): number {
  return (globals as { nowMs: number }).nowMs;
}

/** What every template may name besides the call's own values, in UTC. */
const DEFAULTS = {
  now: '%b %-d, %Y %-I:%M %p',
  date: '%b %-d, %Y',
  time: '%-I:%M %p',
  month: '%B',
  day: '%-d',
  year: '%Y',
};

/**
 * Renders `text` as Vapi does, which uses LiquidJS; what is unknown becomes the empty text. That a text which is no
 * Liquid stays as it stands is assumed. Source: https://docs.vapi.ai/assistants/dynamic-variables.
 */
export function renderLiquid(text: string, { values, nowMs }: TemplateScope): string {
  if (!text.includes('{{') && !text.includes('{%')) return text;
  try {
    return engine.parseAndRenderSync(
      text,
      { ...defaults(nowMs), ...values },
      {
        globals: { nowMs },
      },
    ) as string;
  } catch {
    return text;
  }
}

/** The same in every text inside a value. */
export function renderDeep(value: unknown, scope: TemplateScope): unknown {
  if (typeof value === 'string') return renderLiquid(value, scope);
  if (Array.isArray(value)) return value.map((one) => renderDeep(one, scope));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renderDeep(one, scope)]));
}

function defaults(nowMs: number): Record<string, () => unknown> {
  const seconds = nowMs / 1000;
  return Object.fromEntries(
    Object.entries(DEFAULTS).map(([name, format]) => [
      name,
      (): unknown => engine.evalValueSync(`seconds | date: "${format}"`, { seconds }),
    ]),
  );
}
