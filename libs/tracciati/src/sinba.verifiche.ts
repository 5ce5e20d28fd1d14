import { NAZIONE_ITALIA, NAZIONE_NON_DISPONIBILE, isIdentitaValida } from '#libs/codici';
import { contieneCodice } from './pseudonimi/nascosti.js';
import { CODICE_NON_VALIDO } from './pseudonimi/pseudonimo.js';
import type { RigaInEsame, Verifica, Violazione } from './tracciato.js';

// The checks of SINBA that no usual shape (regole/costruttori.ts) says.

const some = (violazioni: Violazione[]): Violazione[] | undefined => (violazioni.length === 0 ? undefined : violazioni);
const testoDi = (riga: RigaInEsame, campo: string): string | undefined =>
  riga.guasti.has(campo) ? undefined : (riga.contenuto[campo] as string | undefined);
const annoDi = (riga: RigaInEsame, campo: string): number | undefined => {
  const text = testoDi(riga, campo);
  return text === undefined ? undefined : Number(text.slice(0, 4));
};

/** SB-02. */
export const pseudonimo: Verifica = (riga) => {
  const written = riga.contenuto['idBeneficiario'] as string | undefined;
  if (written === undefined) return undefined;
  if (contieneCodice(written)) return { campo: 'idBeneficiario' };
  // One number of eleven digits in ten has the right last one: it may as well be a counter.
  if (/^\s*[0-9]{11}\s*$/.test(written) && isIdentitaValida(written)) {
    const messaggio = 'IDBeneficiario può essere un codice fiscale provvisorio (11 cifre): deve essere uno pseudonimo.';
    return { campo: 'idBeneficiario', messaggio, gravita: 'avviso' };
  }
  return undefined;
};

/** What the hub writes where it could make no pseudonym. */
export const codiceDelMinore: Verifica = ({ contenuto }) =>
  contenuto['idBeneficiario'] === CODICE_NON_VALIDO ? { campo: 'idBeneficiario' } : undefined;

/** A blank one would make one record of all minors. */
export const pseudonimoScritto: Verifica = (riga) =>
  testoDi(riga, 'idBeneficiario')?.trim() === '' ? { campo: 'idBeneficiario' } : undefined;

export const componentiIsee: Verifica = ({ contenuto }) => {
  const quanti = contenuto['numeroComponentiIsee'] as number | undefined;
  return quanti !== undefined && quanti < 1 ? { campo: 'numeroComponentiIsee' } : undefined;
};

const ANNI_PER_FASCIA = 3;

/**
 * SB-08: INPS does not say of which moment the band is. It is wrong when the minor was in it at no time from the first report to now; the
 * bands overlap at their bounds, and of the birth only the year is known.
 */
export const fasciaEta: Verifica = (riga, { oggi }) => {
  const nato = annoDi(riga, 'annoNascita');
  const segnalato = annoDi(riga, 'dataPrimaSegnalazione');
  const fascia = testoDi(riga, 'fasciaEtaBeneficiario');
  if (nato === undefined || segnalato === undefined || fascia === undefined) return undefined;
  const to = Number(fascia) * ANNI_PER_FASCIA;
  const from = to - ANNI_PER_FASCIA;
  const youngest = Math.min(segnalato, Number(oggi.slice(0, 4))) - nato - 1;
  const oldest = Number(oggi.slice(0, 4)) - nato;
  if (from <= oldest && to >= youngest) return undefined;
  const messaggio = `FasciaEtaBeneficiario dice da ${from} a ${to} anni, ma chi è nato nel ${nato} non li aveva né alla prima segnalazione né dopo.`;
  return { campo: 'fasciaEtaBeneficiario', messaggio };
};

/** Care may go on to 21; an unborn child may be reported. */
const ETA_MASSIMA = 21;

export const annoDiMinore: Verifica = (riga, { oggi }) => {
  const nato = annoDi(riga, 'annoNascita');
  if (nato === undefined) return undefined;
  const segnalato = annoDi(riga, 'dataPrimaSegnalazione');
  if (nato > Number(oggi.slice(0, 4))) return { campo: 'annoNascita' };
  if (segnalato === undefined || (segnalato - nato <= ETA_MASSIMA && nato - segnalato <= 1)) return undefined;
  const messaggio = `Chi è nato nel ${nato} non era minorenne alla prima segnalazione, nel ${segnalato}.`;
  return { campo: 'annoNascita', messaggio, rimedio: 'Controllare l’anno di nascita e DataPrimaSegnalazione.' };
};

const MESI = ['dataPrimaSegnalazione', 'dataSegnalazione', 'dataProvvedimentoGiudiziario'];
export const mesiPassati: Verifica = (riga, { oggi }) =>
  some(MESI.filter((campo) => (testoDi(riga, campo) ?? '') > oggi.slice(0, 7)).map((campo) => ({ campo })));

const REGIONI = ['codiceRegioneResidenza', 'codiceRegioneResidenzaPadre', 'codiceRegioneResidenzaMadre'];
/** Without a comune nothing says which region was meant: what is a code of the tax authority's is believed. */
export const regioniConosciute: Verifica = (riga, { territorio }) => {
  const wrong = REGIONI.filter((campo) => {
    const codice = testoDi(riga, campo);
    return codice !== undefined && !territorio.regioni.some((regione) => regione.agenziaEntrate === codice);
  });
  return some(wrong.map((campo) => ({ campo })));
};

const NAZIONI = ['codiceNazioneResidenza', 'codiceCittadinanzaPadre', 'codiceCittadinanzaMadre'];
export const nazioniDelMinore: Verifica = (riga, { territorio }) => {
  const wrong = NAZIONI.filter((campo) => {
    const codice = testoDi(riga, campo);
    if (codice === undefined || codice === NAZIONE_ITALIA || codice === NAZIONE_NON_DISPONIBILE) return false;
    return territorio.statoByIso(codice) === undefined;
  });
  return some(wrong.map((campo) => ({ campo })));
};

/** Characters that a message repeats of a text nobody knows. */
const IGNOTO = 20;
/** Codes of SINBA have no day of their own: what counts is whether INPS knows them when it gets them. */
export const prestazioniConosciute: Verifica = ({ contenuto }, { nomenclatura, oggi }) => {
  const codici = (contenuto['prestazioni'] as readonly string[] | undefined) ?? [];
  const found: Violazione[] = [];
  codici.forEach((codice, at) => {
    if (nomenclatura.voceInVigore(codice, oggi) !== undefined) return;
    const messaggio = `Il codice ${codice.slice(0, IGNOTO)} non è nella nomenclatura SIUSS in vigore: a INPS va come è scritto.`;
    found.push({ campo: `prestazioni.${at}`, messaggio });
  });
  return some(found);
};

/** A minor first reported after the ente had ceased is its successor's. */
export const enteDelMinore: Verifica = ({ dataEvento }, { ultimoGiornoEnte }) => {
  const last = ultimoGiornoEnte?.();
  if (last === undefined || dataEvento <= last) return undefined;
  const messaggio = `L’ente ha cessato di esistere il ${last}: la prima segnalazione è di ${dataEvento.slice(0, 7)}.`;
  return { campo: 'dataPrimaSegnalazione', messaggio };
};
