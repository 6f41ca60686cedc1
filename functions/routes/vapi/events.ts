import { route } from '../../route';
import { aiEvent } from '../../usecases/ai-event';
import { ContextWriter } from '../../usecases/context';
import { VapiWebhooks } from '../../requests/vapi-webhooks';

/** One a container: it turns bursts into few writes. */
const writer = new ContextWriter();
const webhooks = new VapiWebhooks();

/** Everything that Vapi tells us, and its tool calls. Source: https://docs.vapi.ai/server-url/events */
export const handler = route(
  'vapi/events',
  (request) => webhooks.answer(request, (event) => aiEvent(request.ports, writer, event)),
  { failed: (event, error) => webhooks.failed(event, error) },
);
