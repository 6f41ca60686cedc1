import { parseArgs } from 'node:util';

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/**
 * What was written after `npm run COMMAND --`: a name and options. Throws an Error for people: the usage where there is no
 * name, and where npm has taken an option for itself, as it does without the `--`.
 */
export function namedWith<O extends Options>(usage: string, options: O) {
  const swallowed = Object.keys(options).filter((name) => process.env[`npm_config_${name}`] !== undefined);
  if (swallowed.length > 0)
    throw new Error(`npm took --${swallowed.join(', --')} for itself: write -- before the name\n${usage}`);
  const { values, positionals } = parsed(usage, options);
  const name = positionals.join(' ');
  if (name === '') throw new Error(usage);
  return { name, values };
}

function parsed<O extends Options>(usage: string, options: O) {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    throw new Error(`${(error as Error).message.replace(/\. .*/s, '')}\n${usage}`);
  }
}
