import type { EmulatorContext } from '../../../core/context';
import type { HttpAnswer, HttpRequest } from './requests';
import { withoutHost } from './target';

/**
 * Carries a request out unless a fault of the kind `api` on `cds.us1.twilio.com` spoils it; undefined where the connection
 * is lost instead of an answer.
 */
export async function underFaults(
  { faults, clock }: EmulatorContext,
  { method, path }: HttpRequest,
  body: unknown,
  carry: () => HttpAnswer | Promise<HttpAnswer>,
): Promise<HttpAnswer | undefined> {
  const address = `cds.us1.twilio.com${withoutHost(path)}`;
  const fault = faults.take('api', method, address, body === undefined ? '' : JSON.stringify(body));
  if (!fault) return carry();
  const { drop, status, latencyMs = 0 } = fault;
  const late = (): Promise<void> => new Promise((resolve) => clock.after(latencyMs, resolve));
  const isSpoiled = drop === true || status !== undefined;
  const isAfter = fault.when === 'after';

  if (!isAfter) await late();
  const answer = isSpoiled && !isAfter ? undefined : await carry();
  if (isAfter) await late();
  if (!isSpoiled) return answer;
  if (drop) return undefined;
  return {
    status: status ?? 500,
    body: (fault.body ?? { code: 20500, message: 'fault on request', status }) as object,
  };
}
