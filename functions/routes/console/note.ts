import { actOnCall, noteOf } from '../../console-acts';
import { route } from '../../route';
import { leaveNote } from '../../usecases/agent-acts';

/** Kept for whoever gets the call next: said before it is passed on. */
export const handler = route('console/note', (request) =>
  actOnCall(request, ({ ports, event }, by) => leaveNote(ports, by, noteOf(event))),
);
