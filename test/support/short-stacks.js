// Jest keeps a hundred frames an error and maps each to its source as soon as somebody asks for the stack.
// Ten are what Node keeps.
Error.stackTraceLimit = 10;

// Pulumi's runtime asks for one at every promise, to find leaks: nobody reads them here.
jest.mock('@pulumi/pulumi/runtime/debuggable', () => {
  const debuggable = jest.requireActual('@pulumi/pulumi/runtime/debuggable');
  const debuggablePromise = (...args) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return debuggable.debuggablePromise(...args);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
  return { ...debuggable, debuggablePromise };
});
