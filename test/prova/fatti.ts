import type { FattoRicevuto } from '../../apps/ingestion/src/fatto/fatto.js';
import { FATTO_VUOTO } from '../../apps/ingestion/src/fatto/fatto.js';
import { rigaId } from '../../apps/ingestion/src/riga/riga-id.js';
import type { TestDatabase } from '#libs/testing';

/** Who a fact is about. */
export interface Soggetto {
  readonly rigaId: string;
  readonly recordId: string;
  readonly revisione: number;
}

/** What other apps would name in their messages about a riga of an invio. */
export async function soggettoOf(database: TestDatabase, invioId: string, numero = 1): Promise<Soggetto> {
  const [riga] = await database.admin<Soggetto>(
    `SELECT id AS "rigaId", encode(record_id, 'hex') AS "recordId", revisione FROM ingestion.riga WHERE id = $1`,
    [rigaId(invioId, numero)],
  );
  return riga!;
}

const IL = new Date('2026-11-02T09:00:00.000Z');

export function passo(
  soggetto: Soggetto,
  tipo: 'pubblicato' | 'ritirato' | 'accolto' | 'respinto',
  altro: Partial<FattoRicevuto> = {},
): FattoRicevuto {
  const operazione = tipo === 'pubblicato' ? ('I' as const) : null;
  const codice = { pubblicato: '', ritirato: '', accolto: 'OK', respinto: 'RICHIESTA_INVALIDA' }[tipo];
  return { ...FATTO_VUOTO, ...soggetto, tipo, il: IL, flusso: 'A', di: 1, operazione, codice, ...altro };
}

export function nonTrasmissibile(soggetto: Soggetto, codice: string): FattoRicevuto {
  return { ...FATTO_VUOTO, ...soggetto, tipo: 'non_trasmissibile', il: IL, codice };
}

export function lasciata(soggetto: Soggetto): FattoRicevuto {
  return { ...FATTO_VUOTO, ...soggetto, tipo: 'lasciata_al_canale', il: IL };
}

export function collegata(soggetto: Soggetto, codice: string): FattoRicevuto {
  return { ...FATTO_VUOTO, ...soggetto, tipo: 'collegata', il: IL, codice };
}
