import { actOnCall } from '../../console-acts';
import { route } from '../../route';
import { leaveCall } from '../../usecases/agent-acts';

/** An agent who has passed the call on leaves it. */
export const handler = route('console/leave', (request) =>
  actOnCall(request, ({ ports }, by) => leaveCall(ports, by)),
);
