import type { ErroreSeminato } from '#libs/sintetici';

/** What a riga of a generated document says, read from its text with nothing of ours. */
export interface RigaScritta {
  readonly numero: number;
  /** Who it is about: the code without the letters of omocodia and without its check character, and the given name. */
  readonly persona: string;
  readonly area: string | null;
  /** Cents by calendar year. */
  readonly spesa: ReadonlyMap<number, number>;
  /** Kind of error sown in it. */
  readonly errore: string | undefined;
}

const attribute = (tag: string, name: string): string | undefined => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

/** Every riga of a document, in its order. */
export function righeScritte(xml: string, errori: readonly ErroreSeminato[]): RigaScritta[] {
  const seminati = new Map(errori.flatMap(({ riga, tipo }) => (riga === null ? [] : [[riga, tipo] as const])));
  const righe: RigaScritta[] = [];
  let codice = '';
  let persona = '';
  for (const [tag] of xml.matchAll(/<(?:Beneficiario|Anagrafica|PrestazioniSociali)\b[^>]*>/g)) {
    if (tag.startsWith('<Beneficiario')) codice = withoutOmocodia(attribute(tag, 'CodiceFiscale') ?? '');
    else if (tag.startsWith('<Anagrafica')) persona = `${codice} ${attribute(tag, 'Nome')}`;
    else {
      const numero = righe.length + 1;
      const area = attribute(tag, 'AreaUtenza') ?? null;
      righe.push({ numero, persona, area, spesa: spesaDi(tag), errore: seminati.get(numero) });
    }
  }
  return righe;
}

/** Places whose digit may be a letter, from 0. */
const NUMERICI = new Set([6, 7, 9, 10, 12, 13, 14]);
const LETTERE = 'LMNPQRSTUV';

function withoutOmocodia(codice: string): string {
  if (codice.length !== 16 || codice.startsWith('STP')) return codice;
  return Array.from(codice.slice(0, 15))
    .map((one, at) => (NUMERICI.has(at) && LETTERE.includes(one) ? String(LETTERE.indexOf(one)) : one))
    .join('');
}

function spesaDi(tag: string): Map<number, number> {
  const cents = (name: string): number => Math.round(Number(attribute(tag, name)) * 100);
  const erogata = attribute(tag, 'DataErogazionePrestazione');
  if (erogata !== undefined) return new Map([[Number(erogata.slice(0, 4)), cents('ImportoPrestazione')]]);
  const months = monthsBetween(attribute(tag, 'DataInizioPrestazione')!, attribute(tag, 'DataFinePrestazione')!);
  const spesa = new Map<number, number>();
  for (const year of months) spesa.set(year, (spesa.get(year) ?? 0) + cents('ImportoMensile'));
  return spesa;
}

/** The year of every month that two days touch. */
function monthsBetween(from: string, to: string): number[] {
  const count = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  return Array.from({ length: count(to) - count(from) + 1 }, (_, at) => Math.floor((count(from) + at) / 12));
}
