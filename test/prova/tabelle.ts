import { ENTI, type NomeEnte } from './riferimenti.js';

/** Columns of a riga of our own layout, by name. */
export type RigaPiana = Readonly<Record<string, string>>;

const VALIDA: RigaPiana = {
  cf_operatore: 'RSSMRA80A01H501U',
  codice_fiscale: 'RSSMRA80A01H501U',
  cognome: 'ROSSI',
  nome: 'MARIO',
  anno_nascita: '1980',
  luogo_nascita: 'H501',
  genere: '1',
  codice_cittadinanza: '380',
  codice_regione: '11',
  codice_comune: '043044',
  codice_nazione: '380',
  tipo_operazione: 'I',
  presenza_prova_mezzi: '2',
  carattere_prestazione: '2',
  codice_prestazione: 'A1.05',
  denominazione_prestazione: 'Contributi economici di prova',
  protocollo_domanda: '1',
  data_erogazione_prestazione: '2026-03-02',
  importo_prestazione: '100.00',
  presa_carico: '2',
};

/** A riga that has nothing wrong, but for what is said. An empty value takes a column away. */
export function rigaPiana(fields: Readonly<Record<string, string | undefined>>, ente?: NomeEnte): RigaPiana {
  const di = ente === undefined ? {} : { ente_erogatore: ENTI[ente].belfiore };
  const all: Record<string, string | undefined> = { ...VALIDA, ...di, ...fields };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && value !== ''),
  ) as RigaPiana;
}

/** The righe as a CSV of Excel in Italian. */
export function csvDi(righe: readonly RigaPiana[]): string {
  const [testa, ...corpo] = celleDi(righe);
  return [testa!, ...corpo].map((celle) => celle.join(';')).join('\r\n') + '\r\n';
}

/** Header and cells, one column for each name of any riga. */
export function celleDi(righe: readonly RigaPiana[]): string[][] {
  const nomi = [...new Set(righe.flatMap((riga) => Object.keys(riga)))];
  return [nomi, ...righe.map((riga) => nomi.map((nome) => riga[nome] ?? ''))];
}

/** The righe as our JSON: one address, everything else flat. */
export function jsonDi(righe: readonly RigaPiana[]): string {
  return JSON.stringify({
    righe: righe.map(({ codice_regione, codice_comune, codice_nazione, ...riga }) => ({
      ...riga,
      ...(codice_nazione === undefined ? {} : { indirizzi: [{ codice_regione, codice_comune, codice_nazione }] }),
    })),
  });
}
