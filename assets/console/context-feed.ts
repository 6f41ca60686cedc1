import { SyncClient } from 'twilio-sync';
import { isUnsettled } from '../shared/post';
import { post } from './api';

/** What opens the context of one call, and where. `local`: the local platform in Twilio's place. */
interface Opening {
  readonly token: string;
  readonly expiresAtMs: number;
  /** The server's clock. */
  readonly nowMs: number;
  readonly document: string;
  readonly local?: { readonly twilsock: string; readonly cds: string };
}

const AGAIN_MS = 5_000;

/** What whoever follows a context is told. */
export interface Follower {
  /** What is known of the call may have changed. */
  changed(): void;
  /** Whether a change would be told just now. */
  connected(isOn: boolean): void;
}

/**
 * Tells when what is known of a call has changed, by Sync's SDK, until `signal` ends that. False where it does not open
 * now: the page has what it asks for now and then.
 */
export async function followContext(
  reservation: string,
  { changed, connected }: Follower,
  signal: AbortSignal,
): Promise<boolean> {
  const ask = () => post<Opening>('follow', { reservation });
  const { status, body } = await ask();
  if (status !== 200 || signal.aborted) return false;
  const client = new SyncClient(body.token, optionsOf(body));
  let renewal: number | undefined;
  const renewAfter = (ms: number): void => {
    renewal = window.setTimeout(() => void renew(), ms);
  };
  const renew = async (): Promise<void> => {
    const again = await ask();
    if (signal.aborted) return;
    if (isUnsettled(again)) return renewAfter(AGAIN_MS);
    // Refused: it is no longer this agent's call.
    if (again.status !== 200) return;
    await client.updateToken(again.body.token).catch(() => undefined);
    renewAfter(renewsIn(again.body));
  };
  renewAfter(renewsIn(body));
  signal.addEventListener('abort', () => {
    clearTimeout(renewal);
    client.removeAllListeners();
    void client.shutdown();
  });
  try {
    const document = await client.document({ id: body.document, mode: 'open_existing' });
    document.on('updated', changed);
  } catch {
    return false;
  }
  // With each change of the connection something may have been missed.
  client.on('connectionStateChanged', (state) => {
    connected(state === 'connected');
    changed();
  });
  connected(client.connectionState === 'connected');
  changed();
  return true;
}

function renewsIn({ expiresAtMs, nowMs }: Opening): number {
  return ((expiresAtMs - nowMs) * 2) / 3;
}

/** Of these the SDK's types name none; its source does. */
function optionsOf({ local }: Opening): object {
  return local
    ? { Twilsock: { uri: local.twilsock }, cdsUri: local.cds, logLevel: 'silent' }
    : { logLevel: 'silent' };
}
