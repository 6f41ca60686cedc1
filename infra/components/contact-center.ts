import * as pulumi from '@pulumi/pulumi';
import * as twilio from '@pulumi/twilio';
import type { CompiledRouting } from '../../routing/compile';
import { agentLabel } from '../agents';
import type { Agent } from '../config-keys';

interface ContactCenterArgs {
  readonly friendlyName: string;
  readonly routing: CompiledRouting;
  readonly agents: readonly Agent[];
  /** Base URL of the service that answers TaskRouter's callbacks. */
  readonly controlUrl: pulumi.Input<string>;
  readonly ringSeconds: number;
}

/** What our callback acts on; everything else TaskRouter would send for nothing. */
const EVENTS = [
  'task.canceled',
  'task.completed',
  'task.deleted',
  'task.system-deleted',
  'workflow.timeout',
  'reservation.canceled',
  'reservation.rescinded',
  'reservation.timeout',
];

/** After the phone has rung out the agent hears who calls, twice, and decides. */
const WHISPER_SECONDS = 45;

/** The humans: workspace, queues, workflow and workers. */
export class ContactCenter extends pulumi.ComponentResource {
  readonly workspaceSid: pulumi.Output<string>;
  /** Short name in the rules to SID. */
  readonly queueSids: pulumi.Output<Record<string, string>>;

  constructor(
    private readonly label: string,
    private readonly args: ContactCenterArgs,
    options: pulumi.ComponentResourceOptions,
  ) {
    super('handoff:index:ContactCenter', label, {}, options);
    const workspace = new twilio.taskrouter.Workspace(
      label,
      {
        friendlyName: args.friendlyName,
        eventCallbackUrl: pulumi.interpolate`${args.controlUrl}/taskrouter/events`,
        eventsFilter: EVENTS,
      },
      { parent: this },
    );
    this.workspaceSid = workspace.sid;
    const queues = args.routing.queues.map(({ key, friendlyName, targetWorkers }) => ({
      key,
      queue: new twilio.taskrouter.TaskQueue(
        `queue-${key}`,
        { workspaceSid: workspace.sid, friendlyName, targetWorkers },
        { parent: this },
      ),
    }));
    this.queueSids = pulumi.output(Object.fromEntries(queues.map(({ key, queue }) => [key, queue.sid])));
    for (const agent of args.agents) this.hire(agent, workspace);
    this.registerOutputs({ workspaceSid: this.workspaceSid });
  }

  /** The workflow comes after the functions that answer its callbacks. */
  route(after: pulumi.Resource[]): twilio.taskrouter.Workflow {
    const { friendlyName, routing, controlUrl, ringSeconds } = this.args;
    return new twilio.taskrouter.Workflow(
      this.label,
      {
        workspaceSid: this.workspaceSid,
        friendlyName,
        configuration: routing.workflow,
        names: this.queueSids,
        assignmentCallbackUrl: pulumi.interpolate`${controlUrl}/taskrouter/assignment`,
        // The same route again: an answer that came too late once may come in time now.
        fallbackAssignmentCallbackUrl: pulumi.interpolate`${controlUrl}/taskrouter/assignment?fallback=1`,
        taskReservationTimeout: ringSeconds + WHISPER_SECONDS,
      },
      { parent: this, dependsOn: after },
    );
  }

  private hire(
    { name, number, email, languages, departments }: Agent,
    workspace: twilio.taskrouter.Workspace,
  ): void {
    new twilio.taskrouter.Worker(
      agentLabel(name),
      {
        workspaceSid: workspace.sid,
        friendlyName: name,
        attributes: { contact_uri: number, name, ...(email && { email }), languages, departments },
        activitySid: workspace.activitySids.apply((sids) => sids.Available ?? ''),
      },
      { parent: this },
    );
  }
}
