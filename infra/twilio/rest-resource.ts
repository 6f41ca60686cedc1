import type { z } from 'zod';
import { unlessMissing } from '../provider-kit/api-error';
import type { Observed, Properties, ResourceDefinition } from '../provider-kit/definition';
import { sameStructure } from '../provider-kit/meaning';
import type { RestRequest } from '../provider-kit/rest';
import { scalar } from './codecs';
import type { Codec } from './codecs';
import type { TwilioClient } from './client';

type Values = Record<string, unknown>;
type Body = Record<string, unknown>;

/** A kind of resource that lives at one collection of Twilio's REST API. */
interface RestShape<In extends Properties, Out extends Properties> extends Pick<
  ResourceDefinition<TwilioClient, In, Out>,
  'type' | 'doc' | 'inputs' | 'outputs' | 'references'
> {
  readonly host: string;
  /** Parents stand in it as `{workspaceSid}`; they are inputs too. `{accountSid}` is the client's account. */
  readonly collection: string;
  /** Ends every path of the 2010 API. */
  readonly suffix?: '.json';
  /** The name of the list in a page of the collection. */
  readonly list: string;
  /** The input by which an object is known before its SID is. */
  readonly naturalKey?: keyof z.output<In> & string;
  readonly immutable?: readonly (keyof z.output<In> & string)[];
  readonly secrets?: ResourceDefinition<TwilioClient, In, Out>['secrets'];
  readonly same?: ResourceDefinition<TwilioClient, In, Out>['same'];
  /** How inputs travel that are no plain texts, numbers or booleans. */
  readonly codecs?: { readonly [Property in keyof z.output<In>]?: Codec };
}

type Definition<In extends Properties, Out extends Properties> = Required<
  Pick<ResourceDefinition<TwilioClient, In, Out>, 'find'>
> &
  Omit<ResourceDefinition<TwilioClient, In, Out>, 'complete' | 'delete'> & {
    delete(client: TwilioClient, id: string): Promise<void>;
  };

const PAGE_SIZE = 100;

/**
 * The definition of a resource that is made, read, changed and deleted as Twilio's REST resources are. Its id, by which
 * it can be imported, is the SIDs of its parents and its own, with slashes between.
 */
export function restResource<In extends Properties, Out extends Properties>(
  shape: RestShape<In, Out>,
): Definition<In, Out> {
  const { host, suffix = '' } = shape;
  const parents = [...shape.collection.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => name !== 'accountSid');
  const fields = Object.keys(shape.inputs.shape).filter((name) => !parents.includes(name));
  const codec = (property: string): Codec => shape.codecs?.[property as keyof z.output<In>] ?? scalar;
  const same = (property: string): ((a: unknown, b: unknown) => boolean) =>
    shape.same?.[property as keyof z.output<In>] ?? sameStructure;

  const collectionPath = (client: TwilioClient, values: Values): string =>
    shape.collection.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(name === 'accountSid' ? client.credentials.accountSid : String(values[name])),
    );
  const idOf = (values: Values, sid: string): string =>
    [...parents.map((name) => String(values[name])), sid].join('/');
  const placeOf = (client: TwilioClient, id: string): { path: string; parentValues: Values } => {
    const parts = id.split('/');
    if (parts.length !== parents.length + 1) {
      throw new Error(`${shape.type}: the id '${id}' is no ${[...parents, 'sid'].join('/')}`);
    }
    const parentValues = Object.fromEntries(parents.map((name, index) => [name, parts[index]]));
    return {
      path: `${collectionPath(client, parentValues)}/${encodeURIComponent(parts.at(-1) ?? '')}${suffix}`,
      parentValues,
    };
  };
  const outputsOf = (body: Body): z.output<Out> =>
    Object.fromEntries(
      Object.keys(shape.outputs.shape).map((name) => [name, body[snakeCase(name)] ?? undefined]),
    ) as z.output<Out>;
  const observed = (body: Body, parentValues: Values): Observed<z.output<In>, z.output<Out>> => ({
    id: idOf(parentValues, String(body.sid)),
    inputs: {
      ...parentValues,
      ...Object.fromEntries(
        fields
          .map((name): [string, unknown] => [name, codec(name).decode(body[snakeCase(name)])])
          .filter(([, value]) => value !== undefined),
      ),
    } as z.output<In>,
    outputs: outputsOf(body),
  });
  const ask = (client: TwilioClient, request: Omit<RestRequest, 'host'>): Promise<Body> =>
    client.rest.request<Body>({ ...request, host });

  return {
    type: shape.type,
    doc: shape.doc,
    inputs: shape.inputs,
    outputs: shape.outputs,
    immutable: [...(parents as (keyof z.output<In> & string)[]), ...(shape.immutable ?? [])],
    secrets: shape.secrets ?? [],
    references: shape.references,
    same: shape.same ?? {},

    async find(client, inputs) {
      const key = shape.naturalKey;
      if (!key) return undefined;
      const values = inputs as Values;
      const wanted = String(values[key]);
      const body = await findInList(client, {
        host,
        path: collectionPath(client, values) + suffix,
        list: shape.list,
        matches: (item) => item[snakeCase(key)] === wanted,
      });
      return body && observed(body, pick(values, parents));
    },

    async read(client, id) {
      const { path, parentValues } = placeOf(client, id);
      const body = await unlessMissing(ask(client, { method: 'GET', path }));
      return body && observed(body, parentValues);
    },

    async create(client, inputs) {
      const values = inputs as Values;
      const body = await ask(client, {
        method: 'POST',
        path: collectionPath(client, values) + suffix,
        form: formOf(fields, values, codec),
      });
      return { id: idOf(values, String(body.sid)), outputs: outputsOf(body) };
    },

    async update(client, id, inputs, old) {
      const { path } = placeOf(client, id);
      const values = inputs as Values;
      const before = old as Values;
      const differing = fields.filter((name) => !same(name)(before[name], values[name]));
      if (differing.length === 0) return outputsOf(await ask(client, { method: 'GET', path }));
      const emptied = Object.fromEntries(differing.map((name) => [name, values[name] ?? '']));
      const body = await ask(client, { method: 'POST', path, form: formOf(differing, emptied, codec) });
      return outputsOf(body);
    },

    async delete(client, id) {
      await unlessMissing(ask(client, { method: 'DELETE', path: placeOf(client, id).path }));
    },
  };
}

/** The first object of a collection that matches, over all its pages. */
async function findInList(
  client: TwilioClient,
  search: {
    host: string;
    path: string;
    list: string;
    query?: Record<string, string>;
    matches: (item: Body) => boolean;
  },
): Promise<Body | undefined> {
  let query: Record<string, string | number> | undefined = { ...search.query, PageSize: PAGE_SIZE };
  let path = search.path;
  while (query) {
    const page: Body = await client.rest.request<Body>({ method: 'GET', host: search.host, path, query });
    const found = ((page[search.list] ?? []) as Body[]).find(search.matches);
    if (found) return found;
    const meta = page.meta as { next_page_url?: string | null } | undefined;
    const next = meta?.next_page_url ?? (page.next_page_uri as string | null | undefined);
    if (!next) return undefined;
    const url = new URL(next, `https://${search.host}`);
    path = url.pathname.replace(new RegExp(`^/${search.host}(?=/)`), '');
    query = Object.fromEntries(url.searchParams);
  }
  return undefined;
}

function formOf(
  names: readonly string[],
  values: Values,
  codec: (name: string) => Codec,
): Record<string, string> {
  return Object.fromEntries(
    names
      .filter((name) => values[name] !== undefined)
      .map((name) => [pascalCase(name), values[name] === '' ? '' : codec(name).encode(values[name])]),
  );
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
