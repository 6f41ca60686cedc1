import type { z } from 'zod';
import { ApiError, unlessMissing } from '../provider-kit/api-error';
import type { Observed, Properties, ResourceDefinition } from '../provider-kit/definition';
import { project, sameStructure } from '../provider-kit/meaning';
import type { VapiClient } from './client';

type Values = Record<string, unknown>;
type Body = Record<string, unknown> & { readonly id: string };

interface JsonShape<In extends Properties, Out extends Properties> extends Pick<
  ResourceDefinition<VapiClient, In, Out>,
  'type' | 'doc' | 'inputs' | 'outputs' | 'references' | 'guarded'
> {
  /** E.g. `/assistant`. */
  readonly collection: string;
  /** What an object is known by before its id is. */
  readonly naturalKey: (values: Values) => unknown;
  readonly immutable?: ResourceDefinition<VapiClient, In, Out>['immutable'];
  readonly secrets?: ResourceDefinition<VapiClient, In, Out>['secrets'];
  /** Inputs that Vapi never answers: what the program gave counts as what is there. */
  readonly writeOnly?: readonly (keyof z.output<In> & string)[];
  /** Added to every body: the discriminator of Vapi's types. */
  readonly constant?: Values;
  /** Inputs that only a create takes. */
  readonly createOnly?: readonly (keyof z.output<In> & string)[];
}

/** Vapi's largest page; its default is 100 (https://docs.vapi.ai/api-reference). */
const LIST_LIMIT = 1000;

/**
 * The definition of a resource at one of Vapi's collections. Vapi fills in defaults, so an object is compared only in
 * what the program says. PATCH replaces whole top-level fields: a field that differs is sent whole.
 */
export function jsonResource<In extends Properties, Out extends Properties>(
  shape: JsonShape<In, Out>,
): ResourceDefinition<VapiClient, In, Out> {
  const { collection, constant = {}, createOnly = [], writeOnly = [] } = shape;
  const names = Object.keys(shape.inputs.shape);

  const outputsOf = (body: Body): z.output<Out> =>
    Object.fromEntries(Object.keys(shape.outputs.shape).map((name) => [name, body[name]])) as z.output<Out>;
  const observed = (body: Body, known: Values | undefined): Observed<z.output<In>, z.output<Out>> => ({
    id: body.id,
    inputs: Object.fromEntries(
      names
        .map((name): [string, unknown] => [
          name,
          writeOnly.some((hidden) => hidden === name)
            ? known?.[name]
            : known
              ? project(body[name], known[name])
              : body[name],
        ])
        .filter(
          ([name, value]) => value !== undefined && value !== null && (!known || known[name] !== undefined),
        ),
    ) as z.output<In>,
    outputs: outputsOf(body),
  });
  const pathOf = (id: string): string => `${collection}/${encodeURIComponent(id)}`;

  return {
    type: shape.type,
    doc: shape.doc,
    inputs: shape.inputs,
    outputs: shape.outputs,
    immutable: shape.immutable ?? [],
    secrets: shape.secrets ?? [],
    guarded: shape.guarded,
    references: shape.references,
    same: {},

    async find(client, inputs) {
      const wanted = shape.naturalKey(inputs as Values);
      const all = await client.rest.request<Body[]>({
        method: 'GET',
        host: client.host,
        path: collection,
        query: { limit: LIST_LIMIT },
      });
      const found = all.find((body) => shape.naturalKey(body) === wanted && matches(body, constant));
      if (!found) return undefined;
      const seen = observed(found, inputs as Values);
      // Of what can't be read nobody knows whether it is still right, so it is sent again.
      const readable = Object.entries(seen.inputs as Values).filter(
        ([name]) => !writeOnly.some((hidden) => hidden === name),
      );
      return { ...seen, inputs: Object.fromEntries(readable) as z.output<In> };
    },

    async read(client, id, known) {
      const body = await unlessMissing(
        client.rest.request<Body>({ method: 'GET', host: client.host, path: pathOf(id) }),
      );
      return body && observed(body, known as Values | undefined);
    },

    async create(client, inputs) {
      const body = await client.rest.request<Body>({
        method: 'POST',
        host: client.host,
        path: collection,
        json: { ...constant, ...(inputs as Values) },
      });
      return { id: body.id, outputs: outputsOf(body) };
    },

    async update(client, id, inputs, old) {
      const wanted = inputs as Values;
      const before = old as Values;
      const differing = names.filter(
        (name) => !createOnly.some((only) => only === name) && !sameStructure(before[name], wanted[name]),
      );
      const body = await client.rest.request<Body>({
        method: 'PATCH',
        host: client.host,
        path: pathOf(id),
        json: {
          ...discriminator(constant),
          ...Object.fromEntries(differing.map((name) => [name, wanted[name] ?? null])),
        },
      });
      return outputsOf(body);
    },

    async delete(client, id) {
      try {
        await unlessMissing(client.rest.request({ method: 'DELETE', host: client.host, path: pathOf(id) }));
      } catch (error) {
        throw error instanceof ApiError && error.status === 409 ? pinned(error) : error;
      }
    },
  };
}

/** PATCH of a phone number or credential wants its `provider` again; a tool's `type` can't be sent. */
function discriminator({ provider }: Values): Values {
  return provider === undefined ? {} : { provider };
}

function matches(body: Values, constant: Values): boolean {
  return Object.entries(constant).every(([name, value]) => body[name] === value);
}

function pinned(error: ApiError): ApiError {
  return new ApiError(
    error.request,
    error.status,
    error.code,
    `${error.explanation}. Something else at Vapi still uses it (an assistant version, a squad or a phone number): take it out there first`,
  );
}
