import { SyncClient } from 'twilio-sync';
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

/**
 * Tells each time when what is known of a call has changed, by Sync's SDK, until `signal` ends that. False where it does
 * not open now: the page has what it asks for now and then.
 */
export async function followContext(
  reservation: string,
  changed: () => void,
  signal: AbortSignal,
): Promise<boolean> {
  const ask = () => post<Opening>('follow', { reservation });
  const { status, body } = await ask();
  if (status !== 200 || signal.aborted) return false;
  const client = new SyncClient(body.token, optionsOf(body));
  let renewal: number | undefined;
  signal.addEventListener('abort', () => {
    clearTimeout(renewal);
    void client.shutdown();
  });
  const renewBefore = ({ expiresAtMs, nowMs }: Opening): void => {
    renewal = window.setTimeout(
      () => {
        void ask().then((again) => {
          // Refused: it is no longer this agent's call.
          if (again.status !== 200 || signal.aborted) return;
          void client.updateToken(again.body.token).catch(() => undefined);
          renewBefore(again.body);
        });
      },
      ((expiresAtMs - nowMs) * 2) / 3,
    );
  };
  renewBefore(body);
  try {
    const document = await client.document({ id: body.document, mode: 'open_existing' });
    document.on('updated', changed);
    // What came in while it was opened.
    queueMicrotask(changed);
    return true;
  } catch {
    return false;
  }
}

/** Of these the SDK's types name none; its source does. */
function optionsOf({ local }: Opening): object {
  return local
    ? { Twilsock: { uri: local.twilsock }, cdsUri: local.cds, logLevel: 'silent' }
    : { logLevel: 'silent' };
}
