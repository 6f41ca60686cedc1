const { TestEnvironment } = require('jest-environment-node');
const tsx = require('tsx/cjs/api');

const { OpenApiRecorder } = tsx.require('./openapi-recorder.ts', __filename);
const recorder = new OpenApiRecorder();

/** Node, with a recorder that all test files of a process share: it compiles a validator for every operation that it meets. */
module.exports = class extends TestEnvironment {
  constructor(...parts) {
    super(...parts);
    this.global.openApiRecorder = recorder;
  }
};
