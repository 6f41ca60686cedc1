import { assumed, documented, type Gaps } from './gap';

export const CORE_GAPS: Gaps = {
  missing: documented(
    '../docs/emulator.md#snapshot-and-seed',
    "The emulator's own snapshot carries no web sockets, whose clients connect anew, and no live call with a person whom a program moves.",
  ),
  simpler: [
    ...documented(
      'https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides',
      "Of the overrides in a webhook URL's fragment `e` and `sni` have no effect; `rt` is counted from the sending of the request, the time to connect included.",
    ),
    ...documented(
      'https://www.twilio.com/docs/usage/webhooks/webhooks-faq',
      'Webhooks come once and in the order in which they were sent, unless a fault is injected.',
    ),
    ...documented(
      'https://www.twilio.com/docs/sync/sdks',
      'What goes over web sockets takes no time on the way, and events over them are never lost while the connection stands.',
    ),
    ...documented(
      'https://www.twilio.com/docs/usage/security',
      "A webhook's server may ask for the user name and password of its URL by Basic, not by Digest, and is asked without them each time.",
    ),
    ...documented(
      'https://www.twilio.com/docs/api/errors/20429',
      'Requests at once are not limited unless asked for (`concurrentRequests`); how many an account may have is not published. Several that come from outside in virtual time take no time and never meet.',
    ),
    ...documented('https://www.twilio.com/docs/iam/access-tokens', 'Regions and edges: there is one.'),
  ],
  assumed: assumed(
    'A request and its answer take one fixed round trip, the same in both directions.',
    'A URL with a user name and password is signed as it is written, with both.',
  ),
};
