export { ApiKey } from './api-key';
export { Application } from './application';
export { IncomingPhoneNumber } from './incoming-phone-number';
