import { actOnCall, wrapUpOf } from '../../console-acts';
import { route } from '../../route';
import { wrapUp } from '../../usecases/wrap-up';

/** `outcome` and `note` of an agent who had the call: kept with it, and he is done with it. */
export const handler = route('console/wrap-up', (request) =>
  actOnCall(request, ({ ports, event }, by) => wrapUp(ports, by, wrapUpOf(event))),
);
