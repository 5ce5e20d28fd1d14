import { ingestionProblem } from './ingestion.errors.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The place where a page ended: an id, and a number inside it where one id has several items. */
export interface Posto {
  readonly id: string;
  readonly indice: number;
}

/** Turns a place into a word that callers give back untouched. */
export function cursorOf({ id, indice }: Posto): string {
  return Buffer.from(`${id}/${indice}`).toString('base64url');
}

/** @throws Problem parametro_non_valido for what is not a cursor of ours */
export function placeOf(cursor: string): Posto {
  const [id = '', indice = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split('/');
  if (!UUID.test(id) || !/^\d{1,5}$/.test(indice)) {
    throw ingestionProblem('parametro_non_valido', 'Il parametro cursor va ripreso tale e quale da next_cursor.');
  }
  return { id, indice: Number(indice) };
}
