import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { controlApp } from '../../../emulator/control/app';
import { mountAccountFace } from '../../../emulator/control/face';
import { VOICE_CONNECTS, VOICE_SOUNDS } from '../../../functions/console-page';
import { accountEndpoints, type AccountTarget } from './controls';
import { phoneProblems } from './phone';

/**
 * Serves the playground of an account on a port of this machine. Never the port to which the public address leads: whoever
 * opens this page sees webhooks, edits files, signs in and calls.
 */
export async function servePage(
  port: number,
  target: AccountTarget,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { sid, url, variables } = target.account;
  const standIn = variables.TWILIO_BASE_URL;
  const app = controlApp({
    endpoints: accountEndpoints(target),
    about: () => ({
      account: { sid },
      numbers: [variables.TWILIO_NUMBER],
      url,
      phoneProblems: phoneProblems(variables),
    }),
    // No other page, of whatever program on this machine, moves a real account.
    mayAsk: (origin, own) => origin === own,
    prepare: (app) =>
      mountAccountFace(app, {
        connects: [VOICE_CONNECTS, ...(standIn ? [new URL(standIn).origin] : [])].join(' '),
        media: VOICE_SOUNDS,
      }),
  });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = http.createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
