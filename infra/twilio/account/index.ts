export { ApiKey } from './api-key';
export { Application } from './application';
export { PurchasedPhoneNumber } from './purchased-phone-number';
export { IncomingPhoneNumber, NumberKeepsake } from './incoming-phone-number';
