import { maskText } from '#libs/observability';

/** `%` written as `%25`, any number of times over, before an escape. */
const NESTED = /%(?:25)+(?=[0-9a-f]{2})/gi;
const ASCII_ESCAPE = /%([0-7][0-9a-f])/gi;
/** Enough for whoever escapes by mistake; who does it on purpose hides his own identifier in his own address. */
const ROUNDS = 3;

/**
 * The path of an address, without its query, fit for a log and for an answer. An identifier is seen also where its characters are
 * escaped; an address that holds none comes back as it was written.
 */
export function maskPath(url: string): string {
  const path = url.split('?')[0]!;
  let plain = path;
  for (let round = 0; round < ROUNDS; round += 1) {
    plain = plain
      .replace(NESTED, '%')
      .replace(ASCII_ESCAPE, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  }
  const masked = maskText(plain);
  return masked === plain ? path : masked.replaceAll(/[^\x21-\x7e]/g, '_');
}
