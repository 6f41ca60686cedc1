import { z } from 'zod';
import type { Fault, FaultRule } from '../core/faults';
import { taking, type Endpoint } from './endpoint';
import { durationMs, flag, oneOf, pattern, whole } from './fields';
import { Refusal } from './refusal';
import type { ControlTarget } from './target';

export const FaultBody = z
  .strictObject({
    target: oneOf(['api', 'webhook']),
    method: oneOf(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
    pattern: pattern('a regular expression on host/path (api), or on "kind URL" (webhook)'),
    sends: pattern('a regular expression on the body that an API is sent').optional(),
    times: whole(1, 1_000_000).optional(),
    skip: whole(0, 1_000_000).optional(),
    status: whole(400, 599).optional(),
    body: z.unknown().optional(),
    drop: flag().optional(),
    when: oneOf(['before', 'after']).optional(),
    latencyMs: durationMs().optional(),
    duplicateAfterMs: durationMs('milliseconds until the same webhook comes again').optional(),
  })
  .superRefine((rule, context) => {
    const wrong = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    const { target, status, drop, latencyMs, duplicateAfterMs } = rule;
    if (status === undefined && !drop && latencyMs === undefined && duplicateAfterMs === undefined) {
      wrong('status', 'at least one of status, drop, latencyMs and, for webhooks, duplicateAfterMs');
    }
    if (target === 'api' && duplicateAfterMs !== undefined) {
      wrong('duplicateAfterMs', 'nothing here: only webhooks are sent twice (target "webhook")');
    }
    if (target === 'webhook' && rule.sends !== undefined) {
      wrong('sends', 'nothing here: only requests to an API are chosen by what they send');
    }
    if (target === 'webhook' && status !== undefined) {
      wrong('status', 'nothing here: a webhook gets its status from your server; use drop or latencyMs');
    }
  });

export function asRule(body: z.output<typeof FaultBody>): FaultRule {
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== undefined),
  ) as unknown as FaultRule;
}

const view = ({ id, rule, seen }: Fault) => ({ id, ...rule, seen });

/** Everything that can go wrong with a request; the first rule that matches decides. */
export function faultEndpoints({ faults, sockets }: ControlTarget): Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/faults',
      about: 'The faults in force and how many requests each has matched',
      answer: (c) => c.json({ faults: faults.list().map(view) }),
    },
    taking({
      method: 'POST',
      path: '/faults',
      about:
        'Adds a fault. api: requests to the emulator fail before or after their effect, are dropped or slow; ' +
        'webhook: its requests are lost, late (so that others overtake them) or come twice',
      body: FaultBody,
      example: { target: 'api', method: 'POST', pattern: '^sync\\.twilio\\.com/', status: 429, times: 2 },
      answer: (c, body) => c.json(view(faults.add(asRule(body))), 201),
    }),
    {
      method: 'DELETE',
      path: '/faults',
      about: 'Ends all faults',
      answer(c) {
        faults.clear();
        return c.body(null, 204);
      },
    },
    {
      method: 'DELETE',
      path: '/faults/:id',
      about: 'Ends one fault',
      answer(c) {
        const id = c.req.param('id') ?? '';
        if (!faults.remove(id))
          throw new Refusal(404, `there is no fault ${id}; GET /_emulator/faults lists them`);
        return c.body(null, 204);
      },
    },
    {
      method: 'DELETE',
      path: '/sockets',
      about: 'Cuts the open web sockets of browsers as a lost network does; answers with how many there were',
      query: {
        host: 'only those at this host: tsock.us1.twilio.com (Sync), event-bridge.twilio.com (workers)',
      },
      answer: (c) => c.json({ cut: sockets.cut(c.req.query('host')) }),
    },
  ];
}
