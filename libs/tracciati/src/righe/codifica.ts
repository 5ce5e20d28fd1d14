import type { Codifica, ContestoRegole } from '../contesto.js';
import type { Tracciato } from '../tracciato.js';

export const SCONOSCIUTA: Codifica = { esito: 'sconosciuta' };

/** What the code of a riga is for INPS, on its event date. A riga without a code of its own has nothing to be translated. */
export function codificaOf(
  { nomenclatura, codifica, oggi }: ContestoRegole,
  { chiave: { codicePrestazione } }: Tracciato,
  contenuto: Readonly<Record<string, unknown>>,
  dataEvento: string,
  ente?: string,
): Codifica {
  if (codicePrestazione === undefined) return { esito: 'tradotta', codice: '', versioni: [nomenclatura.versione] };
  const codice = contenuto[codicePrestazione] as string | undefined;
  if (codice === undefined) return SCONOSCIUTA;
  const giorno = dataEvento === '' ? oggi : dataEvento;
  if (codifica !== undefined) return codifica(codice, giorno, ente);
  return nomenclatura.voceInVigore(codice, giorno) === undefined
    ? SCONOSCIUTA
    : { esito: 'tradotta', codice, versioni: [nomenclatura.versione] };
}

/** The record with INPS's code in it: the very same one where the sender wrote that, or where it is not known. */
export function contenutoTradotto(
  contenuto: Readonly<Record<string, unknown>>,
  { chiave: { codicePrestazione } }: Tracciato,
  codifica: Codifica,
): Readonly<Record<string, unknown>> {
  if (codicePrestazione === undefined || codifica.esito !== 'tradotta') return contenuto;
  if (codifica.codice === contenuto[codicePrestazione]) return contenuto;
  return { ...contenuto, [codicePrestazione]: codifica.codice };
}
