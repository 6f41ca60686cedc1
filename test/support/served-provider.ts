import type { handleUnaryCall } from '@grpc/grpc-js';
import type { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import { grpcService } from '../../infra/provider-kit/grpc-service';
import type { twilioProvider } from '../../infra/twilio/provider';
import type { vapiProvider } from '../../infra/vapi/provider';

export type Provider = typeof twilioProvider | typeof vapiProvider;
export type StructValues = Parameters<typeof Struct.fromJavaScript>[0];

/** Calls the service that the engine calls. */
export function served(provider: Provider, env: Record<string, string> = {}) {
  const service = grpcService(provider as typeof twilioProvider, '0.0.0', env, () => () => undefined);
  return <Response>(method: string, request: unknown): Promise<Response> =>
    new Promise((done, fail) => {
      const call = service[method] as handleUnaryCall<unknown, Response>;
      call({ request } as never, (error, response) => (error ? fail(error) : done(response as Response)));
    });
}
