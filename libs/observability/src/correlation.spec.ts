import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import {
  currentCorrelation,
  makeTraceparent,
  newCorrelation,
  parseTraceparent,
  withCorrelation,
} from './correlation.js';

const FRESH = {
  version: '00',
  traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  parentId: expect.stringMatching(/^[0-9a-f]{16}$/),
};

describe('the correlation of the work under way', () => {
  it('follows the work through awaits, and two works do not mix', async () => {
    const seen = async (correlationId: string): Promise<unknown> =>
      withCorrelation({ correlationId }, async () => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return currentCorrelation()?.correlationId;
      });
    expect(await Promise.all([seen('a'), seen('b')])).toEqual(['a', 'b']);
    expect(currentCorrelation()).toBeUndefined();
  });

  it('can begin anew, each time with another id and trace', () => {
    const [first, second] = [newCorrelation(), newCorrelation()];
    expect(first.correlationId).not.toBe(second.correlationId);
    expect(parseTraceparent(first.traceparent!)).toMatchObject(FRESH);
    expect(first.traceparent).not.toBe(second.traceparent);
  });
});

describe('a traceparent', () => {
  it('is read in its parts', () => {
    expect(parseTraceparent('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01')).toEqual({
      version: '00',
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      parentId: '00f067aa0ba902b7',
      sampled: true,
    });
  });

  it('of a later version may have more parts; of this one it may not', () => {
    const parts = '4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes';
    expect(parseTraceparent(`cc-${parts}`)).toMatchObject({ version: 'cc', parentId: '00f067aa0ba902b7' });
    expect(parseTraceparent(`00-${parts}`)).toBeUndefined();
  });

  it('that breaks the rules is none', () => {
    const zeros = '0'.repeat(32);
    for (const wrong of [
      '',
      'x',
      `00-${zeros}-00f067aa0ba902b7-01`,
      '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
      'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
    ]) {
      expect(parseTraceparent(wrong)).toBeUndefined();
    }
  });

  it('made from another keeps the trace and its sampling, with a span of its own', () => {
    fc.assert(
      fc.property(fc.boolean(), (sampled) => {
        const parent = makeTraceparent().replace(/..$/, sampled ? '01' : '00');
        const child = parseTraceparent(makeTraceparent(parent))!;
        expect(child).toMatchObject({ traceId: parseTraceparent(parent)!.traceId, sampled });
        expect(child.parentId).not.toBe(parseTraceparent(parent)!.parentId);
      }),
    );
  });

  it('made from nonsense begins a trace', () => {
    expect(parseTraceparent(makeTraceparent('nonsense'))).toMatchObject(FRESH);
  });
});
