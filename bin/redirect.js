'use strict';

/**
 * Sends a Node program's HTTPS requests for Twilio and Vapi to the emulator, without a change to the program:
 * `NODE_OPTIONS="--require /path/to/bin/redirect.js" twilio api:core:calls:list`. The port is EMULATOR_PORT, 4010 unless set.
 */
const http = require('node:http');
const https = require('node:https');

const HOSTS = /(^|\.)(twilio\.com|vapi\.ai)$/;
const port = Number(process.env.EMULATOR_PORT ?? 4010);
const { request } = https;

https.request = function (...args) {
  const given = typeof args[0] === 'string' || args[0] instanceof URL ? new URL(args.shift()) : undefined;
  const options = typeof args[0] === 'object' ? args.shift() : {};
  const host = options.hostname ?? options.host?.split(':')[0] ?? given?.hostname ?? '';
  if (!HOSTS.test(host)) return request.call(https, ...(given ? [given] : []), options, ...args);
  const path = options.path ?? (given ? given.pathname + given.search : '/');
  const own = {
    ...options,
    protocol: 'http:',
    hostname: '127.0.0.1',
    host: '127.0.0.1',
    port,
    path: `/${host}${path}`,
  };
  for (const name of ['agent', 'agents', 'socketPath', 'servername']) delete own[name];
  return http.request(own, ...args);
};
https.get = function (...args) {
  const sent = https.request(...args);
  sent.end();
  return sent;
};
