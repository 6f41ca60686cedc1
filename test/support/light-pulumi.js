// What Pulumi's SDK does that no test needs, and every file that loads it would pay for.

// It takes a stack for every promise, to find leaks.
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

// It loads a compiler and a package manager, for functions that a program would put into the cloud as they are.
jest.mock('@pulumi/pulumi/runtime/closure/serializeClosure', () => ({}));
jest.mock('@pulumi/pulumi/runtime/closure/codePaths', () => ({}));
