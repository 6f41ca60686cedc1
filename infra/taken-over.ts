import { readFileSync } from 'node:fs';
import * as pulumi from '@pulumi/pulumi';
import * as twilio from '@pulumi/twilio';
import { z } from 'zod';

const CLASSES = {
  'twilio:taskrouter:Workspace': twilio.taskrouter.Workspace,
  'twilio:taskrouter:Activity': twilio.taskrouter.Activity,
  'twilio:taskrouter:TaskChannel': twilio.taskrouter.TaskChannel,
  'twilio:taskrouter:TaskQueue': twilio.taskrouter.TaskQueue,
  'twilio:taskrouter:Workflow': twilio.taskrouter.Workflow,
} as const;

type TakenType = keyof typeof CLASSES;

const description = z.strictObject({
  resources: z.array(
    z.strictObject({
      type: z.enum(Object.keys(CLASSES) as [TakenType, ...TakenType[]]),
      name: z.string(),
      inputs: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** A workspace that was built by hand, as `npm run import` wrote it down. */
export type TakenOverWorkspace = z.output<typeof description>;

type AnyClass = new (
  name: string,
  args: Readonly<Record<string, unknown>>,
  options: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

/**
 * Describes a workspace as it was found, under the names that it has in the whole environment: when that takes its
 * place, queues and workflow are changed and not made again. Whatever it leaves out then, and everything on destroy, is
 * forgotten and not deleted. Workers are not described, so nothing touches them.
 */
export function takenOver(file: string): Record<string, unknown> {
  const { resources } = description.parse(JSON.parse(readFileSync(file, 'utf8')));
  const parent = new pulumi.ComponentResource('handoff:index:ContactCenter', 'center');
  for (const { type, name, inputs } of resources) {
    new (CLASSES[type] as unknown as AnyClass)(name, inputs, { parent, retainOnDelete: true });
  }
  return {};
}
