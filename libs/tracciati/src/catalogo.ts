import { ANAGRAFE_1_0 } from './anagrafe.js';
import { PS_PSA_SINA_201812 } from './ps-psa-sina.js';
import { REGOLE_ARCHIVIO } from './regole/archivi.js';
import { ALTRI_RILIEVI, REGOLE_LETTURA, REGOLE_SCHEMA } from './regole/documento.js';
import { SINBA_1_0_0 } from './sinba.js';
import { REGOLE_ESTENSIONE } from './regole/estensione.js';
import { REGOLE_FORMA_JSON } from './regole/forma-json.js';
import { REGOLE_JSON } from './regole/json.js';
import { REGOLE_TABELLE } from './regole/tabelle.js';
import type { Regola, Tracciato } from './tracciato.js';

/** Every tracciato this release knows. */
export const TRACCIATI: readonly Tracciato[] = [ANAGRAFE_1_0, PS_PSA_SINA_201812, SINBA_1_0_0];

/** @param nome `codice@versione`, or `codice` for its newest version */
export function findTracciato(nome: string): Tracciato | undefined {
  return TRACCIATI.findLast((tracciato) => tracciato.codice === nome || nomeTracciato(tracciato) === nome);
}

/** `PS_PSA_SINA@201812`. */
export function nomeTracciato(tracciato: Tracciato): string {
  return `${tracciato.codice}@${tracciato.versione}`;
}

/**
 * Whether INPS is to have something of its righe: without it, what is accepted is at its end.
 * @param nome as `findTracciato` takes it; of one that this release does not know it is taken to be so
 */
export function vaAInps(nome: string): boolean {
  const tracciato = findTracciato(nome);
  return tracciato === undefined || tracciato.trasmissione !== undefined;
}

/** The rules a document of the tracciato is judged by: those of each form of it and of the schema, then its own. */
export function regoleDi(tracciato: Tracciato): readonly Regola[] {
  const estese = tracciato.estensione.length === 0 ? [] : REGOLE_ESTENSIONE;
  return [
    ...REGOLE_LETTURA,
    ...Object.values(REGOLE_ARCHIVIO),
    ...REGOLE_TABELLE,
    ...Object.values(REGOLE_FORMA_JSON),
    ...Object.values(REGOLE_JSON),
    ...REGOLE_SCHEMA,
    ALTRI_RILIEVI,
    ...tracciato.regole,
    ...estese,
  ];
}

/** Every rule of every tracciato, and those of the document and the schema: one row each, no duplicates. */
export const REGOLE: readonly Regola[] = [
  ...new Map(TRACCIATI.flatMap(regoleDi).map((regola) => [regola.codice, regola])).values(),
];

/** A check that needs the hub's state: an offline verdict lists it as `non_verificato`. */
export interface VerificaConStato {
  readonly codice: string;
  readonly descrizione: string;
}

const VERIFICHE_CON_STATO: readonly VerificaConStato[] = [
  {
    codice: 'ST-01',
    descrizione: 'L’ente mittente può depositare per l’ente erogatore (titolarità o delega in vigore)',
  },
  { codice: 'ST-02', descrizione: 'Il record da annullare esiste ed è in vigore' },
  { codice: 'ST-03', descrizione: 'La riga non ripete un record già presente con lo stesso contenuto' },
  { codice: 'ST-04', descrizione: 'L’operatore (CFOperatore) è una persona dell’ente erogatore' },
  {
    codice: 'ST-05',
    descrizione: 'I codici prestazione locali hanno una associazione approvata nel nomenclatore regionale',
  },
  { codice: 'ST-06', descrizione: 'L’ente erogatore non ha cessato di esistere prima della prestazione (SN-17)' },
  { codice: 'ST-07', descrizione: 'Nessun altro ente dello stesso ambito ha già trasmesso la stessa prestazione' },
  {
    codice: 'ST-08',
    descrizione: 'L’ente non ha già trasmesso la stessa prestazione con un altro id_mittente',
  },
  { codice: 'ST-09', descrizione: 'Una riga provvisoria non segue una riga completa con lo stesso id_mittente' },
];
/** Of them those that persons meet too: the others are about prestazioni, their codes and the operators whom INPS asks for. */
const ANCHE_DI_PERSONE: ReadonlySet<string> = new Set(['ST-01', 'ST-02', 'ST-03']);

/** The checks that a document of the tracciato meets at the hub alone. */
export function verificheConStatoDi({ chiave }: Tracciato): readonly VerificaConStato[] {
  if (chiave.persona === undefined) return VERIFICHE_CON_STATO;
  return VERIFICHE_CON_STATO.filter(({ codice }) => ANCHE_DI_PERSONE.has(codice));
}
