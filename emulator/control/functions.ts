import type { Endpoint } from './endpoint';
import type { ControlTarget } from './target';

/** Functions that run in the emulator. */
export function functionEndpoints({ serverless, runtime }: ControlTarget): Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/functions',
      about:
        'Every domain of deployed Functions, where it is served, its clock skew, and what its Functions printed',
      answer: (c) =>
        c.json({
          domains: [...serverless.services.values()].flatMap((service) =>
            [...service.environments.values()].map(({ domainName, buildSid }) => ({
              domain: domainName,
              service: service.uniqueName,
              buildSid,
              url: runtime.resolve(`https://${domainName}`) ?? null,
              clockSkewMs: runtime.clockSkewMs.get(domainName) ?? 0,
              logs: runtime.logs(domainName),
            })),
          ),
        }),
    },
  ];
}
