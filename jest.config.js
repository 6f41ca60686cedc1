const os = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/test/support/environment.js',
  // A deadline, not a measure: a busy machine takes many times as long.
  testTimeout: 30_000,
  // Two more than two cores: a file that waits for a browser or the engine leaves its core to another.
  maxWorkers: Math.max(4, os.availableParallelism()),
  testSequencer: '<rootDir>/test/support/slow-first.js',
  roots: [
    '<rootDir>/assets',
    '<rootDir>/functions',
    '<rootDir>/infra',
    '<rootDir>/emulator',
    '<rootDir>/routing',
    '<rootDir>/scripts',
    '<rootDir>/test',
  ],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
    // Of ES modules alone.
    '/oauth4webapi/.+\\.js$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: ['/node_modules/(?!oauth4webapi/)'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.cache'],
  cacheDirectory: '<rootDir>/.cache/jest',
  setupFilesAfterEnv: ['short-stacks.js', 'light-pulumi.js', 'openapi-watch.ts'].map(
    (file) => `<rootDir>/test/support/${file}`,
  ),
  reporters: ['default', '<rootDir>/test/support/totals-reporter.js'],
};
