import { actOnCall, noteOf } from '../../console-acts';
import { route } from '../../route';
import { giveBack } from '../../usecases/agent-acts';

/** The caller goes back to the AI, which gets the `note`. */
export const handler = route('console/give-back', (request) =>
  actOnCall(request, ({ ports, event }, by) => giveBack(ports, by, noteOf(event))),
);
