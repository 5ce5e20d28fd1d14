import type { ExecutionContext } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { SoloDaQuestaMacchina } from './solo-da-questa-macchina.js';

/** A call from an address that says by a header that it comes from another. */
const callFrom = (remoteAddress: string | undefined) =>
  new SoloDaQuestaMacchina().canActivate({
    switchToHttp: () => ({
      getRequest: () => ({ ip: '127.0.0.1', headers: { 'x-forwarded-for': '127.0.0.1' }, socket: { remoteAddress } }),
    }),
  } as ExecutionContext);

describe('the reins of INPS', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('are held from %s', (address) => {
    expect(callFrom(address)).toBe(true);
  });

  it.each(['10.0.0.1', '::ffff:10.0.0.1', 'fe80::1', '2001:db8::127.0.0.1', '127.0.0.1.example', '', undefined])(
    'are not held from %s, whatever a header says',
    (address) => {
      expect(() => callFrom(address)).toThrow('macchina su cui gira');
    },
  );
});
