import type { Verb } from '../stage';
import { connect } from './connect';
import { dial } from './dial';
import { enqueue } from './enqueue';
import { hangup, redirect, reject } from './flow';
import { gather } from './gather';
import { record } from './record';
import { pause, play, say } from './playing';

/** The verbs that are served; any other known verb is written to the journal as not served and passed over. */
export const verbs: Readonly<Record<string, Verb>> = {
  Say: say,
  Play: play,
  Pause: pause,
  Gather: gather,
  Dial: dial,
  Connect: connect,
  Enqueue: enqueue,
  Record: record,
  Redirect: redirect,
  Hangup: hangup,
  Reject: reject,
};
