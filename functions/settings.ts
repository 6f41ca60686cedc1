import { VARIABLES, type Variable, type VariableName, type VariableValues } from './variables';

/** All that is wrong with the variables; each problem names its key, what it got and what it wants. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';

  constructor(readonly problems: readonly string[]) {
    super(`wrong settings: ${problems.join('; ')}`);
  }
}

const NAMES = Object.keys(VARIABLES) as VariableName[];
const GIVEN = [
  'DOMAIN_NAME',
  ...NAMES.flatMap((name) => {
    const { alsoNamed }: Variable = VARIABLES[name];
    return alsoNamed === undefined ? [name] : [name, alsoNamed];
  }),
];

/** Reads a Function's `context`. Throws `WrongSettings` with one problem a key, all at once. */
export function readSettings(context: Readonly<Record<string, unknown>>): VariableValues {
  const values: Partial<Record<VariableName, unknown>> = {};
  const problems: string[] = [];
  const domain = typeof context.DOMAIN_NAME === 'string' ? `https://${context.DOMAIN_NAME}` : undefined;
  for (const name of NAMES) {
    const variable: Variable = VARIABLES[name];
    const ownDomain = variable.fallbackShown === undefined ? undefined : domain;
    const given = valueOf(context, name) ?? valueOf(context, variable.alsoNamed) ?? ownDomain;
    const result = variable.schema.safeParse(given ?? variable.fallback);
    if (result.success) values[name] = result.data;
    else problems.push(`${name} ${gotten(given, variable)}, wants ${variable.wants}`);
  }
  if (values.VAPI_SERVER_SECRET === '' && values.VAPI_HMAC_SECRET === '') {
    problems.push('VAPI_SERVER_SECRET and VAPI_HMAC_SECRET are both missing, wants one of them');
  }
  for (const name of ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const) {
    if (values.OIDC_ISSUER && values[name] === '')
      problems.push(`${name} is missing, wants ${VARIABLES[name].wants}, as OIDC_ISSUER is set`);
  }
  if (problems.length > 0) throw new WrongSettings(problems);
  return values as VariableValues;
}

/** Every value that `readSettings` would look at, as one text: the same text reads as the same settings. */
export function givenSettings(context: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(GIVEN.map((name) => context[name]));
}

/** An empty variable counts as one that is not set. */
function valueOf(context: Readonly<Record<string, unknown>>, name: string | undefined): string | undefined {
  const value = name === undefined ? undefined : context[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function gotten(given: string | undefined, { secret, personal }: Variable): string {
  if (given === undefined) return 'is missing';
  if (secret || personal) return `has a wrong value of ${given.length} characters`;
  return `is ${JSON.stringify(given.slice(0, 80))}`;
}

export interface SettingsRow {
  readonly name: string;
  readonly meaning: string;
  /** Undefined: required. */
  readonly fallback: string | undefined;
  readonly secret: boolean;
  readonly unit: string;
  readonly alsoNamed: string;
}

/** The table of all variables, for the README. */
export function settingsTable(): SettingsRow[] {
  return NAMES.map((name) => {
    const variable: Variable = VARIABLES[name];
    return {
      name,
      meaning: variable.meaning,
      fallback: variable.fallbackShown ?? variable.fallback,
      secret: variable.secret === true,
      unit: variable.unit ?? '',
      alsoNamed: variable.alsoNamed ?? '',
    };
  });
}
