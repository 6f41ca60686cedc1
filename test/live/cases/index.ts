import type { Case } from '../case';
import { EXPRESSION_CASES } from './expressions';
import { LIST_CASES } from './lists';
import { PROVISIONING_CASES } from './provisioning';
import { ROUTING_CASES } from './routing';
import { SINGLE_TASKING_CASES } from './single-tasking';
import { SYNC_SOCKET_CASES } from './sockets-sync';
import { WORKER_SOCKET_CASES } from './sockets-workers';
import { SYNC_CASES } from './sync';
import { TASK_CASES } from './tasks';
import { VOICE_CASES } from './voice';

export const CASES: readonly Case[] = [
  ...VOICE_CASES,
  ...PROVISIONING_CASES,
  ...LIST_CASES,
  ...EXPRESSION_CASES,
  ...TASK_CASES,
  ...ROUTING_CASES,
  ...SINGLE_TASKING_CASES,
  ...SYNC_CASES,
];

/** Those with the browser SDKs. */
export const SOCKET_CASES: readonly Case[] = [...SYNC_SOCKET_CASES, ...WORKER_SOCKET_CASES];
