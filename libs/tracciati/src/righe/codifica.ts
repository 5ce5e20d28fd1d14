import type { Codifica, ContestoRegole } from '../contesto.js';

export const SCONOSCIUTA: Codifica = { esito: 'sconosciuta' };

/** What the code of a riga is for INPS, on its event date. */
export function codificaOf(
  { nomenclatura, codifica, oggi }: ContestoRegole,
  codice: string | undefined,
  dataEvento: string,
): Codifica {
  if (codice === undefined) return SCONOSCIUTA;
  const giorno = dataEvento === '' ? oggi : dataEvento;
  if (codifica !== undefined) return codifica(codice, giorno);
  return nomenclatura.voceInVigore(codice, giorno) === undefined
    ? SCONOSCIUTA
    : { esito: 'tradotta', codice, versioni: [nomenclatura.versione] };
}

/** The record with INPS's code in it: the very same one where the sender wrote that, or where it is not known. */
export function contenutoTradotto(
  contenuto: Readonly<Record<string, unknown>>,
  campo: string,
  codifica: Codifica,
): Readonly<Record<string, unknown>> {
  if (codifica.esito !== 'tradotta' || codifica.codice === contenuto[campo]) return contenuto;
  return { ...contenuto, [campo]: codifica.codice };
}
