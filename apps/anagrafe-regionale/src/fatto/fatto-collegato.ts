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

/**
 * What reporting may know of a record. Everything in it is a class, a code of a place or of a prestazione, a sum, or a keyed digest:
 * nothing names a person (I4).
 */
export function fattoCollegato(
  { riga, dati }: RecordCollegato,
  digests: Pick<FattoCollegato, 'fattoId' | 'pseudonimo'>,
  tracciato: Tracciato,
  territorio: Territorio,
): FattoCollegato {
  const { contenuto, revisione, annullamento, enteErogatore, nomenclatura } = riga;
  const giorno = giornoEvento(tracciato, contenuto);
  const { areaUtenza: area, codicePrestazione: codice } = contenuto;
  return {
    ...digests,
    revisione,
    annullato: annullamento,
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
