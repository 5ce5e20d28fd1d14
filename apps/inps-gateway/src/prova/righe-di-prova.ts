import { createHash, randomUUID } from 'node:crypto';
import type { RigaAccettata, RighePsPsaSinaAccettateV1, RigheSinbaAccettateV1, TestataRighe } from '#libs/contracts';
import { uuidv7 } from '#libs/persistence';
import { findTracciato } from '#libs/tracciati';
import { ENTI, type NomeEnte } from './riferimenti-di-prova.js';

/** An invented person and prestazione, right by every rule: paid monthly from January to March 2026. */
export const CONTENUTO = {
  codiceFiscale: 'RSSMRK66C14H501U',
  cognome: 'ROSSI',
  nome: 'MIRKO',
  annoNascita: 1966,
  luogoNascita: 'H501',
  genere: '1',
  codiceCittadinanza: '380',
  indirizzi: [{ codiceRegione: '11', codiceComune: '043044', codiceNazione: '380' }],
  presenzaProvaMezzi: '4',
  caratterePrestazione: '1',
  codicePrestazione: 'A1.04',
  denominazionePrestazione: 'Contributi economici a integrazione del reddito familiare',
  protocolloDomanda: 'PROT-2026-1',
  dataInizioPrestazione: '2026-01-01',
  dataFinePrestazione: '2026-03-31',
  periodoErogazione: 3,
  importoMensile: 10_000,
  presaCarico: '2',
} as const;

/** The same over three calendar years. */
export const TRE_ANNI = { dataInizioPrestazione: '2024-07-01', dataFinePrestazione: '2026-03-31', periodoErogazione: undefined }; // prettier-ignore

export const TESTATA: TestataRighe = {
  codiceFiscaleOperatore: 'RSSMRK66C14H501U',
  enteCodice: 'H211',
  enteDenominazione: 'Come scritto dal mittente',
  enteIndirizzo: 'H211',
};

/** The id of a record that a test calls by a name. */
export const recordId = (nome: string): string => createHash('sha256').update(nome).digest('hex');

export interface RigaDiProva {
  readonly record: string;
  readonly revisione?: number;
  readonly annullamento?: boolean;
  readonly ente?: NomeEnte;
  /** What differs from `CONTENUTO`. */
  readonly contenuto?: Readonly<Record<string, unknown>>;
  /** Of a code that was translated. */
  readonly codifica?: RigaAccettata['codifica'];
}

export function riga({
  record,
  revisione = 1,
  annullamento = false,
  ente = 'recanati',
  contenuto = {},
  codifica,
}: RigaDiProva): RigaAccettata {
  // prettier-ignore
  const written = { ...CONTENUTO, protocolloDomanda: record, ...contenuto, ...(annullamento ? { tipoOperazione: 'C' } : {}) };
  return {
    rigaId: uuidv7(),
    recordId: recordId(record),
    revisione,
    annullamento,
    enteErogatore: ENTI[ente].id,
    contenuto: JSON.parse(JSON.stringify(written)) as Record<string, unknown>,
    nomenclatura: 'SIUSS@prova',
    ...(codifica === undefined ? {} : { codifica }),
  };
}

/** A message as ingestion says it. */
export function messaggio(
  righe: readonly RigaAccettata[],
  accettateIl = '2026-03-10T08:59:00.000Z',
): RighePsPsaSinaAccettateV1 {
  // prettier-ignore
  return {
    invioId: randomUUID(),
    tracciato: 'PS_PSA_SINA@201812',
    enteMittente: ENTI.recanati.id,
    accettateIl,
    testata: TESTATA,
    righe: [...righe],
  };
}

/** A revision of the record of an invented minor, right by every rule. */
export function minore(record: string, given: Partial<RigaAccettata> = {}): RigaAccettata {
  return {
    rigaId: uuidv7(),
    recordId: recordId(record),
    revisione: 1,
    annullamento: false,
    enteErogatore: ENTI.recanati.id,
    contenuto: { ...findTracciato('SINBA')!.esempio.contenuto, idBeneficiario: record },
    nomenclatura: 'SIUSS@prova',
    ...given,
  };
}

export function messaggioSinba(righe: readonly RigaAccettata[]): RigheSinbaAccettateV1 {
  return { ...messaggio(righe), tracciato: 'SINBA@1.0.0' };
}
