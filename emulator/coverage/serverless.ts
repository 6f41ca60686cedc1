import { type Coverage, served } from './coverage';

/** Functions and Assets, https://www.twilio.com/docs/serverless/api. */
export const SERVERLESS: Coverage = {
  'POST /v1/Services': served(
    'serverless: services: one is made, found by name, changed, listed and deleted',
  ),
  'GET /v1/Services': served('serverless: services: one is made, found by name, changed, listed and deleted'),
  'POST /v1/Services/{ServiceSid}/Assets': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'GET /v1/Services/{ServiceSid}/Assets': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'GET /v1/Services/{ServiceSid}/Assets/{AssetSid}/Versions': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'GET /v1/Services/{ServiceSid}/Assets/{AssetSid}/Versions/{Sid}': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'POST /v1/Services/{ServiceSid}/Assets/{Sid}': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'GET /v1/Services/{ServiceSid}/Assets/{Sid}': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'DELETE /v1/Services/{ServiceSid}/Assets/{Sid}': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'POST /v1/Services/{ServiceSid}/Builds': served(
    'serverless: builds: completed when the platform has what they depend on',
  ),
  'GET /v1/Services/{ServiceSid}/Builds': served(
    'serverless: builds: completed when the platform has what they depend on',
  ),
  'GET /v1/Services/{ServiceSid}/Builds/{Sid}': served(
    'serverless: builds: completed when the platform has what they depend on',
  ),
  'DELETE /v1/Services/{ServiceSid}/Builds/{Sid}': served(
    'serverless: deployments: what is live cannot be deleted, and nothing is live without a build',
  ),
  'GET /v1/Services/{ServiceSid}/Builds/{Sid}/Status': served(
    'serverless: builds: completed when the platform has what they depend on',
  ),
  'POST /v1/Services/{ServiceSid}/Environments': served(
    'serverless: environments: the domain comes from the service, the suffix is taken once',
  ),
  'GET /v1/Services/{ServiceSid}/Environments': served(
    'serverless: environments: the domain comes from the service, the suffix is taken once',
  ),
  'POST /v1/Services/{ServiceSid}/Environments/{EnvironmentSid}/Deployments': served(
    'serverless: deployments: what is live cannot be deleted, and nothing is live without a build',
  ),
  'GET /v1/Services/{ServiceSid}/Environments/{EnvironmentSid}/Deployments': served(
    'serverless: deployments: what is live cannot be deleted, and nothing is live without a build',
  ),
  'GET /v1/Services/{ServiceSid}/Environments/{EnvironmentSid}/Deployments/{Sid}': served(
    'serverless: deployments: what is live cannot be deleted, and nothing is live without a build',
  ),
  'GET /v1/Services/{ServiceSid}/Environments/{EnvironmentSid}/Logs': served(
    'serverless: logs: what a Function printed',
  ),
  'GET /v1/Services/{ServiceSid}/Environments/{EnvironmentSid}/Logs/{Sid}': served(
    'serverless: logs: what a Function printed',
  ),
  'POST /v1/Services/{ServiceSid}/Environments/{EnvironmentSid}/Variables': served(
    'serverless: 3 KB of variables together are too much to deploy',
  ),
  'GET /v1/Services/{ServiceSid}/Environments/{EnvironmentSid}/Variables': served(
    'serverless: variables: 450 bytes each, seen at once by what is deployed',
  ),
  'POST /v1/Services/{ServiceSid}/Environments/{EnvironmentSid}/Variables/{Sid}': served(
    'serverless: variables: 450 bytes each, seen at once by what is deployed',
  ),
  'GET /v1/Services/{ServiceSid}/Environments/{EnvironmentSid}/Variables/{Sid}': served(
    'serverless: variables: 450 bytes each, seen at once by what is deployed',
  ),
  'DELETE /v1/Services/{ServiceSid}/Environments/{EnvironmentSid}/Variables/{Sid}': served(
    'serverless: variables: 450 bytes each, seen at once by what is deployed',
  ),
  'GET /v1/Services/{ServiceSid}/Environments/{Sid}': served(
    'serverless: environments: the domain comes from the service, the suffix is taken once',
  ),
  'DELETE /v1/Services/{ServiceSid}/Environments/{Sid}': served(
    'serverless: environments: the domain comes from the service, the suffix is taken once',
  ),
  'POST /v1/Services/{ServiceSid}/Functions': served('serverless: logs: what a Function printed'),
  'GET /v1/Services/{ServiceSid}/Functions': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'GET /v1/Services/{ServiceSid}/Functions/{FunctionSid}/Versions': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'GET /v1/Services/{ServiceSid}/Functions/{FunctionSid}/Versions/{Sid}': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'GET /v1/Services/{ServiceSid}/Functions/{FunctionSid}/Versions/{Sid}/Content': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'POST /v1/Services/{ServiceSid}/Functions/{Sid}': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'GET /v1/Services/{ServiceSid}/Functions/{Sid}': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'DELETE /v1/Services/{ServiceSid}/Functions/{Sid}': served(
    'serverless: functions and assets: uploaded in versions, text or binary',
  ),
  'POST /v1/Services/{Sid}': served(
    'serverless: services: one is made, found by name, changed, listed and deleted',
  ),
  'GET /v1/Services/{Sid}': served(
    'serverless: services: one is made, found by name, changed, listed and deleted',
  ),
  'DELETE /v1/Services/{Sid}': served(
    'serverless: services: one is made, found by name, changed, listed and deleted',
  ),
};
