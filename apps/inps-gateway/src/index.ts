export { INPS_GATEWAY_APIS } from './inps-gateway.apis.js';
export { INPS_GATEWAY_SETTINGS } from './inps-gateway.config.js';
export { INPS_GATEWAY_ERRORS } from './inps-gateway.errors.js';
export { InpsGatewayModule } from './inps-gateway.module.js';
export { INPS_GATEWAY_MIGRATIONS } from './migrations/index.js';
