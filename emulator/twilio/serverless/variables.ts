import type { Context, Hono } from 'hono';
import { Form } from '../../core/form';
import { metaPage } from '../../core/page';
import { TwilioError } from '../../core/twilio-error';
import { deploy } from './deployments';
import { environmentUrl } from './environments';
import {
  bySerial,
  conflict,
  dates,
  missing,
  required,
  type Environment,
  type ServerlessService,
  type ServerlessState,
  type Variable,
} from './state';

const MAX_VALUE_BYTES = 450;

/**
 * `.../Environments/{environment}/Variables`. What changes here is what running Functions see, without a deployment.
 * Source: https://www.twilio.com/docs/serverless/functions-assets/functions/variables,
 * https://www.twilio.com/docs/serverless/api/resource/variable.
 */
export function variableRoutes(app: Hono, state: ServerlessState): void {
  const path = '/v1/Services/:service/Environments/:environment/Variables';
  const at = (c: Context): Variable =>
    state.environment(c).variables.get(c.req.param('variable') ?? '') ?? missing(c);
  const view = (service: ServerlessService, environment: Environment, variable: Variable) => ({
    ...state.head(variable, service),
    environment_sid: environment.sid,
    key: variable.key,
    value: variable.value,
    ...dates(variable),
    url: `${environmentUrl(service, environment)}/Variables/${variable.sid}`,
  });

  app.post(path, async (c) => {
    const [service, environment] = [state.service(c), state.environment(c)];
    const form = await Form.of(c);
    const key = readKey(required(form.get('Key'), 'Key'), environment);
    const value = readValue(form.get('Value') ?? required(undefined, 'Value'));
    const variable = { ...state.resource('ZV'), key, value };
    environment.variables.set(variable.sid, variable);
    await deploy(state, service, environment);
    return c.json(view(service, environment, variable), 201);
  });
  app.get(path, (c) => {
    const [service, environment] = [state.service(c), state.environment(c)];
    return metaPage(c, {
      key: 'variables',
      records: [...environment.variables.values()],
      position: bySerial,
      view: (variable) => view(service, environment, variable),
    });
  });
  app.get(`${path}/:variable`, (c) => c.json(view(state.service(c), state.environment(c), at(c))));
  app.post(`${path}/:variable`, async (c) => {
    const [service, environment, variable] = [state.service(c), state.environment(c), at(c)];
    const form = await Form.of(c);
    const key = form.get('Key');
    if (key !== undefined && key !== variable.key) variable.key = readKey(key, environment);
    variable.value = readValue(form.get('Value') ?? variable.value);
    state.touch(variable);
    await deploy(state, service, environment);
    return c.json(view(service, environment, variable));
  });
  app.delete(`${path}/:variable`, async (c) => {
    const [service, environment, variable] = [state.service(c), state.environment(c), at(c)];
    environment.variables.delete(variable.sid);
    await deploy(state, service, environment);
    return c.body(null, 204);
  });
}

function readKey(key: string, environment: Environment): string {
  if (!/^[A-Za-z_]\w{0,127}$/.test(key)) throw TwilioError.badRequest(`Invalid variable key ${key}`);
  if ([...environment.variables.values()].some((other) => other.key === key)) {
    throw conflict(`Variable with key ${key} already exists.`);
  }
  return key;
}

function readValue(value: string): string {
  if (Buffer.byteLength(value) > MAX_VALUE_BYTES) {
    throw TwilioError.badRequest(`Variable value is too long: at most ${MAX_VALUE_BYTES} bytes`);
  }
  return value;
}
