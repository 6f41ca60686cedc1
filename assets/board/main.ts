import { beginSignIn } from '../shared/sign-in';
import { ask, type BoardState } from './api';
import { language, say, sayError } from './texts';

document.documentElement.lang = language;
const signIn = beginSignIn({
  say,
  sayError,
  exchange: (invite) => ask('sign-in', { invite }),
  async enter() {
    const { status, body } = await ask<BoardState>('state');
    if (status !== 200) return signIn(status === 401 ? undefined : (body.error ?? ''));
    const { openBoard } = await import('./board');
    openBoard(body, signIn);
  },
});
