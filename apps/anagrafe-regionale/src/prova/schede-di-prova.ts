import { BlindIndex } from '#libs/security';
import { type Beneficiario, beneficiarioOf } from '../persona/beneficiario.js';
import type { Scheda } from '../persona/dati-persona.js';
import { Riferimento } from '../persona/riferimento.js';
import { type Tizio, rigaDi } from './righe-di-prova.js';
import { schedaOf } from '../collegamento/riga-letta.js';

export const RIFERIMENTO = new Riferimento(BlindIndex.fromSetting(Buffer.alloc(32, 7).toString('base64')));

/** The scheda that a record of this person makes. */
export function schedaDi(
  chi: Tizio,
  record: string,
  { revisione = 1, accettataIl = '2026-03-01T08:00:00.000Z' }: { revisione?: number; accettataIl?: string } = {},
): Scheda {
  const riga = rigaDi(chi, { record, revisione });
  return schedaOf(riga, accettataIl, beneficiarioOf(riga.contenuto) as Beneficiario, RIFERIMENTO);
}
