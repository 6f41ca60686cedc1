import { assumed, documented, type Gaps } from '../../core/gap';

const API = 'https://www.twilio.com/docs/taskrouter/api';

export const TASK_ROUTER_GAPS: Gaps = {
  missing: [
    ...documented(`${API}/task`, 'Add-ons of tasks.'),
    ...documented(
      'https://www.twilio.com/docs/taskrouter/js-sdk-v2',
      'In the worker channel: the connection by GraphQL (`useGraphQL`, which no option leads to another server), and the event `reservation.failed`, for whoever cannot receive the reservation of a task that he made himself: here he always can.',
    ),
  ],
  simpler: [
    ...documented(
      'https://www.twilio.com/docs/taskrouter/lifecycle-task-workflows-and-assignment',
      'Reservations are made at the next moment at which nothing else happens, after the answer to the request that allows them.',
    ),
    ...documented(`${API}/event`, 'The actor of every event is the workspace.'),
    ...documented(`${API}/taskqueue-statistics`, 'Statistics are exact at once.'),
  ],
  assumed: assumed(
    "A target's deadline is the age at which the timeouts before it ended, plus its own. It does not cut a pending reservation short: the task moves on when the last pending one has ended.",
    "New attributes of a waiting task start its workflow anew at the first filter, timeouts still counted in the task's age; while a reservation is pending this waits for its end. What TaskRouter writes itself (`worker_call_sid`) starts nothing anew.",
    'A workflow that changes without `ReEvaluateTasks` leaves tasks on the configuration with which they came in.',
    'A task that no filter takes and no default filter is canceled, reason `Task canceled on Workflow skipped`. For the limit of 1,000 assignments the reason is `Task TTL Exceeded or Max assignment count exceeded`.',
    'Attributes of a canceled or completed task can be written until it is deleted. A status that ends a task together with attributes is refused. The deletion after five minutes is no event.',
    "Every change of a task, TaskRouter's own included, raises its version by one. A wrong If-Match is 412 with code 20412.",
    '"Idle longest" counts from the end of the worker\'s last reservation, whatever that end was, else from the worker\'s creation.',
    "`dequeue` and `conference`: the caller id is the number that the caller dialled; the reservation is canceled when the worker's phone is busy, not answered or hung up before the bridge, and his phone stops ringing when the reservation ends; afterwards task and reservation are wrapping as soon as the worker's leg is over. Sent to a reservation whose caller is not in a queue (`dequeue`) or not in a call (`conference`) they are error 40140, or 40142 and 40144.",
    '`conference`: the worker is called first and the customer follows when he is in; `supervise` wants an accepted reservation with a conference that has started, without a mode it is `monitor`.',
    '`call` asks for the status callbacks initiated, ringing, answered and completed.',
    "An assignment callback's answer that is no JSON goes to the fallback URL, as another status or content type does.",
    'Refused with 400 / 20001: deleting a queue that a workflow leads to, an activity with workers in it, an available worker; a workflow that names an unknown queue; a target or skip_if expression with names that mean nothing there.',
    '`Ordering` of workers takes DateCreated, DateUpdated, DateStatusChanged and FriendlyName, of queues DateCreated, DateUpdated and FriendlyName; anything else is 400 / 20001.',
    'In a single-tasking workspace a worker whose reservation is canceled or rescinded goes back to the activity that he had before; one who rejects without an activity, or completes, stays where the queue put him. Turning a workspace into a single-tasking one leaves its queues without activities until they are given.',
    'The bulk statistics of queues are of the queues whose SIDs are anywhere in the body, without any of the first 50.',
    'Activity durations count every stay in an activity, cut to the asked period, the present stay included.',
    'The worker channel refuses the handshake of a bad token with 401, of one without a grant for a worker with 403. It closes a connection with code 1000 when its token ends, whatever newer tokens requests carried, and the older ones for `closeExistingSessions`.',
    "`setWorkerOfflineIfDisconnected` moves the worker to Offline at the moment at which the last connection ends; without it he stays as he is (as in workspaces other than Flex's).",
    'By the worker channel a worker reads everything in the workspace, and changes himself, his own reservations and the tasks that he has reservations for; a supervisor changes every worker and task.',
    "A task's events go to every worker with a pending, accepted or wrapping reservation for it.",
    "A transfer to a worker without room fails at once. When a warm one is complete both reservations are accepted; whoever completes his own first leaves, the last one completes the task, and one who wraps up counts too. A cold one leaves the first reservation wrapping and hangs up that worker's leg at once; it cannot be taken back, and when the other does not take it the task is pending again.",
    'During a transfer the customer is on hold in the conference: in a warm one until somebody ends that (or it fails), in a cold one until the next worker is in.',
    'A transfer to a queue takes the task out of its workflow: it waits in that queue, whatever `Timeout` the workflow had.',
    'Expressions: AND binds tighter than OR; `=` is `==`; a missing name is NULL; types are never converted; a comparison with NULL tests presence, of arrays too; NULL is NOT IN every array; NOT before a group is no syntax; a backslash escapes quotes and itself; at most 100 levels of brackets.',
  ),
};
