const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The longest first: begun last, they would keep a whole run waiting alone. What mostly waits (for a browser, a socket, the
 * engine) and what needs a core take turns, so that there is always something for every core.
 */
const SLOW = [
  'test/e2e/console-steady',
  'test/engine/engine',
  'test/engine/interrupted',
  'test/e2e/scenarios',
  'test/simulation/simulation',
  'test/engine/import',
  'test/e2e/playground',
  'test/e2e/console.',
  'test/engine/github-workflow',
  'test/e2e/board',
  'test/contract/infra-retry',
  'test/contract/sync-socket',
  'test/contract/dev-command',
  'test/contract/worker-channel-sessions',
  'test/contract/worker-channel.',
  'test/contract/emulator-live-calls',
  'test/contract/infra-apply',
  'test/contract/bad-input',
  'test/e2e/',
  'test/simulation/',
];

/** Jest knows how long files take only on a machine that has run them before. */
module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = SLOW.findIndex((part) => path.includes(part));
      return found < 0 ? SLOW.length : found;
    };
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
