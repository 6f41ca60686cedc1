import { type Coverage, partial, served } from './coverage';

/** TaskRouter, https://www.twilio.com/docs/taskrouter/api. */
export const TASK_ROUTER: Coverage = {
  'POST /v1/Workspaces': served(
    'taskrouter: workspaces one is multitasking and stays so, unless there is a single-tasking one',
  ),
  'GET /v1/Workspaces': served('taskrouter: workspaces one is deleted with everything in it'),
  'POST /v1/Workspaces/{Sid}': served(
    'taskrouter: workspaces default and timeout activity are set by an update',
  ),
  'GET /v1/Workspaces/{Sid}': served(
    'taskrouter: workspaces a new one has three activities and five task channels',
  ),
  'DELETE /v1/Workspaces/{Sid}': served('taskrouter: workspaces one is deleted with everything in it'),
  'POST /v1/Workspaces/{WorkspaceSid}/Activities': served(
    'taskrouter: activities whether one is available is decided once',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Activities': served(
    'taskrouter: activities one in use cannot be deleted',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/Activities/{Sid}': served(
    'taskrouter: activities whether one is available is decided once',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Activities/{Sid}': served(
    'taskrouter: activities, queues and workflows are read one by one',
  ),
  'DELETE /v1/Workspaces/{WorkspaceSid}/Activities/{Sid}': served(
    'taskrouter: activities whether one is available is decided once',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/CumulativeStatistics': served(
    'taskrouter-statistics: until now: how long it took until somebody accepted',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Events': served(
    'taskrouter-callbacks: events are listed newest first, of the last fifteen minutes unless asked otherwise',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Events/{Sid}': served(
    'taskrouter-callbacks: events are listed newest first, of the last fifteen minutes unless asked otherwise',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/RealTimeStatistics': served(
    'taskrouter-statistics: now: who waits how long, and how many people there are',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Statistics': served(
    'taskrouter-statistics: of the whole workspace and of one queue, now and until now in one answer',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/TaskChannels': served(
    'taskrouter: task channels one is found by its unique name, and every worker gets it',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/TaskChannels': served(
    'taskrouter: workspaces a new one has three activities and five task channels',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/TaskChannels/{Sid}': served(
    'taskrouter: task channels one is found by its unique name, and every worker gets it',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/TaskChannels/{Sid}': served(
    'taskrouter: task channels one is found by its unique name, and every worker gets it',
  ),
  'DELETE /v1/Workspaces/{WorkspaceSid}/TaskChannels/{Sid}': served(
    'taskrouter: task channels one is found by its unique name, and every worker gets it',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/TaskQueues': served(
    'taskrouter: task queues a malformed expression is refused in the words of the parser',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/TaskQueues': served(
    'taskrouter: workspaces the template FIFO adds a queue for everybody and a workflow',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/TaskQueues/RealTimeStatistics': served(
    'taskrouter-statistics: of many queues at once, as a list and by their SIDs',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/TaskQueues/Statistics': served(
    'taskrouter-statistics: of many queues at once, as a list and by their SIDs',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/TaskQueues/{Sid}': served(
    'taskrouter: task queues one is created, listed, changed and deleted',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/TaskQueues/{Sid}': served(
    'taskrouter: activities, queues and workflows are read one by one',
  ),
  'DELETE /v1/Workspaces/{WorkspaceSid}/TaskQueues/{Sid}': served(
    'taskrouter: task queues one is created, listed, changed and deleted',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/TaskQueues/{TaskQueueSid}/CumulativeStatistics': served(
    'taskrouter-statistics: until now: how long it took until somebody accepted',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/TaskQueues/{TaskQueueSid}/RealTimeStatistics': served(
    'taskrouter-statistics: now: who waits how long, and how many people there are',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/TaskQueues/{TaskQueueSid}/Statistics': served(
    'taskrouter-statistics: of the whole workspace and of one queue, now and until now in one answer',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/Tasks': served('taskrouter: tasks a new one waits in its queue'),
  'GET /v1/Workspaces/{WorkspaceSid}/Tasks': partial(
    'taskrouter: tasks lists are filtered and ordered',
    'HasAddons finds nothing: tasks have no add-ons',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/Tasks/{Sid}': served(
    'taskrouter: tasks lists are filtered and ordered',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Tasks/{Sid}': served('taskrouter: tasks a new one waits in its queue'),
  'DELETE /v1/Workspaces/{WorkspaceSid}/Tasks/{Sid}': served(
    'taskrouter: task queues one that a workflow leads to, or that holds tasks, cannot be deleted',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Tasks/{TaskSid}/Reservations': served(
    'taskrouter-callbacks: the assignment callback failed twice cancels the reservation, and the task is tried again',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/Tasks/{TaskSid}/Reservations/{Sid}': served(
    'taskrouter-voice: conference brings worker and caller together in a conference of the task’s name',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Tasks/{TaskSid}/Reservations/{Sid}': served(
    'taskrouter-reservations: an instruction by REST call rings the worker and leaves the reservation pending',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/Workers': served(
    'taskrouter: workers names are unique whatever their case',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Workers': served('taskrouter: workers lists are ordered'),
  'GET /v1/Workspaces/{WorkspaceSid}/Workers/CumulativeStatistics': served(
    'taskrouter-statistics: of workers until now: reservations, and how long they were in each activity',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Workers/RealTimeStatistics': served(
    'taskrouter-statistics: of workers now: how many are in which activity',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Workers/Statistics': served(
    'taskrouter-statistics: of workers of a queue, of one name and of one worker',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/Workers/{Sid}': served(
    'taskrouter: workers attributes are the text of a JSON object of at most 4096 characters',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Workers/{Sid}': served(
    'taskrouter: workers another version than the one that was read is refused',
  ),
  'DELETE /v1/Workspaces/{WorkspaceSid}/Workers/{Sid}': served(
    'taskrouter: workers one who is available cannot be deleted',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Workers/{WorkerSid}/Channels': served(
    'taskrouter: workers one starts in the default activity with a channel for every task channel',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/Workers/{WorkerSid}/Channels/{Sid}': served(
    'taskrouter: workers one starts in the default activity with a channel for every task channel',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Workers/{WorkerSid}/Channels/{Sid}': served(
    'taskrouter: task channels one is found by its unique name, and every worker gets it',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Workers/{WorkerSid}/Reservations': served(
    'taskrouter-reservations: a task goes from pending to completed, its reservation with it',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/Workers/{WorkerSid}/Reservations/{Sid}': served(
    'taskrouter-reservations: the task of a completed reservation is completed too',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Workers/{WorkerSid}/Reservations/{Sid}': served(
    'taskrouter-reservations: a task goes from pending to completed, its reservation with it',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Workers/{WorkerSid}/Statistics': served(
    'taskrouter-statistics: of workers of a queue, of one name and of one worker',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/Workflows': served(
    'taskrouter: tasks a workflow must be named where there is more than one',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Workflows': served(
    'taskrouter: workspaces the template FIFO adds a queue for everybody and a workflow',
  ),
  'POST /v1/Workspaces/{WorkspaceSid}/Workflows/{Sid}': served(
    'taskrouter: workflows the configuration comes back as it was sent',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Workflows/{Sid}': served(
    'taskrouter: activities, queues and workflows are read one by one',
  ),
  'DELETE /v1/Workspaces/{WorkspaceSid}/Workflows/{Sid}': served(
    'taskrouter: workflows the configuration comes back as it was sent',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Workflows/{WorkflowSid}/CumulativeStatistics': served(
    'taskrouter-statistics: until now: how long it took until somebody accepted',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Workflows/{WorkflowSid}/RealTimeStatistics': served(
    'taskrouter-statistics: now: who waits how long, and how many people there are',
  ),
  'GET /v1/Workspaces/{WorkspaceSid}/Workflows/{WorkflowSid}/Statistics': served(
    'taskrouter-statistics: until now: how long it took until somebody accepted',
  ),
};
