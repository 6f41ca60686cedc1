import type { Context } from 'hono';
import { NestError } from './nest-error';

/** `limit` of a list: 100 by default, 0 to 1000. */
export function limitOf(c: Context): number {
  const text = c.req.query('limit') ?? '100';
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit > 1000) throw new NestError(400, ['limit must not be greater than 1000']);
  return limit;
}

interface Dated {
  readonly createdAt: string;
  readonly updatedAt: string;
}

const COMPARISONS: Record<string, (a: number, b: number) => boolean> = {
  Gt: (a, b) => a > b,
  Lt: (a, b) => a < b,
  Ge: (a, b) => a >= b,
  Le: (a, b) => a <= b,
};

/** The filters `createdAtGt`, `updatedAtLe` and so on; anything else in the query is left alone. */
export function periodOf(query: Readonly<Record<string, string>>): (resource: Dated) => boolean {
  const tests = Object.entries(query).flatMap(([name, value]) => {
    const [, field, how] = /^(createdAt|updatedAt)(Gt|Lt|Ge|Le)$/.exec(name) ?? [];
    const compare = COMPARISONS[how ?? ''];
    if (!compare) return [];
    const limit = Date.parse(value);
    if (Number.isNaN(limit)) throw new NestError(400, [`${name} must be a valid ISO 8601 date string`]);
    return [(resource: Dated) => compare(Date.parse(resource[field as keyof Dated]), limit)];
  });
  return (resource) => tests.every((isWithin) => isWithin(resource));
}
