import { dayBefore } from '#libs/codici';
import type { Validita } from '#libs/riferimenti';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import type { Registro } from '../pacchetto/aggregati-regione.js';
import type { RigaRegione } from '../pacchetto/pacchetto-regione.js';
import type { AmbitoDetto, PeriodoDetto, Provenienza } from './detti.js';
import { FONTI, NELLA_RICHIESTA, mapRows, putRows } from './registro.js';
import { RegistroIncoerente } from './registro-incoerente.js';
import { ambitoByCodice, enteOf } from './trova.js';
import { checkCloses } from './variazioni-enti.js';

type RigaPeriodo = RigaRegione<'appartenenze'>;

/** @throws Problem `gia_nel_registro` */
export function registerAmbito(registro: Registro, detto: AmbitoDetto, provenienza: Provenienza): Registro {
  if (registro.regione.ambiti.some(({ ambito }) => ambito === detto.codice))
    throw nomenclatoreProblem('gia_nel_registro');
  return putAmbito(registro, detto, provenienza);
}

/**
 * Says anew what an ambito is; who is in it stays. One that ends lets its members and its capofila go on the same day.
 * @throws Problem `ambito_sconosciuto`
 */
export function replaceAmbito(registro: Registro, detto: AmbitoDetto, provenienza: Provenienza): Registro {
  ambitoByCodice(registro, detto.codice);
  const { al } = detto;
  const put = putAmbito(registro, detto, provenienza);
  if (al === null) return put;
  return (['appartenenze', 'capofila'] as const).reduce(
    (left, file) => mapRows(left, file, (riga) => (riga.ambito === detto.codice ? endedBy(riga, al) : riga)),
    put,
  );
}

/**
 * An ente belongs to an ambito from a day; to the one it belonged to until then, until the day before.
 * @throws Problem `ambito_sconosciuto`, RegistroIncoerente
 */
export function enterAmbito(
  registro: Registro,
  codice: string,
  detto: PeriodoDetto,
  provenienza: Provenienza,
): Registro {
  return putPeriodo(registro, 'appartenenze', codice, detto, provenienza, (riga, nuova) => riga.ente === nuova.ente);
}

/**
 * An ente heads an ambito from a day; who headed it until then does until the day before.
 * @throws Problem `ambito_sconosciuto`, RegistroIncoerente
 */
export function headAmbito(
  registro: Registro,
  codice: string,
  detto: PeriodoDetto,
  provenienza: Provenienza,
): Registro {
  return putPeriodo(registro, 'capofila', codice, detto, provenienza, (riga, nuova) => riga.ambito === nuova.ambito);
}

/**
 * An ente leaves an ambito after a day, for no other.
 * @throws Problem `ambito_sconosciuto`, RegistroIncoerente
 */
export function leaveAmbito(
  registro: Registro,
  codice: string,
  detto: { readonly ente: string; readonly al: string },
): Registro {
  ambitoByCodice(registro, codice);
  const ente = enteOf(registro, detto.ente, detto.al, 'ente');
  const rows = registro.regione.appartenenze.filter((riga) => riga.ambito === codice && riga.ente === ente);
  const last = rows.toSorted((one, other) => (one.dal < other.dal ? 1 : -1))[0];
  if (last === undefined) {
    throw new RegistroIncoerente([{ ...NELLA_RICHIESTA, campo: 'ente', messaggio: "l'ente non è in questo ambito" }]);
  }
  checkCloses(last, detto.al);
  return mapRows(registro, 'appartenenze', (riga) =>
    riga === last ? { ...riga, al: detto.al, posto: NELLA_RICHIESTA } : riga,
  );
}

function putAmbito(registro: Registro, detto: AmbitoDetto, provenienza: Provenienza): Registro {
  const { codice: ambito, denominazione, tipo, dal, al } = detto;
  const riga = { ambito, denominazione, tipo, dal, al, ...provenienza, posto: NELLA_RICHIESTA };
  return putRows(registro, 'ambiti', [riga], FONTI).registro;
}

/** @param takesTheOf whether a row that holds on the day before makes room for the new one */
function putPeriodo(
  registro: Registro,
  file: 'appartenenze' | 'capofila',
  codice: string,
  { ente, dal, al }: PeriodoDetto,
  provenienza: Provenienza,
  takesPlaceOf: (riga: RigaPeriodo, nuova: RigaPeriodo) => boolean,
): Registro {
  const { ambito } = ambitoByCodice(registro, codice);
  const nuova = { ambito, ente: enteOf(registro, ente, dal, 'ente'), dal, al, ...provenienza, posto: NELLA_RICHIESTA };
  const lasts = (riga: Validita): boolean => riga.dal < dal && (riga.al === null || dal <= riga.al);
  const room = mapRows(registro, file, (riga) =>
    takesPlaceOf(riga, nuova) && lasts(riga) && !(riga.ambito === ambito && riga.ente === nuova.ente)
      ? { ...riga, al: dayBefore(dal), posto: NELLA_RICHIESTA }
      : riga,
  );
  return putRows(room, file, [nuova], FONTI).registro;
}

function endedBy(riga: RigaPeriodo, al: string): RigaPeriodo | undefined {
  if (riga.al !== null && riga.al <= al) return riga;
  return riga.dal > al ? undefined : { ...riga, al, posto: NELLA_RICHIESTA };
}
