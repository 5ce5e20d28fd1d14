import type { Registro } from '../pacchetto/aggregati-regione.js';
import type { Provenienza } from '../registri/detti.js';
import { findProblemiNuovi } from '../registri/problemi-nuovi.js';
import { RegistroIncoerente } from '../registri/registro-incoerente.js';
import { type VariazioneDetta, checkForma } from './detta.js';
import { beginEnte, ceaseInto, changeEnte, enteOfComune, leaveRegione, recodeEnte } from './enti-variati.js';
import {
  type Luoghi,
  type Registrazioni,
  type RigaComune,
  luoghiAfter,
  recordOn,
  registrazioniOf,
} from './registrazioni.js';

/** Places and registries, which a change of the territory changes together. */
export interface Stato {
  readonly luoghi: Luoghi;
  readonly registro: Registro;
}

/**
 * What there is after a change of the territory. Nothing of the days before it differs: records, codes and acts end the day before or
 * begin on its day. Comuni that the registries do not know (of other regions) change only as places.
 * @throws RegistroIncoerente, Problem `gia_nel_registro`, `ambito_sconosciuto`
 */
export function applyVariazione({ luoghi, registro }: Stato, detta: VariazioneDetta): Stato {
  checkForma(detta);
  const fatte = registrazioniOf(luoghi, detta);
  const after = luoghiAfter(luoghi, fatte, detta);
  const changed = registroAfter(registro, luoghi, fatte, detta);
  const problemi = findProblemiNuovi(registro, changed, { comuni: after.comuni });
  if (problemi.length > 0) throw new RegistroIncoerente(problemi);
  return { luoghi: after, registro: changed };
}

function registroAfter(registro: Registro, { comuni }: Luoghi, fatte: Registrazioni, detta: VariazioneDetta): Registro {
  const { tipo, dal, fonte } = detta;
  const provenienza: Provenienza = { fonte, affidabilita: 'fonte' };
  const enteOf = (comune: RigaComune): string | undefined => enteOfComune(registro, comune, dal);
  const enti = detta.comuni.flatMap((codice) => enteOf(recordOn(comuni, codice, dal, 'comuni')) ?? []);
  const [aperta] = fatte.aperte;
  switch (tipo) {
    case 'fusione': {
      const isOurs = aperta!.regione_istat === registro.codiceRegione;
      if (enti.length === 0 && !isOurs) return registro;
      if (!isOurs) return ceaseInto(registro, enti, undefined, detta, provenienza);
      const begun = beginEnte(registro, detta, enti, provenienza);
      return ceaseInto(begun.registro, enti, begun.ente, detta, provenienza);
    }
    case 'istituzione':
      return aperta!.regione_istat === registro.codiceRegione
        ? beginEnte(registro, detta, enti, provenienza).registro
        : registro;
    case 'incorporazione': {
      const incorporante = enteOf(recordOn(comuni, detta.incorporante!, dal, 'incorporante'));
      const continued = incorporante === undefined ? registro : changeEnte(registro, incorporante, detta, enti);
      return ceaseInto(continued, enti, incorporante, detta, provenienza);
    }
    case 'cambio_denominazione':
      return enti.reduce((left, ente) => changeEnte(left, ente, detta), registro);
    // cambio_provincia, cambio_codice_istat
    default: {
      const leaves = fatte.chiuse[0]!.regione_istat !== aperta!.regione_istat;
      return enti.reduce((left, ente) => {
        const recoded = recodeEnte(left, ente, detta, provenienza);
        return leaves ? leaveRegione(recoded, ente, detta, provenienza) : recoded;
      }, registro);
    }
  }
}
