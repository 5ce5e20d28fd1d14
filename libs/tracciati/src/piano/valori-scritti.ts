import { scritturaDi } from '../scrittura/valori.js';
import type { CampoPiano } from './piano.js';
import type { RigaScritta } from './riga-scritta.js';

/** The value of a field in the record, or beside it. */
export function valoreDi({ chiave, esteso }: CampoPiano, riga: RigaScritta): unknown {
  switch (esteso?.uso) {
    case 'id_mittente':
      return riga.idMittente;
    case 'ente_erogatore':
      return riga.mittenza?.ente;
    case 'cf_operatore':
      return riga.mittenza?.codiceFiscaleOperatore;
    case 'provvisoria':
      return riga.provvisoria;
    case 'fornitura':
      return riga.fornitura?.tipo;
    case 'data_fornitura':
      return riga.fornitura?.al;
    case 'righe_fornitura':
      return riga.fornitura?.righe;
    // The record has one code, as it was read of the two; and never who a pseudonym stands for.
    case 'codice_locale':
    case 'codice_fiscale':
      return undefined;
    default:
  }
  let value: unknown = riga.contenuto;
  for (const part of chiave.split('.')) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[part];
  return value ?? undefined;
}

/** A single value as XML would write it, and yes for what is so. */
export function testoDi({ tipo }: CampoPiano, value: unknown): string | undefined {
  if (tipo.base === 'si_no') return value === true ? 'sì' : undefined;
  return scritturaDi(tipo, value);
}

/** The items of a list; of another field its one value, or none. */
export function voci(campo: CampoPiano, value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return campo.lista ? (value as readonly unknown[]) : [value];
}
