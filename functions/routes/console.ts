import { channelOf, feedOf } from '../access/agent';
import { pageOf } from '../console-page';
import { route } from '../route';

/** The agent's page. It holds nothing of anybody's: all that it shows it asks for. */
export const handler = route('console', async ({ app }) => ({
  status: 200,
  ...pageOf({
    ...{ title: 'Calls', assets: '', name: 'console' },
    ...{ channels: [...Object.values(channelOf(app)), feedOf(app).webSocket], isTelephone: true },
    hasProvider: app.variables.OIDC_ISSUER !== '',
  }),
}));
