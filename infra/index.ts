import { join, resolve } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import * as twilio from '@pulumi/twilio';
import * as vapi from '@pulumi/vapi';
import { compileRules } from '../routing/compile';
import { ContactCenter } from './components/contact-center';
import { FunctionsService } from './components/functions-service';
import { HandoffStore } from './components/handoff-store';
import { VoiceAgent } from './components/voice-agent';
import { readConfig } from './config';
import { functionVariables, signInVariables } from './function-variables';
import { takenOver } from './taken-over';
import { readAssistantTexts } from './texts';

/**
 * An environment, whole: the engine runs this for the cloud, tests and the local platform run it in process. A change
 * goes out in the order functions, workflow, assistant, number, so that nothing calls what is not there yet.
 */
async function environment(): Promise<Record<string, unknown>> {
  const workspace = pulumi.runtime.allConfig()[`${pulumi.getProject()}:workspace`];
  if (workspace !== undefined) return takenOver(resolve(__dirname, '..', workspace));
  const config = readConfig({
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
    values: pulumi.runtime.allConfig(),
    env: process.env,
  });
  const { stack, settings, rules, secrets } = config;
  const name = `handoff-${stack}`;
  const providers = connect(config);

  const service = (part: 'control' | 'events' | 'console') =>
    new FunctionsService(
      part,
      {
        uniqueName: `handoff-${part}-${stack}`,
        environment: stack,
        folder: join(config.functionsFolder, part),
      },
      { providers },
    );
  const control = service('control');
  const events = service('events');
  const console = service('console');
  const services = [control, events, console];

  const store = new HandoffStore('store', { friendlyName: name, maps: settings.syncMaps }, { providers });
  const center = new ContactCenter(
    'center',
    {
      friendlyName: name,
      routing: compileRules(rules),
      agents: config.agents,
      controlUrl: control.url,
      ringSeconds: settings.ringSeconds,
    },
    { providers },
  );

  const variables = functionVariables(config, {
    workspaceSid: center.workspaceSid,
    syncServiceSid: store.serviceSid,
    controlUrl: control.url,
    eventsUrl: events.url,
    consoleUrl: console.url,
  });
  // Only the agent's page signs tokens for browsers, and knows agents by a provider.
  const key = new twilio.account.ApiKey(
    'console',
    { friendlyName: `${name}-console` },
    { provider: providers.twilio },
  );
  const ownVariables = (part: FunctionsService): Record<string, pulumi.Input<string>> =>
    part === console
      ? {
          API_KEY_SID: key.sid,
          API_KEY_SECRET: pulumi.output(key.secret).apply((secret) => secret ?? ''),
          ...signInVariables(config),
        }
      : {};
  const deployments = services.map((part) =>
    part.deploy([part.configure('settings', { ...variables, ...ownVariables(part) })]),
  );
  const workflow = center.route(deployments);

  const voiceAgent = new VoiceAgent(
    'assistant',
    {
      name,
      texts: readAssistantTexts(settings.defaultLanguage),
      vocabulary: rules.vocabulary,
      eventsUrl: events.url,
      serverSecret: pulumi.secret(secrets.server),
      hmacSecret: pulumi.secret(secrets.hmac),
      model: { provider: settings.modelProvider, model: settings.model },
      voice: settings.voice,
    },
    { providers, dependsOn: [workflow] },
  );
  const keepsake = new twilio.account.NumberKeepsake(
    'number',
    { phoneNumber: numberToAdopt(config, providers.twilio, deployments) },
    { provider: providers.twilio },
  );
  const numberAtVapi = new vapi.PhoneNumber(
    'number',
    {
      number: settings.phoneNumber,
      name,
      assistantId: name,
      names: pulumi.output(voiceAgent.assistantId).apply((id) => ({ [name]: id })),
      ...twilioCredentialsForVapi(config),
    },
    { provider: providers.vapi, dependsOn: [keepsake] },
  );
  const references = services.map((part) =>
    part.configure('references', {
      WORKFLOW_SID: workflow.sid,
      VAPI_ASSISTANT_ID: voiceAgent.assistantId,
      VAPI_PHONE_NUMBER_ID: numberAtVapi.id,
    }),
  );

  // Last: from here on callers arrive. Vapi has set a voice URL of its own when it learned the number; it stays where
  // Vapi's own transfer is the bridge, which does not run on calls that reach Vapi by provider bypass.
  const voiceUrl =
    settings.bridge === 'vapi-transfer'
      ? `https://${settings.vapiHost}/twilio/inbound_call`
      : pulumi.interpolate`${control.url}/voice/inbound`;
  const number = new twilio.account.IncomingPhoneNumber(
    'number',
    {
      phoneNumber: settings.phoneNumber,
      voiceUrl,
      voiceFallbackUrl: pulumi.interpolate`${control.url}/voice/hold`,
      statusCallback: pulumi.interpolate`${control.url}/voice/status`,
    },
    { provider: providers.twilio, dependsOn: [...deployments, ...references, numberAtVapi] },
  );

  return {
    phoneNumber: number.phoneNumber,
    controlUrl: control.url,
    eventsUrl: events.url,
    consoleUrl: pulumi.interpolate`${console.url}/console`,
    consoleTokenUrl: pulumi.interpolate`${console.url}/console/token`,
    oidcRedirectUrl: pulumi.interpolate`${console.url}/console/oidc/callback`,
    sweepUrl: pulumi.interpolate`${control.url}/sweep`,
    sweepSecret: pulumi.secret(secrets.sweep),
    workspaceSid: center.workspaceSid,
    workflowSid: workflow.sid,
    queueSids: center.queueSids,
    syncServiceSid: store.serviceSid,
    assistantId: voiceAgent.assistantId,
    vapiPhoneNumberId: numberAtVapi.id,
  };
}

/** The number that the account has; where we are told to, it is bought once nothing else is likely to fail. */
function numberToAdopt(
  { stack, settings }: ReturnType<typeof readConfig>,
  provider: pulumi.ProviderResource,
  dependsOn: pulumi.Resource[],
): pulumi.Input<string> {
  const { phoneNumber, buyNumber: country, releaseNumber: release } = settings;
  if (country === undefined) return phoneNumber;
  const friendlyName = `handoff-${stack}, bought by Pulumi`;
  const args = { phoneNumber, country, friendlyName, release };
  return new twilio.account.PurchasedPhoneNumber('number', args, { provider, dependsOn }).number;
}

function connect({
  settings,
}: ReturnType<typeof readConfig>): Record<'twilio' | 'vapi', pulumi.ProviderResource> {
  const hidden = (value: string | undefined) => (value === undefined ? undefined : pulumi.secret(value));
  return {
    twilio: new twilio.Provider('twilio', {
      accountSid: settings.twilioAccountSid,
      authToken: hidden(settings.twilioAuthToken),
      apiKey: settings.twilioApiKey,
      apiSecret: hidden(settings.twilioApiSecret),
      apiUrl: settings.apiUrl,
    }),
    vapi: new vapi.Provider('vapi', {
      apiKey: pulumi.secret(settings.vapiApiKey),
      host: settings.vapiHost,
      apiUrl: settings.apiUrl,
    }),
  };
}

/** Vapi calls through the Twilio account that has the number. */
function twilioCredentialsForVapi({ settings }: ReturnType<typeof readConfig>) {
  const { twilioAccountSid, twilioAuthToken, twilioApiKey, twilioApiSecret } = settings;
  return twilioApiKey && twilioApiSecret
    ? { twilioAccountSid, twilioApiKey, twilioApiSecret: pulumi.secret(twilioApiSecret) }
    : { twilioAccountSid, twilioAuthToken: pulumi.secret(twilioAuthToken) };
}

// The engine and the in-process run both call the program; importing it does nothing.
export = environment;
