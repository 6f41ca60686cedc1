import { actOnCall } from '../../console-acts';
import { route } from '../../route';
import { holdCaller } from '../../usecases/agent-acts';

/** `on`: the caller is put on hold, or brought back. */
export const handler = route('console/hold', (request) =>
  actOnCall(request, ({ ports, event }, by) => holdCaller(ports, by, event.on === true)),
);
