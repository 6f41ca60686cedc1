export { Workspace } from './workspace';
export { Activity } from './activity';
export { TaskChannel } from './task-channel';
export { TaskQueue } from './task-queue';
export { Workflow } from './workflow';
export { Worker } from './worker';
