import { the } from '../shared/dom';
import { beginSignIn } from '../shared/sign-in';
import { post, type Token } from './api';
import { language, say, sayError } from './texts';

document.documentElement.lang = language;
const signIn = beginSignIn({
  say,
  sayError,
  exchange: (invite) => post('sign-in', { invite }),
  provider:
    'provider' in the('page').dataset
      ? {
          choice: say('signInChoice'),
          button: say('signInAccount'),
          begin: () => post<{ url: string }>('oidc/start'),
        }
      : undefined,
  async enter() {
    const { status, body } = await post<Token>('token');
    if (status !== 200) return signIn(status === 401 ? undefined : (body.error ?? ''));
    const { openDesk } = await import('./desk');
    openDesk(body, signIn);
  },
});
