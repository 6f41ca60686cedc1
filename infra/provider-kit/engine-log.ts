import { credentials } from '@grpc/grpc-js';
import { EngineClient } from '@pulumi/pulumi/proto/engine_grpc_pb';
import { LogRequest, LogSeverity } from '@pulumi/pulumi/proto/engine_pb';
import type { Report, Warn } from './definition';

/** Gives each resource, by its URN, a way to say how far it is, or what people must not overlook. */
export type EngineLog = (urn: string, kind?: 'progress' | 'warning') => Report | Warn;

/**
 * Shows lines beside the resource while it is being made, and warnings at the end. `address` is where the engine listens; what it does not take
 * is not worth a failure.
 * Source: https://github.com/pulumi/pulumi/blob/master/proto/pulumi/engine.proto
 */
export function engineLog(address: string | undefined): EngineLog {
  if (address === undefined) return () => () => undefined;
  const engine = new EngineClient(address, credentials.createInsecure());
  // One after another: two at once may arrive in any order, and the last one stays.
  let sent: Promise<unknown> = Promise.resolve();
  return (urn, kind = 'progress') =>
    (line) => {
      const request = new LogRequest();
      request.setSeverity(kind === 'warning' ? LogSeverity.WARNING : LogSeverity.INFO);
      request.setUrn(urn);
      request.setMessage(line);
      request.setEphemeral(kind === 'progress');
      sent = sent.then(() => new Promise((done) => engine.log(request, done)));
    };
}
