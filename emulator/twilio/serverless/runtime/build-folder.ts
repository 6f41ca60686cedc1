import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DeployedFile } from '../../../core/ports';

/** A file as the runtime handler takes it. */
interface RuntimeFile {
  readonly name: string;
  readonly path: string;
  readonly access: DeployedFile['visibility'];
  readonly content: string;
  readonly filePath: string;
}

export interface RuntimeFiles {
  readonly functions: RuntimeFile[];
  readonly assets: RuntimeFile[];
}

/** Writes a build's files into an empty folder, each Function with the entry by which it is called. */
export function writeBuild(folder: string, files: readonly DeployedFile[]): RuntimeFiles {
  const written: RuntimeFiles = { functions: [], assets: [] };
  for (const file of files) {
    if (file.kind === 'asset') {
      const filePath = write(folder, `assets${file.path}`, file.content);
      written.assets.push(described(file, filePath));
    } else {
      const source = write(folder, `functions${file.path}.js`, file.content);
      const entry = write(folder, `entries${file.path}.js`, entryFor(source));
      written.functions.push(described(file, entry));
    }
  }
  return written;
}

function described(file: DeployedFile, filePath: string): RuntimeFile {
  return { name: file.path, path: file.path, access: file.visibility, content: '', filePath };
}

function write(folder: string, name: string, content: Buffer | string): string {
  const file = path.join(folder, name);
  if (!file.startsWith(folder + path.sep)) throw new Error(`${name} lies outside of the build`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

/**
 * The runtime handler does not look at the promise of an async handler, and lets a second callback or an answer that
 * cannot be sent throw. In the cloud each of these ends one invocation; without this entry it would end the process.
 */
function entryFor(source: string): string {
  return `'use strict';
const { handler } = require(${JSON.stringify(source)});
exports.handler = typeof handler !== 'function' ? undefined : (context, event, callback) => {
  let isAnswered = false;
  const once = (error, payload) => {
    if (isAnswered) return;
    isAnswered = true;
    try {
      callback(error, payload);
    } catch (problem) {
      try {
        callback(problem);
      } catch {
        // the connection is gone
      }
    }
  };
  try {
    Promise.resolve(handler(context, event, once)).catch(once);
  } catch (error) {
    once(error);
  }
};
`;
}
