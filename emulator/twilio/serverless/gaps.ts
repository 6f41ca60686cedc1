import { assumed, documented, type Gaps } from '../../core/gap';

const API = 'https://www.twilio.com/docs/serverless/api/resource';
const FUNCTIONS = 'https://www.twilio.com/docs/serverless/functions-assets/functions';

export const SERVERLESS_GAPS: Gaps = {
  missing: [
    ...documented(
      'https://www.twilio.com/docs/serverless/functions-assets/faq',
      'Memory limits and cold starts; the limits of an answer (4 MB, 15 KB and 90 headers), of packages and of assets.',
    ),
    ...documented(
      `${FUNCTIONS}/dependencies`,
      'Nothing is installed: Functions find the packages of the folder they run in, whatever a build names.',
    ),
  ],
  simpler: [
    ...documented(
      'https://www.twilio.com/docs/serverless/functions-assets/faq',
      'The 30 invocations that may run at a time (more are 429) are counted for each environment, not for the service.',
    ),
    ...documented(
      `${API}/build`,
      'A build is done by the time anybody asks for it again. It fails only for a `@twilio/runtime-handler` that the platform refuses.',
    ),
    ...documented(
      `${FUNCTIONS}/invocation`,
      'Functions of all services run in one process by the real runtime handler, each invocation with the time and randomness of the emulator.',
    ),
    ...documented(
      `${API}/logs`,
      'Logs are kept as long as the emulator runs, or what is restored from its snapshot.',
    ),
  ],
  assumed: assumed(
    'A variable that changes is seen by the next invocation, without a deployment.',
    'What still runs when a Function has answered never goes on.',
  ),
};
