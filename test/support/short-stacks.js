// Jest keeps 100 frames an error and maps each to its source; Pulumi's runtime takes a stack for every promise.
Error.stackTraceLimit = 10;
