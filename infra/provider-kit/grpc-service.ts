import { status } from '@grpc/grpc-js';
import type { handleUnaryCall, ServiceError, UntypedServiceImplementation } from '@grpc/grpc-js';
import { PluginInfo } from '@pulumi/pulumi/proto/plugin_pb';
import * as proto from '@pulumi/pulumi/proto/provider_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import type { CheckFailure, Checked } from './check';
import type { ProviderDefinition } from './definition';
import type { EngineLog } from './engine-log';
import { packageSchema } from './package-schema';
import { ProviderHandler } from './provider-handler';
import { hide } from './secrecy';
import { hasUnknown, UNKNOWN, unwrapSecrets } from './wire-values';

type Values = Record<string, unknown>;

/** What the engine adds to a provider's own configuration. */
const ENGINE_KEYS = ['version', 'pluginDownloadURL', 'parameterization', '__internal'];

/**
 * The engine's ResourceProvider service over a definition.
 * Source: https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
 */
export function grpcService<Client>(
  definition: ProviderDefinition<Client>,
  version: string,
  env: Readonly<Record<string, string | undefined>>,
  log: EngineLog,
): UntypedServiceImplementation {
  const handler = new ProviderHandler(definition);

  return {
    handshake: answer(() => {
      const response = new proto.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptResources(true);
      return response;
    }),

    checkConfig: answer((request: proto.CheckRequest) => {
      const given = valuesOf(request.getNews());
      const { failures } = handler.checkConfig(ownConfig(given), env);
      // As given: what comes from the environment stands in no state.
      return checkResponse({ inputs: given, failures: hasUnknown(given) ? [] : failures });
    }),

    diffConfig: answer(() => new proto.DiffResponse()),

    configure: answer(async (request: proto.ConfigureRequest) => {
      const config = ownConfig(valuesOf(request.getArgs()));
      // In a preview the credentials themselves may not be known yet.
      if (!hasUnknown(config)) {
        const { inputs, failures } = handler.checkConfig(config, env);
        if (failures.length > 0) {
          throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join('; '));
        }
        handler.configure(inputs);
        await handler.verify();
      }
      const response = new proto.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setAcceptresources(true);
      response.setSupportspreview(true);
      return response;
    }),

    check: answer((request: proto.CheckRequest) => {
      const type = typeOf(request);
      const given = valuesOf(request.getNews());
      const { inputs, failures } = handler.check(type, given);
      return checkResponse({ inputs: hide(inputs, handler.secrecyOf(type), given), failures });
    }),

    diff: answer((request: proto.DiffRequest) => {
      const type = typeOf(request);
      const old = open(valuesOf(request.getOldInputs() ?? request.getOlds()));
      const changes = handler.diff(type, old, open(valuesOf(request.getNews())));
      const response = new proto.DiffResponse();
      const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
      response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
      response.setDiffsList([...new Set(changes.map(({ property }) => property))]);
      response.setReplacesList([
        ...new Set(changes.filter(({ replace }) => replace).map(({ property }) => property)),
      ]);
      response.setDeletebeforereplace(handler.isNamed(type));
      response.setHasdetaileddiff(true);
      for (const { path, kind, replace } of changes) {
        const difference = new proto.PropertyDiff();
        difference.setKind(KINDS[kind][replace ? 'replace' : 'inPlace']);
        difference.setInputdiff(true);
        response.getDetaileddiffMap().set(path, difference);
      }
      return response;
    }),

    create: answer(async (request: proto.CreateRequest) => {
      const type = typeOf(request);
      const given = valuesOf(request.getProperties());
      const response = new proto.CreateResponse();
      if (request.getPreview()) {
        await handler.foresee(type, open(given), log(request.getUrn(), 'warning'));
        const unknown = Object.fromEntries(handler.outputNames(type).map((name) => [name, UNKNOWN]));
        response.setProperties(structOf({ ...given, ...unknown }));
        return response;
      }
      const { id, state } = await handler.create(type, open(given), log(request.getUrn()));
      response.setId(id);
      response.setProperties(structOf(hide(state, handler.secrecyOf(type), given)));
      return response;
    }),

    read: answer(async (request: proto.ReadRequest) => {
      const type = typeOf(request);
      const inputs = valuesOf(request.getInputs());
      const properties = valuesOf(request.getProperties());
      const isKnown = Object.keys(inputs).length > 0;
      const found = await handler.read(
        type,
        request.getId(),
        isKnown ? open(inputs) : undefined,
        isKnown ? open(properties) : undefined,
      );
      const response = new proto.ReadResponse();
      if (!found) return response;
      const secrecy = handler.secrecyOf(type);
      response.setId(found.id);
      response.setProperties(structOf(hide(found.state, secrecy, inputs, properties)));
      response.setInputs(structOf(hide(found.inputs, secrecy, inputs)));
      return response;
    }),

    update: answer(async (request: proto.UpdateRequest) => {
      const type = typeOf(request);
      const given = valuesOf(request.getNews());
      const olds = valuesOf(request.getOlds());
      const response = new proto.UpdateResponse();
      if (request.getPreview()) {
        // Outputs that an update can't change stay known, or everything that depends on them would seem to change.
        const kept = Object.fromEntries(handler.outputNames(type).map((name) => [name, olds[name]]));
        response.setProperties(structOf({ ...given, ...kept }));
        return response;
      }
      const old = { inputs: open(valuesOf(request.getOldInputs() ?? request.getOlds())), state: open(olds) };
      const state = await handler.update(type, request.getId(), old, open(given), log(request.getUrn()));
      response.setProperties(structOf(hide(state, handler.secrecyOf(type), given, olds)));
      return response;
    }),

    delete: answer(async (request: proto.DeleteRequest) => {
      const state = open(valuesOf(request.getProperties()));
      await handler.delete(typeOf(request), request.getId(), state, log(request.getUrn(), 'warning'));
      return new Empty();
    }),

    getPluginInfo: answer(() => {
      const info = new PluginInfo();
      info.setVersion(version);
      return info;
    }),

    getSchema: answer(() => {
      const response = new proto.GetSchemaResponse();
      response.setSchema(JSON.stringify(packageSchema(definition, version)));
      return response;
    }),

    cancel: answer(() => new Empty()),
    attach: answer(() => new Empty()),
  };
}

const { ADD, ADD_REPLACE, UPDATE, UPDATE_REPLACE, DELETE, DELETE_REPLACE } = proto.PropertyDiff.Kind;
const KINDS = {
  add: { inPlace: ADD, replace: ADD_REPLACE },
  update: { inPlace: UPDATE, replace: UPDATE_REPLACE },
  delete: { inPlace: DELETE, replace: DELETE_REPLACE },
};

function answer<Request, Response>(
  serve: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    Promise.resolve()
      .then(() => serve(request))
      .then(
        (response) => callback(null, response),
        (error: unknown) => {
          const details = error instanceof Error ? error.message : String(error);
          callback({ code: status.UNKNOWN, details, message: details } as ServiceError);
        },
      );
  };
}

function checkResponse({ inputs, failures }: Checked): proto.CheckResponse {
  const response = new proto.CheckResponse();
  response.setInputs(structOf(inputs));
  response.setFailuresList(failures.map(checkFailure));
  return response;
}

function checkFailure({ property, reason }: CheckFailure): proto.CheckFailure {
  const failure = new proto.CheckFailure();
  failure.setProperty(property);
  failure.setReason(reason);
  return failure;
}

/** `urn:pulumi:stack::project::parent$twilio:taskrouter:Workflow::name` names the type of the resource. */
function typeOf(request: { getUrn(): string }): string {
  return request.getUrn().split('::')[2]?.split('$').at(-1) ?? '';
}

function valuesOf(struct: Struct | undefined): Values {
  return (struct?.toJavaScript() ?? {}) as Values;
}

function open(values: Values): Values {
  return unwrapSecrets(values) as Values;
}

/** A provider's configuration comes as text, and with what the engine adds. */
function ownConfig(given: Values): Values {
  return Object.fromEntries(Object.entries(open(given)).filter(([name]) => !ENGINE_KEYS.includes(name)));
}

/** A Struct has no undefined. */
function structOf(values: Values): Struct {
  return Struct.fromJavaScript(
    JSON.parse(JSON.stringify(values)) as Parameters<typeof Struct.fromJavaScript>[0],
  );
}
