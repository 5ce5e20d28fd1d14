import { describe, expect, it } from '@jest/globals';
import { IndirizzoNonAmmesso, isAmmesso, judgeLiteral, judgingLookup } from './indirizzi.js';

const INSIDE = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:10.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'ff02::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2001:0:1::1',
];
const OUTSIDE = ['8.8.8.8', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4002::1'];

describe('a receiver', () => {
  it('is out in the world', () => {
    expect(OUTSIDE.filter((address) => !isAmmesso(address, false))).toEqual([]);
  });

  it('is never inside, however the address is written', () => {
    expect(INSIDE.filter((address) => isAmmesso(address, false))).toEqual([]);
  });

  it('may be on this machine in development, and nowhere else inside', () => {
    expect(INSIDE.filter((address) => isAmmesso(address, true))).toEqual(
      expect.arrayContaining(['127.0.0.1', '127.255.255.254', '::1']),
    );
    for (const address of ['10.1.2.3', '169.254.169.254', 'fe80::1']) expect(isAmmesso(address, true)).toBe(false);
  });

  it.each(['127.0.0.1', '[::1]', '[fe80::1]', '169.254.169.254'])(
    'written as %s is judged though no name is asked for',
    (hostname) => {
      expect(() => judgeLiteral(hostname, false)).toThrow(IndirizzoNonAmmesso);
    },
  );

  it('whose name leads outside and inside is refused, and one that leads outside is connected to what was judged', async () => {
    const outcome = (addresses: string[], all: boolean) =>
      new Promise((resolve) => {
        const lookup = judgingLookup(false, (_, done) =>
          done(
            null,
            addresses.map((address) => ({ address, family: 4 })),
          ),
        );
        lookup('riceve.test', { all }, (error, found) => resolve(error ?? found));
      });
    expect(await outcome(['8.8.8.8', '10.0.0.1'], true)).toBeInstanceOf(IndirizzoNonAmmesso);
    expect(await outcome([], true)).toBeInstanceOf(IndirizzoNonAmmesso);
    expect(await outcome(['8.8.8.8'], true)).toEqual([{ address: '8.8.8.8', family: 4 }]);
    expect(await outcome(['8.8.8.8'], false)).toBe('8.8.8.8');
  });
});
