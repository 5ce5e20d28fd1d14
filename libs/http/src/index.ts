export { httpAdapter } from './adapter.js';
export { ApiProblems } from './api-decorators.js';
export { BodyStream, StreamedBody, readBody } from './body.js';
export { HTTP_APPLICATION_OPTIONS, type HttpOptions, configureHttp } from './configure-http.js';
export { type ErrorSection, errorsMarkdown } from './errors-page.js';
export { type ApiDescription, buildOpenApi } from './open-api.js';
export { HTTP_SETTINGS, type HttpSettings } from './settings.js';
export { startHttp } from './start-http.js';
export { statusController } from './status.js';
