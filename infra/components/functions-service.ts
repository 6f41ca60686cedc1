import * as pulumi from '@pulumi/pulumi';
import * as twilio from '@pulumi/twilio';

interface FunctionsServiceArgs {
  /** Unique in the account; begins the domain name. */
  readonly uniqueName: string;
  readonly environment: string;
  /** Absolute path of the built service, with functions/ and assets/. */
  readonly folder: string;
}

/** npm packages that the platform installs beside our bundles. */
const DEPENDENCIES = { twilio: '6.2.0', '@twilio/runtime-handler': '2.1.2' };

/** A Functions service with one environment. Its URL is known before anything runs there. */
export class FunctionsService extends pulumi.ComponentResource {
  /** `https://` and the domain, without a slash at the end. */
  readonly url: pulumi.Output<string>;
  private readonly place: { serviceSid: pulumi.Output<string>; environmentSid: pulumi.Output<string> };

  constructor(
    private readonly label: string,
    private readonly args: FunctionsServiceArgs,
    options: pulumi.ComponentResourceOptions,
  ) {
    super('handoff:index:FunctionsService', label, {}, options);
    const service = new twilio.serverless.Service(
      label,
      { uniqueName: args.uniqueName, friendlyName: args.uniqueName },
      { parent: this },
    );
    const environment = new twilio.serverless.Environment(
      label,
      { serviceSid: service.sid, uniqueName: args.environment },
      { parent: this },
    );
    this.place = { serviceSid: service.sid, environmentSid: environment.sid };
    this.url = pulumi.interpolate`https://${environment.domainName}`;
    this.registerOutputs({ url: this.url });
  }

  /** Sets a group of variables; they take effect at once. */
  configure(
    group: string,
    variables: Record<string, pulumi.Input<string>>,
    after: pulumi.Resource[] = [],
  ): twilio.serverless.Variables {
    return new twilio.serverless.Variables(
      `${this.label}-${group}`,
      { ...this.place, name: group, variables },
      { parent: this, dependsOn: after },
    );
  }

  /** Builds the functions and puts them in service. */
  deploy(after: pulumi.Resource[]): twilio.serverless.Deployment {
    return new twilio.serverless.Deployment(
      this.label,
      { ...this.place, folder: this.args.folder, dependencies: DEPENDENCIES },
      { parent: this, dependsOn: after },
    );
  }
}
