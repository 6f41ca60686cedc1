const { default: Sequencer } = require('@jest/test-sequencer');

/** What waits for a browser or an engine, the longest first: begun last, it would keep a whole run waiting alone. */
const SLOW = [
  'test/e2e/console',
  'test/engine/engine',
  'test/engine/interrupted',
  'test/contract/infra-retry',
  'test/e2e/playground',
  'test/e2e/board',
  'test/e2e/',
  'test/simulation/',
  'test/engine/',
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
