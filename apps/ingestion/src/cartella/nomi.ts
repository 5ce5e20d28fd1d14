import { extname } from 'node:path';

/** Bytes of a name: what we add to it must still fit in the 255 that file systems take. */
const MOST_BYTES = 180;
/** How programs call a file that they have not finished writing, or keep for themselves. */
const UNFINISHED = /^[.~]|~$|\.(part|partial|filepart|tmp|temp|crdownload|swp|swx|bak|lock)$/i;
/** Control and format characters, and what is a path somewhere. */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}\p{Cs}/\\\uFFFD]/u;

/** True for what is not delivered yet, or never: passed by in silence. */
export function isUnfinished(name: string): boolean {
  return UNFINISHED.test(name);
}

/** True for a name that can be repeated in messages, logs and other names. */
export function isPlain(name: string): boolean {
  return !FORBIDDEN.test(name) && Buffer.byteLength(name) <= MOST_BYTES && name.trim() === name;
}

/** The name with something more before its extension: `consegna.xlsx` → `consegna.2026-12.xlsx`. */
export function nameWith(name: string, more: string): string {
  const extension = extname(name);
  return `${name.slice(0, name.length - extension.length)}.${more.replaceAll(/[^\w-]/g, '-')}${extension}`;
}
