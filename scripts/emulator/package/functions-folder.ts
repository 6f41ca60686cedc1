import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const NAME = 'voice-handoff-emulator';

/** Where deployed Functions are written: inside a project they find its packages, `twilio` among them. */
export function functionsFolder(): string {
  return existsSync('node_modules')
    ? path.resolve('node_modules/.cache', NAME)
    : path.join(os.tmpdir(), NAME);
}
