import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { coppiaOf, keyOf } from './coppie.js';
import type { Scheda } from './dati-persona.js';
import { MOST_OF_CHIAVE } from './schede-note.js';

/** Surname and given name are in one space: who has them swapped is found in the other column. */
const BY = [
  ['k_cognome_data', '$1'],
  ['k_nome_data', '$1'],
  ['k_coppia_anno', '$2'],
  ['k_luogo_data', '$3'],
] as const;

const CANDIDATI = {
  name: 'snodo_anagrafe_candidati',
  text: BY.map(
    ([column, keys]) => `SELECT c.id FROM unnest(${keys}::bigint[]) AS k (chiave) CROSS JOIN LATERAL (
      SELECT DISTINCT s.persona_id AS id FROM scheda s WHERE s.${column} = k.chiave LIMIT ${MOST_OF_CHIAVE + 1}) c`,
  ).join('\nUNION '),
};

const DISTINTI = `SELECT persona_a AS a, persona_b AS b FROM distinti
  WHERE al IS NULL AND persona_a = ANY ($1::uuid[]) AND persona_b = ANY ($1::uuid[])`;

/** Finds persons that a scheda may be of though no code leads to them. */
@Injectable()
export class Candidati {
  /** @returns ids, in one query for all */
  async find(tx: Tx, schede: readonly Scheda[]): Promise<string[]> {
    const chiavi = schede.map((scheda) => scheda.chiavi);
    const found = await tx.query<{ id: string }>(CANDIDATI, [
      keysOf(chiavi.flatMap(({ cognomeData, nomeData }) => [cognomeData, nomeData])),
      keysOf(chiavi.map(({ coppiaAnno }) => coppiaAnno)),
      keysOf(chiavi.map(({ luogoData }) => luogoData)),
    ]);
    return found.map(({ id }) => id);
  }

  /** Pairs among these persons that somebody separated. */
  async distinti(tx: Tx, persone: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ a: string; b: string }>(DISTINTI, [persone]);
    return new Set(rows.map(({ a, b }) => keyOf(coppiaOf(a, b))));
  }
}

function keysOf(chiavi: readonly (bigint | undefined)[]): string[] {
  return [...new Set(chiavi.filter((chiave) => chiave !== undefined))].map(String);
}
