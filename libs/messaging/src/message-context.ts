import type { Envelope } from '#libs/contracts';
import { BaseRpcContext } from '@nestjs/microservices';
import type { Tx } from '#libs/persistence';

/**
 * What a handler gets with `@Ctx()`. Everything written through `tx`, and every message published with it, commits together with
 * the mark that this message is done, or not at all.
 */
export class MessageContext extends BaseRpcContext<[Envelope, Tx]> {
  constructor(envelope: Envelope, tx: Tx) {
    super([envelope, tx]);
  }

  get envelope(): Envelope {
    return this.args[0];
  }

  get tx(): Tx {
    return this.args[1];
  }
}
