import { afterEach, beforeEach, describe } from '@jest/globals';
import { failureCases } from './failure-cases.js';
import { orderCases } from './order-cases.js';
import { type Ground, type Scene, Stage } from './stage.js';
import { lifeCases } from './life-cases.js';
import { deliveryCases } from './delivery-cases.js';

export interface TransportHarness {
  readonly name: string;
  /** Fresh tables and a prefix of its own. */
  prepare(): Promise<Ground>;
  readonly eventually: Scene['eventually'];
  /** Drops what `prepare` made. */
  cleanUp(): Promise<void>;
}

/** The suite that every transport must pass: the guarantees of the bus, whatever carries the messages. */
export function conformance(harness: TransportHarness): void {
  describe(`the bus over ${harness.name}`, () => {
    let stage: Stage;
    const scene: Scene = {
      get stage() {
        return stage;
      },
      eventually: harness.eventually,
    };
    beforeEach(async () => {
      stage = new Stage(await harness.prepare());
    });
    afterEach(async () => {
      await stage.close();
      await harness.cleanUp();
    });

    deliveryCases(scene);
    failureCases(scene);
    orderCases(scene);
    lifeCases(scene);
  });
}
