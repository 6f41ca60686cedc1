import { Hono } from 'hono';
import { basicAuth } from '../../core/basic-auth';
import type { EmulatorContext } from '../../core/context';
import { notServed } from '../../core/not-served';
import type { FunctionsRuntime } from '../../core/ports';
import type { Product } from '../../core/product';
import { answerTwilioError } from '../../core/twilio-error';
import { buildRoutes } from './builds';
import { deploymentRoutes } from './deployments';
import { environmentRoutes } from './environments';
import { ASSETS, fileRoutes, FUNCTIONS } from './files';
import { logRoutes } from './logs';
import { serviceRoutes } from './services';
import { ServerlessState } from './state';
import { variableRoutes } from './variables';
import { versionRoutes } from './versions';

/** Twilio Serverless (Functions and Assets): what is deployed here runs in `runtime`. */
export function createServerless(
  ctx: EmulatorContext,
  runtime: FunctionsRuntime,
): { product: Product; state: ServerlessState } {
  const app = new Hono();
  const state = new ServerlessState(ctx, runtime);
  app.onError(answerTwilioError);
  app.notFound(notServed);
  app.use(basicAuth(ctx.account));
  serviceRoutes(app, state);
  environmentRoutes(app, state);
  variableRoutes(app, state);
  for (const kind of [FUNCTIONS, ASSETS]) {
    fileRoutes(app, state, kind);
    versionRoutes(app, state, kind);
  }
  buildRoutes(app, state);
  deploymentRoutes(app, state);
  logRoutes(app, state);
  return { product: { hosts: ['serverless.twilio.com', 'serverless-upload.twilio.com'], app }, state };
}
