import { SISTEMI_CODICE_ENTE, isInForce } from '#libs/riferimenti';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import type { Registro } from '../pacchetto/aggregati-regione.js';
import { idClient, idDelega, idEnte } from '../pacchetto/identita.js';
import type { RigaRegione } from '../pacchetto/pacchetto-regione.js';
import { NELLA_RICHIESTA } from './registro.js';
import { RegistroIncoerente } from './registro-incoerente.js';

/** The name that an ente has in the registries, from its id, that name, or a code it has on the day. Undefined for nobody's. */
function findEnte(registro: Registro, testo: string, giorno: string): string | undefined {
  const { enti, codici_enti: codici } = registro.regione;
  const named = enti.find(({ ente }) => ente === testo || idEnte(registro.codiceRegione, ente) === testo.toLowerCase());
  if (named !== undefined) return named.ente;
  const precedence = ({ sistema }: RigaRegione<'codici_enti'>): number => SISTEMI_CODICE_ENTE.indexOf(sistema);
  return codici
    .filter((riga) => riga.codice.toUpperCase() === testo.toUpperCase() && isInForce(riga, giorno))
    .toSorted((one, other) => precedence(one) - precedence(other))[0]?.ente;
}

/**
 * As `findEnte`, for a field of a request.
 * @throws RegistroIncoerente that names the field
 */
export function enteOf(registro: Registro, testo: string, giorno: string, campo: string): string {
  const found = findEnte(registro, testo, giorno);
  if (found !== undefined) return found;
  const messaggio = `nessun ente ha il codice "${testo}" il ${giorno}`;
  throw new RegistroIncoerente([{ ...NELLA_RICHIESTA, campo, messaggio }]);
}

/** @throws Problem `ente_sconosciuto` */
export function enteById(registro: Registro, id: string): RigaRegione<'enti'> {
  const found = registro.regione.enti.find(({ ente }) => idEnte(registro.codiceRegione, ente) === id.toLowerCase());
  if (found === undefined) throw nomenclatoreProblem('ente_sconosciuto');
  return found;
}

/** @throws Problem `ambito_sconosciuto` */
export function ambitoByCodice(registro: Registro, codice: string): RigaRegione<'ambiti'> {
  const found = registro.regione.ambiti.find(({ ambito }) => ambito === codice);
  if (found === undefined) throw nomenclatoreProblem('ambito_sconosciuto');
  return found;
}

/** @throws Problem `atto_sconosciuto` */
export function delegaById(registro: Registro, id: string): RigaRegione<'deleghe'> {
  const found = registro.regione.deleghe.find(({ delega }) => idDelega(registro.codiceRegione, delega) === id);
  if (found === undefined) throw nomenclatoreProblem('atto_sconosciuto');
  return found;
}

/** @throws Problem `client_sconosciuto` */
export function clientById(registro: Registro, id: string): RigaRegione<'client'> {
  const found = registro.regione.client.find((riga) => idClient(riga) === id);
  if (found === undefined) throw nomenclatoreProblem('client_sconosciuto');
  return found;
}
