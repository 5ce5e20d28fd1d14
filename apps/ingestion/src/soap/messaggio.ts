import type { Nodo } from '#libs/tracciati';
import { ingestionProblem } from '../ingestion.errors.js';
import { type Campo, type Operazione, SPAZIO, type Tipo, findOperazione } from './contratto.js';

/** A request that the schema of the WSDL allows. */
export interface Richiesta {
  readonly operazione: Operazione;
  /** Texts of the fields that are there, by name. Base64 is not decoded yet. */
  readonly campi: ReadonlyMap<string, string>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Holds the body of a message against the schema that the WSDL publishes, before anything of it is used: `soap` itself checks none.
 * @throws Problem soap_busta_non_valida, soap_operazione_sconosciuta, soap_campi_non_validi
 */
export function readRichiesta(corpo: Nodo): Richiesta {
  const [domanda, ...others] = corpo.figli;
  if (domanda === undefined || others.length > 0) throw ingestionProblem('soap_busta_non_valida');
  const operazione = domanda.spazio === SPAZIO ? findOperazione(domanda.nome) : undefined;
  if (operazione === undefined) throw ingestionProblem('soap_operazione_sconosciuta');
  const fault = firstFault(domanda, operazione.domanda);
  if (fault !== undefined) throw ingestionProblem('soap_campi_non_validi', fault);
  return { operazione, campi: new Map(domanda.figli.map(({ nome, testo }) => [nome, testo])) };
}

/** In document order, as a validator of schemas would find it; says what, never which value. */
function firstFault(domanda: Nodo, campi: readonly Campo[]): string | undefined {
  if (domanda.attributi.some(({ spazio }) => spazio === '')) return `${domanda.nome} non ha attributi.`;
  const given = [...domanda.figli];
  for (const campo of campi) {
    const next = given[0];
    if (next === undefined || next.spazio !== SPAZIO || next.nome !== campo.nome) {
      if (campo.quanti === 'uno') return missing(campo, given, campi);
      continue;
    }
    given.shift();
    if (next.figli.length > 0) return `${campo.nome} contiene altri elementi.`;
    const wrong = faultOf(next.testo, campo.tipo);
    if (wrong !== undefined) return `${campo.nome}: ${wrong}.`;
  }
  const extra = given[0];
  return extra === undefined
    ? undefined
    : `Un elemento è sconosciuto, ripetuto o fuori posto: ${extra.nome.slice(0, 60)}.`;
}

function missing({ nome }: Campo, given: readonly Nodo[], campi: readonly Campo[]): string {
  if (given.some((one) => one.nome === nome && one.spazio !== SPAZIO)) {
    return `${nome} non è nello spazio dei nomi ${SPAZIO}.`;
  }
  const order = campi.map((campo) => campo.nome).join(', ');
  return `Manca ${nome}, o è fuori posto: l’ordine è ${order}.`;
}

function faultOf(testo: string, tipo: Tipo): string | undefined {
  if (tipo.base === 'testo') {
    if (testo.length > tipo.massimo) return `al massimo ${tipo.massimo} caratteri`;
    const matches = tipo.modello === undefined || new RegExp(`^(?:${tipo.modello})$`).test(testo);
    return matches ? undefined : 'non ha la forma prevista';
  }
  if (tipo.base === 'intero') {
    const value = Number(testo);
    const whole = /^\s*[+-]?\d{1,16}\s*$/.test(testo);
    return whole && value >= tipo.minimo && value <= tipo.massimo
      ? undefined
      : `un intero da ${tipo.minimo} a ${tipo.massimo}`;
  }
  if (tipo.base === 'uuid') return UUID.test(testo) ? undefined : 'non è un UUID';
  return undefined;
}
