import { settingsTable } from '../functions/settings';

/** The README's table of the functions' variables, as Markdown. */
export function settingsMarkdown(): string {
  const rows = settingsTable().map(({ name, meaning, fallback, secret, unit, alsoNamed }) => {
    const notes = [
      meaning,
      unit && `(${unit})`,
      alsoNamed && `Also taken: \`${alsoNamed}\``,
      secret && '*Secret*',
    ];
    const shown = fallback === undefined ? '**required**' : fallback === '' ? '' : `\`${fallback}\``;
    return `| \`${name}\` | ${notes.filter(Boolean).join('. ').replaceAll('|', '\\|')} | ${shown} |`;
  });
  return ['| variable | meaning | default |', '| --- | --- | --- |', ...rows].join('\n');
}

if (require.main === module) console.log(settingsMarkdown());
