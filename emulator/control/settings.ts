import { z } from 'zod';
import type { VapiBehaviour } from '../vapi/behaviour';
import { Server } from '../vapi/rest/server-schema';
import { taking, type Endpoint } from './endpoint';
import { durationMs, flag, oneOf, signedMs, whole, words } from './fields';
import { Refusal } from './refusal';
import type { ControlTarget } from './target';

const some = <T extends z.ZodType>(schema: T) => schema.optional();

/** What the documentation leaves open about Vapi; `emulator/vapi/behaviour.ts` says what each is. */
const VapiBody = z.strictObject({
  orgServer: some(Server),
  transcriptionMs: some(durationMs()),
  thinkingMs: some(durationMs()),
  greetingMs: some(durationMs()),
  toolCallShape: some(oneOf(['A', 'B', 'C', 'D', 'E'])),
  legacyFunctionCall: some(oneOf(['none', 'alone', 'beside'])),
  legacyDelayMs: some(durationMs()),
  timestamps: some(oneOf(['ms', 'iso'])),
  signatureTimestamps: some(oneOf(['ms', 'seconds', 'iso'])),
  knowsCallSidOfBypass: some(flag()),
  transfersBypassedCalls: some(flag()),
  sendsMonitor: some(flag()),
  reports: some(
    z.strictObject({ mode: oneOf(['final', 'premature-then-final', 'none']), delayMs: durationMs() }),
  ),
  analysis: some(
    z.strictObject({
      summary: some(words('the summary of a call')),
      successEvaluation: some(words('how the call is judged')),
      structuredData: some(z.record(z.string(), z.unknown())),
    }),
  ),
  noStreamMs: some(durationMs()),
});

export const SettingsBody = z.strictObject({
  roundTripMs: some(durationMs('milliseconds that a request and its answer spend on the way together')),
  /** What is above it is refused by Twilio's REST APIs with 429; null for any number. */
  concurrentRequests: some(whole(1, 10_000).nullable()),
  sync: some(
    z.strictObject({
      collectedLateMs: some(signedMs('milliseconds from an expiry to the collection, below 0 for too early')),
      limitsRates: some(flag()),
      staleReadsMs: some(durationMs('milliseconds for which readers see what was before a write')),
    }),
  ),
  clockSkewMs: some(
    z.record(words('the domain of Functions'), signedMs('milliseconds by which the clock is ahead')),
  ),
  vapi: some(VapiBody),
});

type Settings = z.output<typeof SettingsBody>;

/** Refuses before anything is changed. */
export function refuseUnknownDomains({ serverless }: ControlTarget, { clockSkewMs = {} }: Settings): void {
  const known = [...serverless.services.values()].flatMap(({ environments }) =>
    [...environments.values()].map(({ domainName }) => domainName),
  );
  for (const domain of Object.keys(clockSkewMs)) {
    if (known.includes(domain)) continue;
    const wants = known.length > 0 ? `one of ${known.join(', ')}` : 'a domain, and nothing is deployed';
    throw new Refusal(400, `clockSkewMs.${domain}: wants ${wants}`, [
      { field: `clockSkewMs.${domain}`, got: domain, wants },
    ]);
  }
}

export function applySettings(target: ControlTarget, settings: Settings): void {
  refuseUnknownDomains(target, settings);
  const { roundTripMs, concurrentRequests, sync = {}, clockSkewMs = {}, vapi = {} } = settings;
  if (roundTripMs !== undefined) target.latency.roundTripMs = roundTripMs;
  if (concurrentRequests !== undefined) target.concurrency.limit = concurrentRequests;
  Object.assign(target.sync.settings, given(sync));
  for (const [domain, skewMs] of Object.entries(clockSkewMs)) target.runtime.clockSkewMs.set(domain, skewMs);
  target.vapi.control.behave(given(vapi) as Partial<VapiBehaviour>);
}

export function settingsNow({ latency, concurrency, sync, runtime, vapi }: ControlTarget) {
  const behaviour = vapi.organisation.behaviour as unknown as Record<string, unknown>;
  return {
    roundTripMs: latency.roundTripMs,
    concurrentRequests: concurrency.limit,
    sync: { ...sync.settings },
    clockSkewMs: Object.fromEntries(runtime.clockSkewMs),
    vapi: Object.fromEntries(Object.keys(VapiBody.shape).map((name) => [name, behaviour[name]])),
  };
}

function given(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What the platforms may do differently from day to day. */
export function settingEndpoints(target: ControlTarget): Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/settings',
      about:
        'Latency, how many requests may be open at once, how late Sync collects what has expired and how stale its reads are, clock skew, how Vapi behaves',
      answer: (c) => c.json(settingsNow(target)),
    },
    taking({
      method: 'POST',
      path: '/settings',
      about: 'Changes the settings that the body names, at once',
      body: SettingsBody,
      example: { roundTripMs: 120, sync: { collectedLateMs: -5000, staleReadsMs: 300 } },
      answer(c, body) {
        applySettings(target, body);
        return c.json(settingsNow(target));
      },
    }),
  ];
}
