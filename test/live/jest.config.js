const base = require('../../jest.config.js');

/** Runs on a real Twilio account: `npm run test:live` says what it needs. Never part of `npm test`. */
/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  rootDir: __dirname,
  testMatch: ['<rootDir>/account.live.ts'],
  transform: base.transform,
  maxWorkers: 1,
};
