import * as pulumi from '@pulumi/pulumi';
import * as twilio from '@pulumi/twilio';

/** Where handoffs, contexts and outcomes are kept (Sync). */
export class HandoffStore extends pulumi.ComponentResource {
  readonly serviceSid: pulumi.Output<string>;

  /** `maps`: a map takes about 20 writes a second, so handoffs are spread over several. */
  constructor(
    label: string,
    args: { friendlyName: string; maps: number },
    options: pulumi.ComponentResourceOptions,
  ) {
    super('handoff:index:HandoffStore', label, {}, options);
    // A browser reads a context only where it was permitted to; requests with the account's keys read all.
    const service = new twilio.sync.Service(
      label,
      { friendlyName: args.friendlyName, aclEnabled: true },
      { parent: this },
    );
    const serviceSid = service.sid;
    for (let shard = 0; shard < args.maps; shard += 1) {
      const uniqueName = `handoffs-${String(shard).padStart(2, '0')}`;
      new twilio.sync.Map(uniqueName, { serviceSid, uniqueName }, { parent: this });
    }
    new twilio.sync.Map('days', { serviceSid, uniqueName: 'days' }, { parent: this });
    new twilio.sync.List('outcomes', { serviceSid, uniqueName: 'outcomes' }, { parent: this });
    this.serviceSid = serviceSid;
    this.registerOutputs({ serviceSid });
  }
}
