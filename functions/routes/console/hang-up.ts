import { actOnCall } from '../../console-acts';
import { route } from '../../route';
import { hangUp } from '../../usecases/agent-acts';

/** The agent ends the call, for both. */
export const handler = route('console/hang-up', (request) =>
  actOnCall(request, ({ ports }, by) => hangUp(ports, by)),
);
