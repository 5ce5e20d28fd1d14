import { RUOLI } from '#libs/security';
import { IDENTITA_CLIENT, OGGETTI_DELEGA, SISTEMI_CODICE_ENTE, TIPI_ENTE } from '#libs/riferimenti';
import {
  PROVENIENZA,
  VALIDITA,
  colonnaNuova,
  elenco,
  facoltativo,
  forma,
  giorno,
  piu,
  scelta,
  siNo,
  testo,
} from './celle.js';
import type { Problema } from './problema.js';
import { type Colonne, type RigaDi, readTabella } from './tabella.js';

/** `<sistema>:<codice>` of the first code of an ente: names it in the other files of the pack. */
const chiaveEnte = forma(
  new RegExp(`^(${SISTEMI_CODICE_ENTE.join('|')}):[A-Za-z0-9_-]{2,40}$`),
  'un ente (sistema:codice)',
);
const chiaveAmbito = forma(/^[A-Z0-9][A-Z0-9-]{1,19}$/, 'un codice di ambito');
const codice = forma(/^[A-Za-z0-9_-]{2,40}$/, 'un codice');
const tracciato = forma(/^[A-Z][A-Z_]{2,39}$/, 'un tracciato');
const clientId = forma(/^[A-Za-z0-9][A-Za-z0-9._-]{2,79}$/, 'un client_id');

/** Files and columns of a region pack; a file that is absent has no rows, but `regione.csv` must be there. */
export const FILE_REGIONE = {
  regione: { codice_istat: forma(/^[0-9]{2}$/, 'un codice ISTAT di regione'), denominazione: testo, ...PROVENIENZA },
  enti: {
    ente: chiaveEnte,
    denominazione: testo,
    tipo: scelta(TIPI_ENTE),
    predecessori: colonnaNuova(piu(chiaveEnte)),
    ...VALIDITA,
    ...PROVENIENZA,
  },
  codici_enti: { ente: chiaveEnte, sistema: scelta(SISTEMI_CODICE_ENTE), codice, ...VALIDITA, ...PROVENIENZA },
  ambiti: { ambito: chiaveAmbito, denominazione: testo, tipo: testo, ...VALIDITA, ...PROVENIENZA },
  appartenenze: { ambito: chiaveAmbito, ente: chiaveEnte, ...VALIDITA, ...PROVENIENZA },
  capofila: { ambito: chiaveAmbito, ente: chiaveEnte, ...VALIDITA, ...PROVENIENZA },
  deleghe: {
    delega: forma(/^[A-Za-z0-9][A-Za-z0-9/._-]{1,79}$/, 'una sigla di delega'),
    delegante: chiaveEnte,
    delegato: chiaveEnte,
    oggetto: scelta(OGGETTI_DELEGA),
    tracciato: facoltativo(tracciato),
    ambito: facoltativo(chiaveAmbito),
    subdelegabile: siNo,
    deriva_da: facoltativo(testo),
    atto_tipo: testo,
    atto_numero: testo,
    atto_data: giorno,
    ...VALIDITA,
    ...PROVENIENZA,
  },
  client: {
    client_id: clientId,
    ente: chiaveEnte,
    identita: scelta(IDENTITA_CLIENT),
    gestore: facoltativo(chiaveEnte),
    ruoli: elenco(RUOLI),
    ...VALIDITA,
    ...PROVENIENZA,
  },
} as const satisfies Record<string, Colonne>;

export type FileRegione = keyof typeof FILE_REGIONE;
export type RigaRegione<F extends FileRegione> = RigaDi<(typeof FILE_REGIONE)[F]>;
export type PacchettoRegione = { readonly [F in FileRegione]: readonly RigaRegione<F>[] };

/** Texts of a folder's CSV files by name without extension. */
export type Testi = ReadonlyMap<string, string>;

/**
 * Reads a region pack: the rows of every folder given (the region, and perhaps its demonstration) together.
 * @param cartelle `name` is put before file names in problems
 */
export function readPacchettoRegione(
  cartelle: readonly { name: string; testi: Testi }[],
  problemi: Problema[],
): PacchettoRegione {
  const read = <F extends FileRegione>(file: F): RigaRegione<F>[] =>
    cartelle.flatMap(({ name, testi }) => {
      const text = testi.get(file);
      return text === undefined ? [] : readTabella(`${name}/${file}.csv`, text, FILE_REGIONE[file], problemi);
    });
  return {
    regione: read('regione'),
    enti: read('enti'),
    codici_enti: read('codici_enti'),
    ambiti: read('ambiti'),
    appartenenze: read('appartenenze'),
    capofila: read('capofila'),
    deleghe: read('deleghe'),
    client: read('client'),
  };
}
