import { pageOf } from '../../console-page';
import { route } from '../../route';

/** The supervisors' board. It holds nothing of anybody's: all that it shows it asks for. */
export const handler = route('console/board', () =>
  Promise.resolve({
    status: 200,
    ...pageOf({ title: 'Board', assets: '../', name: 'board', channels: [] }),
  }),
);
