export { Provider } from './provider-class';
export * as taskrouter from './taskrouter';
export * as sync from './sync';
export * as serverless from './serverless';
export * as account from './account';
