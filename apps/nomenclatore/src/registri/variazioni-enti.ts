import type { Validita } from '#libs/riferimenti';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import type { Registro } from '../pacchetto/aggregati-regione.js';
import type { RigaRegione } from '../pacchetto/pacchetto-regione.js';
import type { EnteDetto, Provenienza } from './detti.js';
import { CHIAVI, FONTI, NELLA_RICHIESTA, mapRows, putRows } from './registro.js';
import { RegistroIncoerente } from './registro-incoerente.js';
import { enteById, enteOf } from './trova.js';

/** The name that an ente will have in the registries, from its first code. */
export function nameOfEnte({ codici }: EnteDetto): string {
  const [first] = codici;
  return `${first!.sistema}:${first!.codice}`;
}

/** @throws Problem `gia_nel_registro` */
export function registerEnte(registro: Registro, detto: EnteDetto, provenienza: Provenienza): Registro {
  const ente = nameOfEnte(detto);
  if (registro.regione.enti.some((riga) => riga.ente === ente)) throw nomenclatoreProblem('gia_nel_registro');
  return putEnte(registro, ente, detto, provenienza);
}

/**
 * Says anew all there is of an ente: codes that are not named any more are taken out, the others keep where they come from.
 * @throws Problem `ente_sconosciuto`
 */
export function replaceEnte(registro: Registro, id: string, detto: EnteDetto, provenienza: Provenienza): Registro {
  const { ente } = enteById(registro, id);
  const named = new Set(codiciOf(ente, detto, provenienza).map(CHIAVI.codici_enti));
  const kept = mapRows(registro, 'codici_enti', (riga) =>
    riga.ente === ente && !named.has(CHIAVI.codici_enti(riga)) ? undefined : riga,
  );
  return putEnte(kept, ente, detto, provenienza);
}

/**
 * An ente that ends takes with it, on the same day, its codes, its places in ambiti, the acts it gave or received and the clients that act
 * for it: what went on would be of nobody.
 * @throws Problem `ente_sconosciuto`, RegistroIncoerente
 */
export function closeEnte(registro: Registro, id: string, al: string): Registro {
  const { ente, al: before } = enteById(registro, id);
  checkCloses({ al: before }, al);
  const until = <R extends Validita>(riga: R): R | undefined =>
    riga.al !== null && riga.al <= al ? riga : riga.dal > al ? undefined : { ...riga, al, posto: NELLA_RICHIESTA };
  const ended = mapRows(registro, 'enti', (riga) =>
    riga.ente === ente ? { ...riga, al, posto: NELLA_RICHIESTA } : riga,
  );
  const withoutPlaces = (['codici_enti', 'appartenenze', 'capofila'] as const).reduce(
    (left, file) => mapRows(left, file, (riga) => (riga.ente === ente ? until(riga) : riga)),
    ended,
  );
  const withoutActs = mapRows(withoutPlaces, 'deleghe', (riga) =>
    riga.delegante === ente || riga.delegato === ente ? until(riga) : riga,
  );
  return mapRows(withoutActs, 'client', (riga) => (riga.ente === ente || riga.gestore === ente ? until(riga) : riga));
}

/**
 * A last day may be given to what has none, or brought forward. Put off, it would make an act last longer than who signed it wanted.
 * @throws RegistroIncoerente
 */
export function checkCloses(before: { readonly al: string | null }, al: string): void {
  if (before.al === null || al <= before.al) return;
  const messaggio = `finisce già il ${before.al}: una chiusura non allunga, serve un atto nuovo`;
  throw new RegistroIncoerente([{ ...NELLA_RICHIESTA, campo: 'al', messaggio }]);
}

function putEnte(registro: Registro, ente: string, detto: EnteDetto, provenienza: Provenienza): Registro {
  const { denominazione, tipo, dal, al } = detto;
  const predecessori = detto.predecessori.map((uno) => enteOf(registro, uno, dal, 'predecessori'));
  const riga = { ente, denominazione, tipo, predecessori, dal, al, ...provenienza, posto: NELLA_RICHIESTA };
  const put = putRows(registro, 'enti', [riga], FONTI).registro;
  return putRows(put, 'codici_enti', codiciOf(ente, detto, provenienza), FONTI).registro;
}

function codiciOf(ente: string, { codici }: EnteDetto, provenienza: Provenienza): RigaRegione<'codici_enti'>[] {
  return codici.map((codice) => ({ ente, ...codice, ...provenienza, posto: NELLA_RICHIESTA }));
}
