import type { AttributoCompilato } from '../schema/compilato.js';
import type { Ambito } from './ambito.js';

// How the value of an attribute enters the record, whatever the document it was written in.

/** A broken text is kept as it came (the sender must see it); a broken number or day has no canonical form. */
export function accoglieGuasto(
  ambito: Ambito,
  { chiave, dichiarato, conversione }: AttributoCompilato,
  valore: string,
  record: Record<string, unknown>,
  percorso: string,
): void {
  ambito.segnaGuasto(`${percorso}${chiave}`);
  if (dichiarato.tipo.base === 'testo') record[chiave] = conversione.canonico(valore);
}

/** @param valore has passed its check */
export function accoglie(
  ambito: Ambito,
  { chiave, conversione, eTesto }: AttributoCompilato,
  valore: string,
  record: Record<string, unknown>,
): void {
  if (eTesto) {
    record[chiave] = valore;
    return;
  }
  const canonico = conversione.canonico(valore);
  if (canonico === undefined) ambito.segnaFuoriScala(chiave);
  else record[chiave] = canonico;
  if (conversione.arrotonda(valore)) ambito.segnaArrotondato(chiave);
}
