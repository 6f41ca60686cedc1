import type { Hono } from 'hono';
import { Form } from '../../../core/form';
import { relativePage } from '../../../core/page';
import type { Workflow } from '../engine/entities';
import type { WorkflowChange } from '../engine/workflows';
import { createWorkflow, deleteWorkflow, updateWorkflow } from '../engine/workflows';
import type { Workspace } from '../engine/workspace';
import { baseView } from '../base-view';
import { newName, optionalInteger, required } from '../parameters';
import type { World } from '../world';
import { namedIn, workspaceOf } from '../world';

/** Source: https://www.twilio.com/docs/taskrouter/api/workflow */
export function mountWorkflows(app: Hono, world: World): void {
  const list = '/v1/Workspaces/:workspaceSid/Workflows';

  app.post(list, async (c) => {
    const workspace = workspaceOf(world, c);
    const form = await Form.of(c);
    const workflow = createWorkflow(workspace, {
      ...readChange(form),
      friendlyName: required(form, 'FriendlyName'),
      configuration: required(form, 'Configuration'),
    });
    return c.json(view(workspace, workflow), 201);
  });

  app.get(list, (c) => {
    const workspace = workspaceOf(world, c);
    const name = c.req.query('FriendlyName');
    return relativePage(c, {
      key: 'workflows',
      records: [...workspace.workflows.values()].filter(({ friendlyName }) => !name || friendlyName === name),
      position: ({ serial }) => serial,
      view: (workflow) => view(workspace, workflow),
    });
  });

  app.get(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    return c.json(view(workspace, namedIn(c, workspace.workflows)));
  });

  app.post(`${list}/:sid`, async (c) => {
    const workspace = workspaceOf(world, c);
    const workflow = namedIn(c, workspace.workflows);
    const form = await Form.of(c);
    updateWorkflow(workspace, workflow, readChange(form), form.boolean('ReEvaluateTasks') ?? false);
    return c.json(view(workspace, workflow));
  });

  app.delete(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    deleteWorkflow(workspace, namedIn(c, workspace.workflows));
    return c.body(null, 204);
  });
}

function readChange(form: Form): WorkflowChange {
  return {
    friendlyName: newName(form, Number.POSITIVE_INFINITY),
    configuration: form.get('Configuration'),
    assignmentCallbackUrl: form.url('AssignmentCallbackUrl'),
    fallbackAssignmentCallbackUrl: form.url('FallbackAssignmentCallbackUrl'),
    taskReservationTimeoutSeconds: optionalInteger(form, 'TaskReservationTimeout'),
  };
}

function view(workspace: Workspace, workflow: Workflow): Record<string, unknown> {
  const base = baseView(workspace, workflow, `/Workflows/${workflow.sid}`);
  return {
    ...base,
    assignment_callback_url: workflow.assignmentCallbackUrl ?? null,
    fallback_assignment_callback_url: workflow.fallbackAssignmentCallbackUrl ?? null,
    configuration: workflow.configuration,
    document_content_type: 'application/json',
    friendly_name: workflow.friendlyName,
    task_reservation_timeout: workflow.taskReservationTimeoutSeconds,
    links: {
      statistics: `${base.url}/Statistics`,
      real_time_statistics: `${base.url}/RealTimeStatistics`,
      cumulative_statistics: `${base.url}/CumulativeStatistics`,
    },
  };
}
