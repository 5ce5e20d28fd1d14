import type { Publication } from '#libs/messaging';
import { type Statement, bigints, buffers, instants, texts, uuids } from '#libs/persistence';
import { contatoreOf } from '../ricevuta/ricevuta.js';
import type { Deposito } from './deposito.js';

interface Colonna {
  readonly nome: string;
  /** Its type in PostgreSQL. */
  readonly tipo: string;
  readonly valori: (depositi: readonly Deposito[]) => Buffer;
}

const uuidOf = (nome: string, valore: (deposito: Deposito) => string): Colonna => ({
  nome,
  tipo: 'uuid',
  valori: (depositi) => uuids(depositi.map(valore)),
});
const textOf = (nome: string, valore: (deposito: Deposito) => string | undefined): Colonna => ({
  nome,
  tipo: 'text',
  valori: (depositi) => texts(depositi.map((deposito) => valore(deposito) ?? null)),
});
const numberOf = (nome: string, valore: (deposito: Deposito) => number): Colonna => ({
  nome,
  tipo: 'bigint',
  valori: (depositi) => bigints(depositi.map(valore)),
});
const bytesOf = (nome: string, valore: (deposito: Deposito) => Buffer | undefined): Colonna => ({
  nome,
  tipo: 'bytea',
  valori: (depositi) => buffers(depositi.map((deposito) => valore(deposito) ?? null)),
});

const COLONNE: readonly Colonna[] = [
  uuidOf('id', ({ id }) => id),
  uuidOf('ente_mittente', ({ enteMittente }) => enteMittente),
  uuidOf('depositante', ({ depositante }) => depositante),
  textOf('client_id', ({ clientId }) => clientId),
  textOf('delega', ({ delega }) => delega),
  textOf('tracciato', ({ tracciato }) => tracciato),
  textOf('canale', ({ canale }) => canale),
  numberOf('dimensione', ({ dimensione }) => dimensione),
  bytesOf('impronta', ({ improntaSha256 }) => improntaSha256),
  bytesOf('impronta_conservata', ({ riscritto }) => riscritto?.impronta),
  textOf('formato_ricevuto', ({ riscritto }) => riscritto?.formato),
  textOf('foglio_ricevuto', ({ riscritto }) => riscritto?.foglio),
  textOf('chiave_idempotenza', ({ chiaveIdempotenza }) => chiaveIdempotenza),
  bytesOf('chiave_custodia', ({ chiaveCustodia }) => chiaveCustodia),
  {
    nome: 'ricevuto_il',
    tipo: 'timestamptz',
    valori: (depositi) => instants(depositi.map(({ ricevutoIl }) => ricevutoIl)),
  },
  bytesOf('blocco', ({ bloccoUnico }) => bloccoUnico),
  uuidOf('ricevuta_id', ({ ricevuta }) => ricevuta.contenuto.id),
  numberOf('numero', ({ ricevuta }) => contatoreOf(ricevuta.contenuto.numero)),
  textOf('firma', ({ ricevuta }) => ricevuta.firma),
  bytesOf('foglia', ({ ricevuta }) => ricevuta.foglia),
];

/** Of a deposit that repeats another nothing is written. @param publish the INSERT of messages for the rows of `nuovo` */
const textWith = (publish: string): string => `
  WITH deposito AS (
    SELECT * FROM unnest(${COLONNE.map(({ tipo }, at) => `$${at + 1}::${tipo}[]`).join()}) d (${COLONNE.map(({ nome }) => nome).join()})
  ), nuovo AS (
    INSERT INTO invio (id, ente_mittente, depositante, client_id, delega, tracciato, canale, dimensione, impronta,
                       impronta_conservata, formato_ricevuto, foglio_ricevuto, chiave_idempotenza, chiave_custodia, ricevuto_il)
    SELECT id, ente_mittente, depositante, client_id, delega, tracciato, canale, dimensione, impronta,
           impronta_conservata, formato_ricevuto, foglio_ricevuto, chiave_idempotenza, chiave_custodia, ricevuto_il FROM deposito
    ON CONFLICT DO NOTHING RETURNING id
  ), custodito AS (
    INSERT INTO custodia (invio_id, indice, byte)
    SELECT id, 0, blocco FROM deposito JOIN nuovo USING (id) WHERE blocco IS NOT NULL
  ), ricevuto AS (
    INSERT INTO ricevuta (id, numero, invio_id, ente_mittente, depositante, firma, foglia, emessa_il)
    SELECT ricevuta_id, numero, id, ente_mittente, depositante, firma, foglia, ricevuto_il FROM deposito JOIN nuovo USING (id)
  ), accodato AS (
    INSERT INTO lavoro (invio_id, ente, genere, grande)
    SELECT id, ente_mittente, 'validazione', blocco IS NULL FROM deposito JOIN nuovo USING (id)
  ), detto AS (${publish})
  SELECT id FROM nuovo`;

/**
 * Invio, its only chunk, ricevuta, job and message, for all deposits in one statement. The message is in it, and does not follow it, because
 * who follows must look for the new invii: a plan made while their table is young reads all of it, commit after commit, while it grows.
 * @returns a statement whose rows are the ids of the deposits that made an invio
 */
export function insertDepositi(depositi: readonly Deposito[], publication: Publication): Statement {
  const publish = publication.insert({ parametersBefore: COLONNE.length, onlyOf: { table: 'nuovo', key: 'id' } });
  return {
    sql: { name: 'ingestion_insert_depositi', text: textWith(publish) },
    params: [...COLONNE.map(({ valori }) => valori(depositi)), ...publication.params],
  };
}
