export { Consumes, ConsumesEach } from './consumes.js';
export { MessageContext } from './message-context.js';
export {
  MESSAGING_MIGRATIONS,
  MessagingModule,
  type MessagingOptions,
  type TransportOptions,
  startMessaging,
} from './messaging.module.js';
export { type Address, Outbox } from './outbox.js';
export { type ItemOutcome, PermanentError, TransientError, UpstreamError } from './outcomes.js';
