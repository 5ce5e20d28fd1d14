import { type LegalDay, type Territorio, areaCittadinanza, parseLegalDay } from '#libs/codici';
import type { FattoCollegato, RigaAccettata } from '#libs/contracts';
import { type Contenuto, type Tracciato, dataEventoDi, spesaPerAnno } from '#libs/tracciati';
import type { DatiPersona } from '../persona/dati-persona.js';
import { fasciaEta } from './fascia-eta.js';

/** One revision of a record, as the registry knows it once its person is known. */
export interface RecordCollegato {
  readonly riga: RigaAccettata;
  /** What this record says of the person, and no other: the fact is of its own day. Undefined of a cancellation that names nobody. */
  readonly dati: DatiPersona | undefined;
}

/** A fact without the names under which reporting knows record and person, and without what its record went through. */
export type CorpoFatto = Omit<FattoCollegato, 'fattoId' | 'pseudonimo' | 'revisione' | 'annullato'>;

/**
 * What reporting may know of a record. Everything in it is a class, a code of a place or of a prestazione, or a sum: nothing names a
 * person (I4).
 */
export function corpoFatto({ riga, dati }: RecordCollegato, tracciato: Tracciato, territorio: Territorio): CorpoFatto {
  const { contenuto, enteErogatore, nomenclatura } = riga;
  const giorno = giornoEvento(tracciato, contenuto);
  const { areaUtenza: area, codicePrestazione: codice } = contenuto;
  return {
    genere: 'prestazione',
    fasciaEta: dati === undefined ? null : fasciaEta(dati, giorno),
    sesso: dati?.sesso ?? null,
    cittadinanza: areaCittadinanza(dati?.cittadinanze ?? [], territorio, giorno),
    comuneResidenza: dati?.comuneResidenza ?? null,
    enteErogatore,
    codice: typeof codice === 'string' ? codice : '',
    nomenclatura,
    area: area === '1' || area === '2' || area === '3' ? area : null,
    presaInCarico: contenuto['presaCarico'] === '1',
    anni: spesaPerAnno(tracciato, contenuto).map(({ anno, spesa }) => ({ anno, spesa })),
  };
}

/** The day on which things are judged, as the tracciato declares it. */
function giornoEvento({ dataEvento }: Tracciato, contenuto: Contenuto): LegalDay | undefined {
  return parseLegalDay(dataEventoDi(contenuto, dataEvento));
}
