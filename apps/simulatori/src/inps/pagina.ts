import type { Problema } from './problema.js';

/** One entry of `elenco_flussi`. */
export interface FlussoServito {
  readonly id: string;
  readonly tipo: 'PS_PSA_SINA' | 'SINBA';
  /** As written; sent back in the esito. */
  readonly ts: string;
  readonly millisecondi: number;
  readonly contenuto: Buffer;
}

export interface Pagina {
  readonly flussi: readonly FlussoServito[];
  /** What INPS's interface forbids and INPS would swallow. */
  readonly problemi: readonly Problema[];
}

/** What was asked. */
export interface Domanda {
  readonly ente: string;
  readonly since: number;
  readonly limit: number;
}

/** The answer is not one of INPS's interface: nothing of it is acquired, and above all it is no "nothing more". */
export class RispostaInservibile extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'RispostaInservibile';
  }
}

const MAX_FLUSSI = 100;
const MAX_BASE64 = 10_000_000;
const CAMPI = new Set(['codice_ente', 'denominazione_ente', 'id_flusso', 'tipo', 'ts_flusso', 'flusso']);
const ISTANTE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads the body of a 200 to `GET /flussi`. INPS's document requires nothing, so that `{}` would pass it: here every member that
 * INPS needs must be there.
 * @throws RispostaInservibile
 */
export function readPagina(testo: string, domanda: Domanda): Pagina {
  const corpo = parse(testo);
  const elenco = isObject(corpo) && Object.keys(corpo).length === 1 ? corpo['elenco_flussi'] : undefined;
  if (!Array.isArray(elenco)) throw new RispostaInservibile('il corpo non è {elenco_flussi: […]}');
  if (elenco.length > MAX_FLUSSI) throw new RispostaInservibile(`più di ${MAX_FLUSSI} flussi`);
  const flussi = elenco.map((voce, at) => readFlusso(voce, at));
  return { flussi, problemi: findProblemi(elenco as Record<string, string>[], flussi, domanda) };
}

function readFlusso(voce: unknown, at: number): FlussoServito {
  const wrong = (campo: string) => new RispostaInservibile(`flusso ${at}: ${campo}`);
  if (!isObject(voce)) throw wrong('non è un oggetto');
  const unknown = Object.keys(voce).find((campo) => !CAMPI.has(campo));
  if (unknown !== undefined) throw wrong(`campo ${unknown} non previsto`);
  const text = (campo: string, longest: number, form = /^/) => {
    const valore = voce[campo];
    if (typeof valore !== 'string' || valore.length > longest || !form.test(valore)) throw wrong(campo);
    return valore;
  };
  text('codice_ente', 4, /^[A-Z][0-9]{3}$/);
  text('denominazione_ente', 256);
  const ts = text('ts_flusso', 64, ISTANTE);
  if (Number.isNaN(Date.parse(ts))) throw wrong('ts_flusso');
  const base64 = text('flusso', MAX_BASE64);
  const contenuto = Buffer.from(base64, 'base64');
  if (contenuto.toString('base64') !== base64) throw wrong('flusso');
  return {
    id: text('id_flusso', 64, /./),
    tipo: text('tipo', 11, /^(PS_PSA_SINA|SINBA)$/) as FlussoServito['tipo'],
    ts,
    millisecondi: Date.parse(ts),
    contenuto,
  };
}

function findProblemi(
  elenco: readonly Record<string, string>[],
  flussi: readonly FlussoServito[],
  { ente, since, limit }: Domanda,
): Problema[] {
  const found: Problema[] = [];
  if (flussi.length > limit)
    found.push({ genere: 'oltre_il_limite', dettaglio: `${flussi.length} flussi su ${limit}` });
  for (const [at, { id, ts, millisecondi }] of flussi.entries()) {
    const before = flussi[at - 1]?.millisecondi;
    if (elenco[at]!['codice_ente'] !== ente) found.push({ genere: 'flusso_di_altri', dettaglio: id });
    if (/\.\d{4,}/.test(ts)) found.push({ genere: 'piu_fine_del_millisecondo', dettaglio: id });
    if (millisecondi <= since) found.push({ genere: 'non_dopo_since', dettaglio: id });
    if (before === millisecondi) found.push({ genere: 'pari_istante', dettaglio: id });
    if (before !== undefined && before > millisecondi) found.push({ genere: 'fuori_ordine', dettaglio: id });
  }
  return found;
}

function parse(testo: string): unknown {
  try {
    return JSON.parse(testo);
  } catch {
    throw new RispostaInservibile('il corpo non è JSON');
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
