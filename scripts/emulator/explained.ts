/** Why a command cannot start, for people. */
export function explained(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return `port ${port} is taken, perhaps by another emulator: end it, or choose another with --port (0 takes a free one)`;
  }
  if (code === 'MODULE_NOT_FOUND' && message.includes('@pulumi/twilio')) {
    return 'what would be provisioned is in the checkout of this project alone: start with --empty';
  }
  if (code?.startsWith('ERR_PARSE_ARGS')) return `${message}; --help lists the options`;
  return error instanceof Error ? message : String(error);
}
