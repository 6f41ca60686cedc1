import type { Vocabulary } from '../routing/rules';
import { namesakes } from './agents';
import type { Settings } from './config-keys';
import { hasTexts } from './texts';

/** What is well said key by key, and does not go together. */
export function contradictions(project: string, settings: Settings): string[] {
  return [
    ...withoutTwilio(project, settings),
    ...withoutProvider(project, settings),
    ...(settings.releaseNumber && settings.buyNumber === undefined
      ? [
          `${project}:releaseNumber: got 'true'; wants buyNumber too: only a number that was bought is ever given back`,
        ]
      : []),
    ...namesakes(project, settings.agents ?? []),
  ];
}

function withoutTwilio(project: string, settings: Settings): string[] {
  if (settings.twilioAuthToken || (settings.twilioApiKey && settings.twilioApiSecret)) return [];
  return [
    `${project}:twilioAuthToken: is missing; set it (npx pulumi config set --secret twilioAuthToken ..., or TWILIO_AUTH_TOKEN in the environment), or twilioApiKey and twilioApiSecret`,
  ];
}

/** A provider knows our page by a client, and a client belongs to a provider. */
function withoutProvider(project: string, settings: Settings): string[] {
  const names = ['oidcIssuer', 'oidcClientId', 'oidcClientSecret'] as const;
  // What has a wrong value is not among the settings.
  const missing = names.filter((name) => name in settings && settings[name] === undefined);
  if (missing.length === names.length) return [];
  return missing.map(
    (name) =>
      `${project}:${name}: is missing; ${names.filter((other) => other !== name).join(' and ')} go with it`,
  );
}

/** Words of the configuration that the rules do not know. */
export function strangersToRules(
  project: string,
  settings: Settings,
  { departments, languages }: Vocabulary,
): string[] {
  const unknown = (
    key: string,
    words: readonly string[],
    known: Readonly<Record<string, string>>,
  ): string[] =>
    words
      .filter((word) => !(word in known))
      .map(
        (word) =>
          `${project}:${key}: got '${word}'; wants one of ${Object.keys(known).join(', ')} (the rules' vocabulary)`,
      );
  return [
    ...(settings.defaultLanguage ? unknown('defaultLanguage', [settings.defaultLanguage], languages) : []),
    ...(settings.defaultLanguage && !hasTexts(settings.defaultLanguage)
      ? [
          `${project}:defaultLanguage: got '${settings.defaultLanguage}'; wants a language with a file in texts/`,
        ]
      : []),
    ...(settings.agents ?? []).flatMap((agent, index) => [
      ...unknown(`agents[${index}].languages`, agent.languages ?? [], languages),
      ...unknown(`agents[${index}].departments`, agent.departments ?? [], departments),
    ]),
  ];
}
