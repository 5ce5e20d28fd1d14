import { chiaviOf } from '#libs/abbinamento';
import { BlindIndex } from '#libs/security';
import { beneficiarioOf } from '../persona/beneficiario.js';
import type { CodiceDetto } from '../persona/codice-detto.js';
import type { Scheda } from '../persona/dati-persona.js';
import { soggettoDi } from '../persona/soggetto-di.js';
import { Riferimento } from '../persona/riferimento.js';
import { ENTI } from './riferimenti-di-prova.js';
import { type Tizio, recordIdOf, rigaDi } from './righe-di-prova.js';

export const RIFERIMENTO = new Riferimento(BlindIndex.fromSetting(Buffer.alloc(32, 7).toString('base64')));

type Altro = Partial<Pick<Scheda, 'revisione' | 'accettataIl' | 'fonte' | 'comuneFonte'>> & {
  readonly dati?: Partial<Scheda['dati']>;
};

/** The scheda that a record of this person makes. */
export function schedaDi(chi: Tizio, record: string, { dati: altri, ...altro }: Altro = {}): Scheda {
  const riga = rigaDi(chi, { record });
  const dati = { ...beneficiarioOf(riga.contenuto)!, ...altri };
  return {
    recordId: recordIdOf(record),
    revisione: 1,
    fonte: 'sociale',
    enteErogatore: ENTI.recanati.id,
    rigaId: riga.rigaId,
    accettataIl: '2026-03-01T08:00:00.000Z',
    ...altro,
    indici: dati.codici.map((codice) => RIFERIMENTO.indiciOf(codice)),
    chiavi: chiaviOf(soggettoDi(dati)),
    dati,
  };
}

/** A code as a source says it, declared unless told. */
export function codice(
  sistema: CodiceDetto['sistema'],
  text: string,
  stato: CodiceDetto['stato'] = 'dichiarato',
): CodiceDetto {
  return { sistema, codice: text, stato };
}
