import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { coppiaOf, keyOf } from './coppie.js';
import type { Scheda } from './dati-persona.js';
import { MOST_COMPARED } from './schede-note.js';

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
      SELECT DISTINCT s.persona_id AS id FROM scheda s WHERE s.${column} = k.chiave LIMIT ${MOST_COMPARED + 1}) c`,
  ).join('\nUNION '),
};

/** A code that too many have leads only to who is called so too, of the year. */
const OMONIMI = {
  name: 'snodo_anagrafe_omonimi',
  text: `SELECT DISTINCT c.id FROM unnest($1::bytea[], $2::bigint[]) AS v (gruppo, chiave) CROSS JOIN LATERAL (
    SELECT DISTINCT s.persona_id AS id FROM scheda s WHERE s.k_coppia_anno = v.chiave
      AND EXISTS (SELECT FROM persona_codice p WHERE p.persona_id = s.persona_id AND p.gruppo = v.gruppo)
    LIMIT ${MOST_COMPARED + 1}) c`,
};

const DISTINTI = `SELECT persona_a AS a, persona_b AS b FROM distinti
  WHERE al IS NULL AND persona_a = ANY ($1::uuid[]) AND persona_b = ANY ($1::uuid[])`;

/** Finds persons that a scheda may be of though no code, or none by itself, leads to them. */
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

  /** Persons that have a code of one of these groups and are called as one of the schede that says it. */
  async omonimi(tx: Tx, gruppi: ReadonlySet<string>, schede: readonly Scheda[]): Promise<string[]> {
    const cercati = schede.flatMap(({ indici, chiavi: { coppiaAnno } }) =>
      coppiaAnno === undefined
        ? []
        : indici.filter(({ gruppo }) => gruppi.has(gruppo)).map(({ gruppo }) => ({ gruppo, coppiaAnno })),
    );
    if (cercati.length === 0) return [];
    const found = await tx.query<{ id: string }>(OMONIMI, [
      cercati.map(({ gruppo }) => Buffer.from(gruppo, 'hex')),
      cercati.map(({ coppiaAnno }) => String(coppiaAnno)),
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
