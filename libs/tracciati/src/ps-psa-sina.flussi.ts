import { NAZIONE_ITALIA } from '#libs/codici';
import type { ContestoFlussi } from './contesto.js';
import type { Contenuto } from './lettura.js';
import { periodiAnnui } from './ps-psa-sina.periodi.js';
import type { SpesaAnno } from './tracciato.js';

// What INPS gets of a riga of PS_PSA_SINA: what its rules of stage `flusso` say that Snodo mends is mended here.

const PERIODICA = '1';
const UNICA = '2';
const DENOMINAZIONE_MIN = 10;
const DENOMINAZIONE_MAX = 200;

/** One record for each calendar year of a periodic prestazione, one for any other. */
export function flussiPsPsaSina(contenuto: Contenuto, contesto: ContestoFlussi): Contenuto[] {
  const adapted: Contenuto = {
    ...contenuto,
    indirizzi: indirizziConRegione(contenuto['indirizzi'] as readonly Indirizzo[] | undefined, contesto),
    denominazionePrestazione: denominazioneAmmessa(contenuto, contesto),
    ...quoteDaDire(contenuto),
  };
  if (contenuto['caratterePrestazione'] !== PERIODICA) return [senzaFineDiUnAltroAnno(adapted)];
  const periodi = periodiAnnui(contenuto);
  if (periodi.length === 0) return [adapted];
  const ofEach: Contenuto = periodi.length > 1 ? { ...adapted, ...DI_TUTTO_IL_PERIODO } : adapted;
  return periodi.map(({ inizio, fine, mesi }) => ({
    ...ofEach,
    dataInizioPrestazione: inizio,
    dataFinePrestazione: fine,
    // The schema has no zero: of a year to which the sender gives no month, nothing is said.
    periodoErogazione: mesi === 0 ? undefined : mesi,
  }));
}

/** What a one-off writes and a periodic prestazione should not: in each of several years it would be told more than once. */
const DI_TUTTO_IL_PERIODO = { importoPrestazione: undefined, dataErogazionePrestazione: undefined };

/** A one-off is not cut; INPS wants its two dates in one year (PS-08), and the start says when it was due. */
function senzaFineDiUnAltroAnno(contenuto: Contenuto): Contenuto {
  const inizio = contenuto['dataInizioPrestazione'] as string | undefined;
  const fine = contenuto['dataFinePrestazione'] as string | undefined;
  if (inizio === undefined || fine === undefined || inizio.slice(0, 4) === fine.slice(0, 4)) return contenuto;
  return { ...contenuto, dataFinePrestazione: undefined };
}

/** Paid at once: the whole amount, in the year of payment. Periodic: the monthly amount for the months of each year. */
export function spesaPsPsaSina(contenuto: Contenuto): SpesaAnno[] {
  const amount = (campo: string): number => (contenuto[campo] as number | undefined) ?? 0;
  if (contenuto['caratterePrestazione'] === UNICA) {
    const giorno = contenuto['dataErogazionePrestazione'] as string | undefined;
    return giorno === undefined ? [] : [{ anno: Number(giorno.slice(0, 4)), spesa: amount('importoPrestazione') }];
  }
  const mensile = amount('importoMensile');
  return periodiAnnui(contenuto).map(({ anno, mesi, mesiCompresi }) => ({
    anno,
    spesa: mensile * (mesi ?? mesiCompresi),
  }));
}

interface Indirizzo {
  readonly codiceNazione?: string;
  readonly codiceRegione?: string;
  readonly codiceComune?: string;
}

/** PS-17: the region's code is the tax authority's, which the comune decides. A comune nobody knows leaves what the sender wrote. */
function indirizziConRegione(
  indirizzi: readonly Indirizzo[] | undefined,
  { territorio }: ContestoFlussi,
): readonly Indirizzo[] | undefined {
  return indirizzi?.map((indirizzo) => {
    const { codiceNazione, codiceRegione, codiceComune } = indirizzo;
    if (codiceComune === undefined || (codiceNazione !== NAZIONE_ITALIA && codiceRegione === undefined))
      return indirizzo;
    return { ...indirizzo, codiceRegione: territorio.codiceRegioneAgenziaEntrate(codiceComune) ?? codiceRegione };
  });
}

/** PS-29: what the sender wrote comes first; the nomenclature's label, then the code, fill it up when it is too short. */
function denominazioneAmmessa(contenuto: Contenuto, { denominazioneOf }: ContestoFlussi): string {
  const written = (contenuto['denominazionePrestazione'] as string | undefined) ?? '';
  const characters = Array.from(written);
  const blank = written.trim() === '';
  if (!blank && characters.length >= DENOMINAZIONE_MIN) return characters.slice(0, DENOMINAZIONE_MAX).join('');
  const codice = (contenuto['codicePrestazione'] as string | undefined) ?? '';
  let text = written.trim();
  for (const more of [denominazioneOf(codice)?.trim() ?? '', `prestazione ${codice}`]) {
    if (Array.from(text).length >= DENOMINAZIONE_MIN) break;
    if (text === '') text = more;
    else if (more !== '' && more.toLowerCase() !== text.toLowerCase()) text = `${text} - ${more}`;
  }
  return Array.from(text).slice(0, DENOMINAZIONE_MAX).join('');
}

const QUOTE_POSITIVE = ['importoQuotaEnte', 'importoQuotaSsn'] as const;

/** PS-12: of ente and health service a quota of zero is none; of the person it is one, beside another. */
function quoteDaDire(contenuto: Contenuto): Contenuto {
  const zeri = QUOTE_POSITIVE.filter((campo) => contenuto[campo] === 0);
  const other = QUOTE_POSITIVE.some((campo) => contenuto[campo] !== undefined && contenuto[campo] !== 0);
  const omessi = contenuto['importoQuotaUtente'] === 0 && !other ? [...zeri, 'importoQuotaUtente'] : zeri;
  return Object.fromEntries(omessi.map((campo) => [campo, undefined]));
}
