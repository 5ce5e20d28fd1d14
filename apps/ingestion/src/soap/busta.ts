import type { Nodo } from '#libs/tracciati';
import { readAlbero } from '#libs/tracciati';
import { ingestionProblem } from '../ingestion.errors.js';

export const SOAP11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const SOAP12 = 'http://www.w3.org/2003/05/soap-envelope';
export const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
export const WSA = ['http://www.w3.org/2005/08/addressing', 'http://schemas.xmlsoap.org/ws/2004/08/addressing'];

/** A SOAP 1.1 message whose outer form is as it must be. */
export interface Busta {
  readonly radice: Nodo;
  readonly intestazioni: readonly Nodo[];
  readonly corpo: Nodo;
}

/**
 * Reads the bytes of a message. Our own scanner looks first, within limits and without DTD: no XML library sees anything it refuses.
 * @throws Problem soap_busta_non_valida, soap_versione_non_ammessa, soap_intestazione_non_compresa
 */
export function readBusta(testo: string): Busta {
  const letto = readAlbero(testo);
  if (letto.esito === 'illeggibile') throw ingestionProblem('soap_busta_non_valida', letto.motivo);
  const { radice } = letto;
  if (radice.nome === 'Envelope' && radice.spazio === SOAP12) throw ingestionProblem('soap_versione_non_ammessa');
  if (radice.nome !== 'Envelope') throw ingestionProblem('soap_busta_non_valida');
  if (radice.spazio !== SOAP11) throw ingestionProblem('soap_versione_non_ammessa');
  const [first, second, ...others] = radice.figli;
  const header = first !== undefined && isSoap(first, 'Header') ? first : undefined;
  const corpo = header === undefined ? first : second;
  const surplus = header === undefined ? second : others[0];
  if (corpo === undefined || !isSoap(corpo, 'Body') || surplus !== undefined) {
    throw ingestionProblem('soap_busta_non_valida');
  }
  const intestazioni = header?.figli ?? [];
  if (intestazioni.some((one) => isMandatory(one) && !isUnderstood(one))) {
    throw ingestionProblem('soap_intestazione_non_compresa');
  }
  return { radice, intestazioni, corpo };
}

/** @throws Problem soap_busta_non_valida, for bytes that are not UTF-8 or say that they are not */
export function decodeBusta(bytes: Uint8Array): string {
  let testo: string;
  try {
    testo = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw ingestionProblem('soap_busta_non_valida', 'Il messaggio non è in UTF-8.');
  }
  const declared = /^<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']/.exec(testo)?.[1] ?? 'utf-8';
  if (!['utf-8', 'utf8', 'us-ascii'].includes(declared.toLowerCase())) {
    throw ingestionProblem('soap_busta_non_valida', 'Il messaggio dichiara una codifica diversa da UTF-8.');
  }
  return testo;
}

function isSoap({ spazio, nome }: Nodo, wanted: string): boolean {
  return spazio === SOAP11 && nome === wanted;
}

function isMandatory({ attributi }: Nodo): boolean {
  return attributi.some(
    ({ spazio, nome, valore }) => spazio === SOAP11 && nome === 'mustUnderstand' && /^(1|true)$/.test(valore.trim()),
  );
}

function isUnderstood({ spazio, nome }: Nodo): boolean {
  return (spazio === WSSE && nome === 'Security') || WSA.includes(spazio);
}
