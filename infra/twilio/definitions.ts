import type { AnyDefinition } from '../provider-kit/definition';
import { apiKey } from './account/api-key';
import { application } from './account/application';
import { incomingPhoneNumber, numberKeepsake } from './account/incoming-phone-number';
import { purchasedPhoneNumber } from './account/purchased-phone-number';
import type { TwilioClient } from './client';
import { deployment } from './serverless/deployment';
import { environment } from './serverless/environment';
import { service as functionsService } from './serverless/service';
import { variables } from './serverless/variables';
import { document } from './sync/document';
import { list } from './sync/list';
import { map } from './sync/map';
import { service as syncService } from './sync/service';
import { activity } from './taskrouter/activity';
import { taskChannel } from './taskrouter/task-channel';
import { taskQueue } from './taskrouter/task-queue';
import { worker } from './taskrouter/worker';
import { workflow } from './taskrouter/workflow';
import { workspace } from './taskrouter/workspace';

/** Everything that the package can make. */
export const definitions: readonly AnyDefinition<TwilioClient>[] = [
  workspace,
  activity,
  taskChannel,
  taskQueue,
  workflow,
  worker,
  syncService,
  document,
  map,
  list,
  functionsService,
  environment,
  variables,
  deployment,
  incomingPhoneNumber,
  numberKeepsake,
  purchasedPhoneNumber,
  apiKey,
  application,
];
