import { Server, ServerCredentials } from '@grpc/grpc-js';
import { ResourceProviderService } from '@pulumi/pulumi/proto/provider_grpc_pb';
import type { ProviderDefinition } from './definition';
import { engineLog } from './engine-log';
import { grpcService } from './grpc-service';

/** As the engine itself allows: a workflow's configuration alone may have a megabyte. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/**
 * Serves a provider to the engine that started this process and gave its own address as an argument: the port goes to the first line of standard output, which
 * the engine reads; nothing else may go there.
 */
export function serveProvider<Client>(definition: ProviderDefinition<Client>, version: string): void {
  const server = new Server({ 'grpc.max_receive_message_length': MAX_MESSAGE_BYTES });
  const address = process.argv.slice(2).findLast((argument) => !argument.startsWith('-'));
  const log = engineLog(address);
  server.addService(ResourceProviderService, grpcService(definition, version, process.env, log));
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}
