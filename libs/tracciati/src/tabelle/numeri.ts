const PLAIN = /^[0-9]+$/;
const SPACED = /^[0-9]{1,3}(?:[ \u00a0\u2009\u202f'’][0-9]{3})+(?:[.,][0-9]+)?$/;
const ITALIAN = /^[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+$/;
const ENGLISH = /^[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+$/;
const ONLY_GROUPS = /^[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}|(?:,[0-9]{3}){2,})$/;
const ONE_MARK = /^(?:[0-9]+[.,][0-9]*|[.,][0-9]+)$/;
/** `1.234`: a thousand in Italy, little more than one elsewhere. A zero before the mark leaves no doubt. */
const AMBIGUOUS = /^[1-9][0-9]{0,2}[.,][0-9]{3}$/;
const SIGNED = /^([+-]?)(.*)$/s;

/** A number as people write it, made plain: sign, digits, point. */
type NumeroLetto = { readonly numero: string } | { readonly difetto: 'numero' | 'numeroAmbiguo' };

/** Comma or point for decimals, the other (or a space, or an apostrophe) for thousands, a euro sign at either end. */
export function leggiNumero(text: string): NumeroLetto {
  const [, sign, body] = SIGNED.exec(withoutEuro(text).replace(/^−/, '-'))!;
  const plain = unsigned(body!.trim());
  if (plain === undefined) return { difetto: 'numero' };
  if (plain === 'ambiguous') return { difetto: 'numeroAmbiguo' };
  return { numero: sign === '-' ? `-${plain}` : plain };
}

function withoutEuro(text: string): string {
  const trimmed = text.trim();
  if (trimmed.startsWith('€')) return trimmed.slice(1).trim();
  return trimmed.endsWith('€') ? trimmed.slice(0, -1).trim() : trimmed;
}

function unsigned(body: string): string | undefined {
  if (PLAIN.test(body)) return body;
  if (AMBIGUOUS.test(body)) return 'ambiguous';
  if (ONE_MARK.test(body)) return withPoint(body.replace(',', '.'));
  if (SPACED.test(body)) return withPoint(body.replace(/[^0-9.,]/g, '').replace(',', '.'));
  if (ITALIAN.test(body)) return body.replaceAll('.', '').replace(',', '.');
  if (ENGLISH.test(body)) return body.replaceAll(',', '');
  return ONLY_GROUPS.test(body) ? body.replace(/[.,]/g, '') : undefined;
}

function withPoint(text: string): string {
  const [whole, decimals] = text.split('.') as [string, string | undefined];
  return decimals === undefined || decimals === '' ? whole : `${whole === '' ? '0' : whole}.${decimals}`;
}

/** @returns the integer a plain number is, undefined when it has decimals that count */
export function interoDi(plain: string): string | undefined {
  const [whole, decimals = ''] = plain.split('.') as [string, string?];
  return /^0*$/.test(decimals) ? whole : undefined;
}
