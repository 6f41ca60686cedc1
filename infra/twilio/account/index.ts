export { ApiKey } from './api-key';
export { Application } from './application';
export { IncomingPhoneNumber, NumberKeepsake } from './incoming-phone-number';
