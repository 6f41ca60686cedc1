// Jest keeps a hundred frames an error and maps each to its source as soon as somebody asks for the stack. Node keeps ten.
Error.stackTraceLimit = 10;
