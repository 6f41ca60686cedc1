import { type Coverage, served } from './coverage';

/** Sync, https://www.twilio.com/docs/sync/api. */
export const SYNC: Coverage = {
  'POST /v1/Services': served('sync: services one is created, found, listed, changed and deleted'),
  'GET /v1/Services': served('sync: services one is created, found, listed, changed and deleted'),
  'POST /v1/Services/{ServiceSid}/Documents': served('sync: documents bad requests have their own codes'),
  'GET /v1/Services/{ServiceSid}/Documents': served('sync: documents lists come in pages'),
  'POST /v1/Services/{ServiceSid}/Documents/{Sid}': served(
    'sync: documents revisions count up from 0 and guard updates',
  ),
  'GET /v1/Services/{ServiceSid}/Documents/{Sid}': served(
    'sync: documents revisions count up from 0 and guard updates',
  ),
  'DELETE /v1/Services/{ServiceSid}/Documents/{Sid}': served(
    'sync: documents a taken name is a conflict until the document is deleted',
  ),
  'POST /v1/Services/{ServiceSid}/Lists': served('sync: lists indexes are never used twice'),
  'GET /v1/Services/{ServiceSid}/Lists': served(
    'sync: lists a list is found by name and SID, changed, listed and deleted with its items',
  ),
  'POST /v1/Services/{ServiceSid}/Lists/{ListSid}/Items': served(
    'sync: lists a list is found by name and SID, changed, listed and deleted with its items',
  ),
  'GET /v1/Services/{ServiceSid}/Lists/{ListSid}/Items': served('sync: lists indexes are never used twice'),
  'POST /v1/Services/{ServiceSid}/Lists/{ListSid}/Items/{Index}': served(
    'sync: lists indexes are never used twice',
  ),
  'GET /v1/Services/{ServiceSid}/Lists/{ListSid}/Items/{Index}': served(
    'sync: lists a list is found by name and SID, changed, listed and deleted with its items',
  ),
  'DELETE /v1/Services/{ServiceSid}/Lists/{ListSid}/Items/{Index}': served(
    'sync: lists indexes are never used twice',
  ),
  'POST /v1/Services/{ServiceSid}/Lists/{Sid}': served(
    'sync: lists a list is found by name and SID, changed, listed and deleted with its items',
  ),
  'GET /v1/Services/{ServiceSid}/Lists/{Sid}': served(
    'sync: lists a list is found by name and SID, changed, listed and deleted with its items',
  ),
  'DELETE /v1/Services/{ServiceSid}/Lists/{Sid}': served(
    'sync: lists a list is found by name and SID, changed, listed and deleted with its items',
  ),
  'POST /v1/Services/{ServiceSid}/Maps': served('sync: maps 10 KiB count as ten writes'),
  'GET /v1/Services/{ServiceSid}/Maps': served(
    'sync: maps a map is found by name and SID, changed, listed and deleted with its items',
  ),
  'POST /v1/Services/{ServiceSid}/Maps/{MapSid}/Items': served(
    'sync: maps creating an item is a gate: the second one is told',
  ),
  'GET /v1/Services/{ServiceSid}/Maps/{MapSid}/Items': served(
    'sync: maps items come in the order of their keys, from a key on, up or down',
  ),
  'POST /v1/Services/{ServiceSid}/Maps/{MapSid}/Items/{Key}': served(
    'sync: maps 20 writes a second, 200 at once after a pause; each map has its own',
  ),
  'GET /v1/Services/{ServiceSid}/Maps/{MapSid}/Items/{Key}': served(
    'sync: expiry an item write can move the expiry of its map',
  ),
  'DELETE /v1/Services/{ServiceSid}/Maps/{MapSid}/Items/{Key}': served(
    'sync: maps update and delete can be conditional',
  ),
  'POST /v1/Services/{ServiceSid}/Maps/{Sid}': served(
    'sync: maps a map is found by name and SID, changed, listed and deleted with its items',
  ),
  'GET /v1/Services/{ServiceSid}/Maps/{Sid}': served(
    'sync: maps a map is found by name and SID, changed, listed and deleted with its items',
  ),
  'DELETE /v1/Services/{ServiceSid}/Maps/{Sid}': served(
    'sync: maps a map is found by name and SID, changed, listed and deleted with its items',
  ),
  'POST /v1/Services/{Sid}': served('sync: services one is created, found, listed, changed and deleted'),
  'GET /v1/Services/{Sid}': served('sync: services one is created, found, listed, changed and deleted'),
  'DELETE /v1/Services/{Sid}': served('sync: services one is created, found, listed, changed and deleted'),
  'GET /v1/Services/{ServiceSid}/Documents/{DocumentSid}/Permissions': served(
    'sync: permissions of an identity are given, read, listed and taken away, per object',
  ),
  'POST /v1/Services/{ServiceSid}/Documents/{DocumentSid}/Permissions/{Identity}': served(
    'sync: permissions of an identity are given, read, listed and taken away, per object',
  ),
  'GET /v1/Services/{ServiceSid}/Documents/{DocumentSid}/Permissions/{Identity}': served(
    'sync: permissions of an identity are given, read, listed and taken away, per object',
  ),
  'DELETE /v1/Services/{ServiceSid}/Documents/{DocumentSid}/Permissions/{Identity}': served(
    'sync: permissions of an identity are given, read, listed and taken away, per object',
  ),
  'GET /v1/Services/{ServiceSid}/Lists/{ListSid}/Permissions': served(
    'sync: permissions of an identity are given, read, listed and taken away, per object',
  ),
  'POST /v1/Services/{ServiceSid}/Lists/{ListSid}/Permissions/{Identity}': served(
    'sync: permissions of an identity are given, read, listed and taken away, per object',
  ),
  'GET /v1/Services/{ServiceSid}/Lists/{ListSid}/Permissions/{Identity}': served(
    'sync: permissions of an identity are given, read, listed and taken away, per object',
  ),
  'DELETE /v1/Services/{ServiceSid}/Lists/{ListSid}/Permissions/{Identity}': served(
    'sync: permissions of an identity are given, read, listed and taken away, per object',
  ),
  'GET /v1/Services/{ServiceSid}/Maps/{MapSid}/Permissions': served(
    'sync: permissions of an identity are given, read, listed and taken away, per object',
  ),
  'POST /v1/Services/{ServiceSid}/Maps/{MapSid}/Permissions/{Identity}': served(
    'sync: permissions of an identity are given, read, listed and taken away, per object',
  ),
  'GET /v1/Services/{ServiceSid}/Maps/{MapSid}/Permissions/{Identity}': served(
    'sync: permissions of an identity are given, read, listed and taken away, per object',
  ),
  'DELETE /v1/Services/{ServiceSid}/Maps/{MapSid}/Permissions/{Identity}': served(
    'sync: permissions of an identity are given, read, listed and taken away, per object',
  ),
  'POST /v1/Services/{ServiceSid}/Streams': served(
    'sync: streams are made, published in, listed and deleted',
  ),
  'GET /v1/Services/{ServiceSid}/Streams': served('sync: streams are made, published in, listed and deleted'),
  'POST /v1/Services/{ServiceSid}/Streams/{Sid}': served(
    'sync: streams are made, published in, listed and deleted',
  ),
  'GET /v1/Services/{ServiceSid}/Streams/{Sid}': served(
    'sync: streams are made, published in, listed and deleted',
  ),
  'DELETE /v1/Services/{ServiceSid}/Streams/{Sid}': served(
    'sync: streams are made, published in, listed and deleted',
  ),
  'POST /v1/Services/{ServiceSid}/Streams/{StreamSid}/Messages': served(
    'sync: streams are made, published in, listed and deleted',
  ),
};
