import { isInForce } from '#libs/riferimenti';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import type { Registro } from '../pacchetto/aggregati-regione.js';
import { idDelega } from '../pacchetto/identita.js';
import { improntaOf } from '../pubblicazione/impronta.js';
import type { AdesioneDetta, AttoDetto, ClientDetto, Provenienza } from './detti.js';
import { CHIAVI, NELLA_RICHIESTA, mapRows, putRows } from './registro.js';
import { RegistroIncoerente } from './registro-incoerente.js';
import { clientById, delegaById, enteOf } from './trova.js';
import { checkCloses } from './variazioni-enti.js';

/** Letters and digits of the digest of an act: enough that two acts never share a name. */
const DIGEST_LENGTH = 16;

/** The act by which an ente joins: to the region, whichever ente it is. @throws RegistroIncoerente when there is none */
export function adesioneTo(registro: Registro, adesione: AdesioneDetta): AttoDetto {
  const regione = registro.regione.enti.find((ente) => ente.tipo === 'regione' && isInForce(ente, adesione.dal));
  if (regione === undefined) {
    const messaggio = `nessuna regione è registrata il ${adesione.dal}`;
    throw new RegistroIncoerente([{ ...NELLA_RICHIESTA, campo: 'dal', messaggio }]);
  }
  return {
    ...adesione,
    delegato: regione.ente,
    oggetto: 'adesione',
    tracciato: null,
    subdelegabile: false,
    derivaDa: null,
  };
}

/** @throws Problem `gia_nel_registro`, RegistroIncoerente */
export function registerAtto(registro: Registro, detto: AttoDetto, provenienza: Provenienza): Registro {
  const { deleghe } = registro.regione;
  const { oggetto, tracciato, ambito, subdelegabile, derivaDa, atto, dal, al } = detto;
  const origin = deleghe.find(
    (riga) => riga.delega === derivaDa || idDelega(registro.codiceRegione, riga.delega) === derivaDa,
  );
  const said = {
    delegante: enteOf(registro, detto.delegante, dal, 'delegante'),
    delegato: enteOf(registro, detto.delegato, dal, 'delegato'),
    oggetto,
    tracciato,
    ambito,
    subdelegabile,
    deriva_da: origin?.delega ?? derivaDa,
    atto_tipo: atto.tipo,
    atto_numero: atto.numero,
    atto_data: atto.data,
    dal,
  };
  const delega = detto.sigla ?? siglaOf(said);
  if (deleghe.some((riga) => riga.delega === delega)) throw nomenclatoreProblem('gia_nel_registro');
  return putRows(registro, 'deleghe', [{ delega, ...said, al, ...provenienza, posto: NELLA_RICHIESTA }]).registro;
}

/** The name of an act that has none, made of what it says: the same request twice is the same act. */
function siglaOf(said: object): string {
  return `ATTO-${improntaOf(said)
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, DIGEST_LENGTH)}`;
}

/** @throws Problem `atto_sconosciuto`, RegistroIncoerente */
export function closeAtto(registro: Registro, id: string, al: string): Registro {
  const atto = delegaById(registro, id);
  checkCloses(atto, al);
  return mapRows(registro, 'deleghe', (riga) => (riga === atto ? { ...riga, al, posto: NELLA_RICHIESTA } : riga));
}

/** @throws Problem `gia_nel_registro`, RegistroIncoerente */
export function registerClient(registro: Registro, detto: ClientDetto, provenienza: Provenienza): Registro {
  const { clientId, identita, gestore, ruoli, dal, al } = detto;
  const riga = {
    client_id: clientId,
    identita,
    ente: enteOf(registro, detto.ente, dal, 'ente'),
    gestore: gestore === null ? null : enteOf(registro, gestore, dal, 'gestore'),
    ruoli: [...ruoli],
    dal,
    al,
    ...provenienza,
    posto: NELLA_RICHIESTA,
  };
  if (registro.regione.client.some((uno) => CHIAVI.client(uno) === CHIAVI.client(riga))) {
    throw nomenclatoreProblem('gia_nel_registro');
  }
  return putRows(registro, 'client', [riga]).registro;
}

/** @throws Problem `client_sconosciuto`, RegistroIncoerente */
export function closeClient(registro: Registro, id: string, al: string): Registro {
  const client = clientById(registro, id);
  checkCloses(client, al);
  return mapRows(registro, 'client', (riga) => (riga === client ? { ...riga, al, posto: NELLA_RICHIESTA } : riga));
}
