import { type LookupAddress, lookup as resolve } from 'node:dns';
import { BlockList, type LookupFunction, isIP } from 'node:net';

/** Networks in which no receiver of another body can be: ours, special ones (IANA registries, RFC 6890), ways around by translation. */
const NON_PUBBLICHE: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Of IPv6 only what is given out to the world, without the parts of it that lead to IPv4 or into tunnels. */
const DEL_MONDO: readonly [string, number] = ['2000::', 3];
const SPECIALI: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const nonPubbliche = new BlockList();
for (const [network, prefix] of NON_PUBBLICHE) nonPubbliche.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of SPECIALI) nonPubbliche.addSubnet(network, prefix, 'ipv6');
const delMondo = new BlockList();
delMondo.addSubnet(...DEL_MONDO, 'ipv6');
const questaMacchina = new BlockList();
questaMacchina.addSubnet('127.0.0.0', 8, 'ipv4');
questaMacchina.addAddress('::1', 'ipv6');

/** Whether a receiver may be at an address. @param locali also on this machine, and nowhere else inside: development and tests */
export function isAmmesso(address: string, locali: boolean): boolean {
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  if (locali && questaMacchina.check(address, family)) return true;
  if (nonPubbliche.check(address, family)) return false;
  return family === 'ipv4' || delMondo.check(address, 'ipv6');
}

/** An address at which no receiver may be. */
export class IndirizzoNonAmmesso extends Error {
  constructor() {
    super('address not allowed');
    this.name = 'IndirizzoNonAmmesso';
  }
}

/** How names become addresses; tests give their own. */
type Resolve = (name: string, done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

const systemResolve: Resolve = (name, done) => resolve(name, { all: true }, done);

/**
 * For `http.request`: the connection goes to the very addresses that were judged. A name resolved once to be judged and again to connect
 * can be another address the second time. One address inside refuses the name whole.
 */
export function judgingLookup(locali: boolean, resolver = systemResolve): LookupFunction {
  return (name, options, done) => {
    resolver(name, (error, addresses) => {
      if (error !== null) done(error, '', 0);
      else if (addresses.length === 0 || addresses.some(({ address }) => !isAmmesso(address, locali)))
        done(new IndirizzoNonAmmesso(), '', 0);
      else if (options.all === true) done(null, addresses);
      else done(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

/** Of an address that is written as such nobody asks for the name. @param hostname of a URL, IPv6 in brackets */
export function judgeLiteral(hostname: string, locali: boolean): void {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) !== 0 && !isAmmesso(address, locali)) throw new IndirizzoNonAmmesso();
}
