const { TestEnvironment } = require('jest-environment-node');
const tsx = require('tsx/cjs/api');

let recorder;

/** Node, with a recorder that all test files of a process share: it compiles a validator for every operation that it meets. */
module.exports = class extends TestEnvironment {
  constructor(...parts) {
    super(...parts);
    Object.defineProperty(this.global, 'openApiRecorder', {
      get() {
        recorder ??= new (tsx.require('./openapi-recorder.ts', __filename).OpenApiRecorder)();
        return recorder;
      },
    });
  }
};
