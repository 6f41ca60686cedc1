import type { Coverage } from './coverage';
import { SERVERLESS } from './serverless';
import { SERVERLESS_UPLOAD } from './serverless-upload';
import { SYNC } from './sync';
import { TASK_ROUTER } from './taskrouter';
import { VAPI } from './vapi';
import { VAPI_LIVE } from './vapi-live';
import { VOICE } from './voice';

/** What the emulator has of each API, by host. Tests hold it against the documents, the routes and each other. */
export const COVERAGE: Readonly<Record<string, Coverage>> = {
  'taskrouter.twilio.com': TASK_ROUTER,
  'sync.twilio.com': SYNC,
  'serverless.twilio.com': SERVERLESS,
  'serverless-upload.twilio.com': SERVERLESS_UPLOAD,
  'api.twilio.com': VOICE,
  'api.vapi.ai': VAPI,
  'phone-call-websocket.aws-us-west-2-backend-production2.vapi.ai': VAPI_LIVE,
};
