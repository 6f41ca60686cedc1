import { type Coverage, served } from './coverage';

/** Uploads of Functions and Assets, which no OpenAPI document describes. */
export const SERVERLESS_UPLOAD: Coverage = {
  'POST /v1/Services/{ServiceSid}/Assets/{Sid}/Versions': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'POST /v1/Services/{ServiceSid}/Functions/{Sid}/Versions': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
};
