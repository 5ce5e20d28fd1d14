import { createHash, randomUUID } from 'node:crypto';
import type { RigaAccettata, RighePsPsaSinaAccettateV1 } from '#libs/contracts';
import { type CodiceBelfiore, type Sesso, encodeCodiceFiscale, legalDay } from '#libs/codici';
import { ENTI, type NomeEnte } from './riferimenti-di-prova.js';

/** An invented person, as a sender writes it. */
export interface Tizio {
  readonly codice: string;
  readonly cognome: string;
  readonly nome: string;
  readonly annoNascita: string;
  readonly sesso: Sesso;
  /** ISTAT code; undefined lives abroad. */
  readonly comune?: string | undefined;
}

/** A person with the code that the rules give it. */
export function tizio(fields: Partial<Omit<Tizio, 'annoNascita'>> & { readonly nato?: string } = {}): Tizio {
  const { cognome = 'ROSSI', nome = 'MIRKO', sesso = 'M', nato = '1966-03-14' } = fields;
  const person = { cognome, nome, sesso, dataNascita: legalDay(nato), luogoNascita: 'H501' as CodiceBelfiore };
  const codice = fields.codice ?? encodeCodiceFiscale(person);
  const comune = 'comune' in fields ? fields.comune : ENTI.recanati.istat;
  return { codice, cognome, nome, annoNascita: nato.slice(0, 4), sesso, comune };
}

/** What is said of a prestazione; everything has a value unless told. */
export interface Prestazione {
  readonly record?: string;
  readonly revisione?: number;
  readonly annullamento?: boolean;
  readonly ente?: NomeEnte;
  readonly contenuto?: Readonly<Record<string, unknown>>;
  /** Of a code that was translated. */
  readonly codifica?: RigaAccettata['codifica'];
}

/** A riga as ingestion accepts it. `record` is any name: equal names are one record. */
export function rigaDi(chi: Tizio, prestazione: Prestazione = {}): RigaAccettata {
  const { record = randomUUID(), revisione = 1, annullamento = false, ente = 'recanati', contenuto = {} } = prestazione;
  const { codifica } = prestazione;
  return {
    rigaId: randomUUID(),
    recordId: recordIdOf(record),
    revisione,
    annullamento,
    enteErogatore: ENTI[ente].id,
    nomenclatura: '2018',
    ...(codifica === undefined ? {} : { codifica }),
    contenuto: {
      codiceFiscale: chi.codice,
      cognome: chi.cognome,
      nome: chi.nome,
      annoNascita: chi.annoNascita,
      luogoNascita: 'H501',
      genere: chi.sesso === 'M' ? '1' : '2',
      codiceCittadinanza: '380',
      indirizzi:
        chi.comune === undefined
          ? [{ codiceNazione: '250' }]
          : [{ codiceRegione: '11', codiceComune: chi.comune, codiceNazione: '380' }],
      presenzaProvaMezzi: '4',
      caratterePrestazione: '1',
      codicePrestazione: 'A1.04',
      denominazionePrestazione: 'Contributi economici a integrazione del reddito familiare',
      protocolloDomanda: 'PROT-2026-1',
      dataInizioPrestazione: '2026-01-01',
      dataFinePrestazione: '2026-03-31',
      periodoErogazione: 3,
      importoMensile: 10_000,
      presaCarico: '1',
      areaUtenza: '1',
      ...contenuto,
    },
  };
}

export function recordIdOf(record: string): string {
  return createHash('sha256').update(record).digest('hex');
}

/** The message that carries some righe. */
export function messaggioDi(
  righe: readonly RigaAccettata[],
  accettateIl = '2026-03-01T08:00:00.000Z',
): RighePsPsaSinaAccettateV1 {
  return {
    invioId: randomUUID(),
    tracciato: 'PS_PSA_SINA@201812',
    enteMittente: ENTI.recanati.id,
    accettateIl,
    testata: { codiceFiscaleOperatore: '', enteCodice: '', enteDenominazione: '', enteIndirizzo: '' },
    righe: [...righe],
  };
}
