export { Service } from './service';
export { Environment } from './environment';
export { Variables } from './variables';
export { Deployment } from './deployment';
