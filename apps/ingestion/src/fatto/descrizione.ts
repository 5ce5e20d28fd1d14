import type { KeyRing } from '#libs/security';
import type { Fatto } from './fatto.js';
import type { FattoLetto } from './leggi-fatti.js';

/** Encrypts INPS's words: they may quote the record. */
export function sealDescrizione(keyRing: KeyRing, fatto: Fatto): Buffer | null {
  return fatto.descrizione === null ? null : keyRing.encrypt(Buffer.from(fatto.descrizione), placeOf(fatto));
}

/** INPS's words, for who may see the riga. @throws DecryptionFailed when they are not those of this row */
export function openDescrizione(keyRing: KeyRing, fatto: FattoLetto): string | null {
  return fatto.descrizione === null ? null : keyRing.decrypt(fatto.descrizione, placeOf(fatto)).toString('utf8');
}

/** Where a descrizione may be decrypted: nowhere but in its own row. */
function placeOf({ rigaId, tipo, flusso, il, codice }: Omit<Fatto, 'descrizione'>): string {
  return JSON.stringify(['fatto_riga', rigaId, tipo, flusso, il.toISOString(), codice]);
}
