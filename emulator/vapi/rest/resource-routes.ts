import type { Hono } from 'hono';
import type { z } from 'zod';
import { limitOf, periodOf } from './listing';
import { NestError } from './nest-error';
import type { ResourceStore, Stored } from './resource-store';
import { validBody } from './validation';

interface ResourceRoutes<T extends object> {
  /** `/assistant`. */
  readonly path: string;
  /** The word in error messages: `Assistant`. */
  readonly noun: string;
  readonly store: ResourceStore<T>;
  readonly create: z.ZodType<T>;
  /** What a PATCH of this resource may hold; each field replaces the old one whole. */
  readonly update: (resource: Stored<T>) => z.ZodType<Partial<T>>;
  /** How it is shown: secrets left out. */
  readonly shown?: (resource: Stored<T>) => object;
  readonly beforeDelete?: (resource: Stored<T>) => void;
  readonly created?: (resource: Stored<T>) => void;
}

/**
 * Create, list, read, update and delete, as all of Vapi's resources have them: 201 for POST, else 200 with the resource.
 * Source: OpenAPI `/assistant`, `/tool`, `/phone-number`; `/credential` by the OpenAPI of November 2024.
 */
export function mountResource<T extends object>(app: Hono, routes: ResourceRoutes<T>): void {
  const { path, noun, store } = routes;
  const shown = routes.shown ?? ((resource: Stored<T>): object => resource);
  const one = (id: string): Stored<T> => {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
      throw new NestError(400, 'id must be a UUID');
    const resource = store.find(id);
    if (!resource) throw new NestError(404, `${noun} ${id} not found`);
    return resource;
  };

  app.post(path, async (c) => {
    const resource = store.create(await validBody(c, routes.create));
    routes.created?.(resource);
    return c.json(shown(resource), 201);
  });
  app.get(path, (c) => {
    const found = store.all().filter(periodOf(c.req.query()));
    return c.json(found.reverse().slice(0, limitOf(c)).map(shown));
  });
  app.get(`${path}/:id`, (c) => c.json(shown(one(c.req.param('id')))));
  app.patch(`${path}/:id`, async (c) => {
    const before = one(c.req.param('id'));
    const after = store.patch(before.id, await validBody(c, routes.update(before)));
    return c.json(shown(after ?? before));
  });
  app.delete(`${path}/:id`, (c) => {
    const resource = one(c.req.param('id'));
    routes.beforeDelete?.(resource);
    store.remove(resource.id);
    return c.json(shown(resource));
  });
}
