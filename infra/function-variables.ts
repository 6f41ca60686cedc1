import * as pulumi from '@pulumi/pulumi';
import { functionsVocabulary } from '../routing/vocabulary';
import type { StackConfig } from './config';

interface Places {
  readonly workspaceSid: pulumi.Input<string>;
  readonly syncServiceSid: pulumi.Input<string>;
  readonly controlUrl: pulumi.Input<string>;
  readonly eventsUrl: pulumi.Input<string>;
  readonly consoleUrl: pulumi.Input<string>;
}

/** The variables of all Functions services that are known before the functions run (README, "Settings"). */
export function functionVariables(
  { settings, secrets, rules }: StackConfig,
  places: Places,
): Record<string, pulumi.Input<string>> {
  const vapiBase = settings.apiUrl
    ? `${settings.apiUrl}/${settings.vapiHost}`
    : `https://${settings.vapiHost}`;
  return {
    WORKSPACE_SID: places.workspaceSid,
    SYNC_SERVICE_SID: places.syncServiceSid,
    SYNC_MAPS: String(settings.syncMaps),
    TWILIO_NUMBER: settings.phoneNumber,
    SERVER_URL: places.controlUrl,
    EVENTS_URL: places.eventsUrl,
    CONSOLE_URL: places.consoleUrl,
    VAPI_API_KEY: pulumi.secret(settings.vapiApiKey),
    VAPI_BASE_URL: vapiBase,
    VAPI_SERVER_SECRET: pulumi.secret(secrets.server),
    VAPI_HMAC_SECRET: pulumi.secret(secrets.hmac),
    TOKEN_SECRET: pulumi.secret(secrets.token),
    SWEEP_SECRET: pulumi.secret(secrets.sweep),
    BRIDGE: settings.bridge,
    WAIT: settings.wait,
    RING_SECONDS: String(settings.ringSeconds),
    PASS_ON_SECONDS: String(settings.passOnSeconds),
    DEFAULT_LANGUAGE: settings.defaultLanguage,
    VOCABULARY: functionsVocabulary(rules.vocabulary),
    ...(settings.humanAgentNumber ? { HUMAN_AGENT_NUMBER: settings.humanAgentNumber } : {}),
    ...(settings.apiUrl ? { TWILIO_BASE_URL: settings.apiUrl } : {}),
  };
}

/** What the service of the agent's page alone knows: how agents sign in elsewhere. */
export function signInVariables({ settings }: StackConfig): Record<string, pulumi.Input<string>> {
  const { oidcIssuer, oidcClientId, oidcClientSecret, oidcClaim, oidcDomain } = settings;
  if (oidcIssuer === undefined || oidcClientId === undefined || oidcClientSecret === undefined) return {};
  return {
    OIDC_ISSUER: oidcIssuer,
    OIDC_CLIENT_ID: oidcClientId,
    OIDC_CLIENT_SECRET: pulumi.secret(oidcClientSecret),
    OIDC_CLAIM: oidcClaim,
    ...(oidcDomain === undefined ? {} : { OIDC_DOMAIN: oidcDomain }),
  };
}
