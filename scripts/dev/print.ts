import color from 'picocolors';
import type { SourceMistake, WorkshopState } from '../../emulator/control/workshop';
import { NUMBER } from '../demo/cast';
import type { Live } from './live';
import { oneLine } from './mistakes';

/** What somebody sees who has just started: where to look, and what to try first. */
export function welcome(
  url: string,
  pages: WorkshopState['pages'],
  links: Readonly<Record<string, string>>,
): string {
  const row = (name: string, value: string): string => `  ${color.dim(name.padEnd(14))} ${color.cyan(value)}`;
  return [
    '',
    `${color.bold('The playground is open')} ${color.dim('– all of it fictional: nobody is called, nothing costs anything')}`,
    row('playground', `${url}/playground`),
    ...pages.map((page) => row(page.name.toLowerCase(), page.url)),
    row('Twilio, Vapi', url),
    ...Object.entries(links).map(([whose, link]) => row(`sign in, ${whose}`, link)),
    '',
    color.bold('Try this first'),
    `  1. Open the playground and press Call. You are a caller who dials ${NUMBER}.`,
    '  2. Say: I was charged twice for order 4711. Then: I want to speak to a human.',
    '  3. Ana’s phone rings beside yours: answer, press 1, talk. Her page, opened by the sign-in link, shows who calls and why.',
    '  4. Change a text or a rule, in the page or in your editor, and call again.',
    '',
    color.dim('Ctrl-C ends it.'),
  ].join('\n');
}

/** The same before a real account: which one, where to look, and what is missing. */
export function liveWelcome(
  url: string,
  port: number,
  { accountSid, phoneNumber, pageUrl, phoneProblems }: Omit<Live, 'close' | 'reachProblem'>,
): string {
  const row = (name: string, value: string): string => `  ${color.dim(name.padEnd(14))} ${value}`;
  return [
    '',
    color.yellow(color.bold(`The real account ${accountSid}: calls are real and cost money`)),
    row('playground', `${color.cyan(`${pageUrl}/playground`)}, on this machine alone`),
    row('your phone', `in the playground, or dial ${phoneNumber} from a telephone`),
    row('served', `this checkout's functions and pages on port ${port}, asked for at ${color.cyan(url)}`),
    row('agent’s page', color.cyan(`${url}/console`)),
    row('board', color.cyan(`${url}/console/board`)),
    row('sign in', `by the playground, or CONSOLE_URL=${url} npm run agent:invite -- NAME`),
    ...(phoneProblems.length === 0
      ? []
      : ['', color.red('The phone in the browser cannot call:'), ...phoneProblems.map((one) => `  ${one}`)]),
    '',
    'Nothing in the account is changed, unless you say so in the playground: it shows which webhooks come here, and can',
    'lead the others here (docs/emulator.md).',
    '',
    color.dim('Unproven: nobody has run this before a real account. Ctrl-C ends it.'),
  ].join('\n');
}

/** One line for each change, and one for each mistake. */
export function told(about: string, mistakes: readonly SourceMistake[], tookMs?: number): string {
  const took = tookMs === undefined ? '' : ` (${(tookMs / 1000).toFixed(1)} s)`;
  if (mistakes.length === 0)
    return `${color.green('✓')} ${about}: in force${color.dim(`${took}; the next call follows it`)}`;
  return [
    `${color.red('✗')} ${about}: what was in force before still is`,
    ...mistakes.map((mistake) => `  ${oneLine(mistake)}`),
  ].join('\n');
}
