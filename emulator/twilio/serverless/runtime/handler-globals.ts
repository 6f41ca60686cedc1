import { readFileSync } from 'node:fs';
import type { RuntimeFiles } from './build-folder';
import { installedOnce } from './installed';
import { currentInvocation } from './invocation';

/** What the runtime handler puts on `globalThis` when it starts; `Response` hides the web's own. */
const NAMES = ['Twilio', 'Runtime', 'Functions', 'Response', 'twilioClient'];

/** The values of these globals for the Functions of one build. */
export type HandlerGlobals = Readonly<Record<string, unknown>>;

let outside: Record<string, unknown> = {};

/** From now on Functions see their own build's globals, and everybody else what was there before. */
export const installHandlerGlobals = installedOnce(() => {
  const before = NAMES.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  outside = Object.fromEntries(NAMES.map((name) => [name, Reflect.get(globalThis, name)]));
  for (const name of NAMES) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get: () => (currentInvocation()?.options.globals ?? outside)[name],
      set: (value: unknown) => {
        outside[name] = value;
      },
    });
  }
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  };
});

/** Starts a runtime handler and keeps what it puts on `globalThis` to itself. */
export function startedWithGlobals<T>(
  start: () => T,
  files: RuntimeFiles,
): { handler: T; globals: HandlerGlobals } {
  const before = { ...outside };
  const handler = start();
  const globals = { ...outside, Runtime: { ...(outside['Runtime'] as object), ...filesOf(files) } };
  outside = before;
  return { handler, globals };
}

/** The handler lists the files of whichever build came last; each build has its own. */
function filesOf({ functions, assets }: RuntimeFiles): Record<string, unknown> {
  return {
    getFunctions: () =>
      Object.fromEntries(functions.map(({ path, filePath }) => [path.slice(1), { path: filePath }])),
    getAssets: () =>
      Object.fromEntries(
        assets
          .filter(({ access }) => access === 'private')
          .map(({ path, filePath }) => [
            path,
            { path: filePath, open: () => readFileSync(filePath, 'utf8') },
          ]),
      ),
  };
}
