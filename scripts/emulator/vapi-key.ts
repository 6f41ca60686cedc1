/** Fictional, like everything here; the same on every machine, so that requests can be written down. */
export const VAPI_KEY = 'vapi-private-key';
