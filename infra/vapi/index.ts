export { Provider } from './provider-class';
export { Credential } from './credential';
export { Tool } from './tool';
export { Assistant } from './assistant';
export { PhoneNumber } from './phone-number';
