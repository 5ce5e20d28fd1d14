import type { Attributo, Figlio, Regola, Tipo } from '../tracciato.js';

const DIGITS = /^\(?\[0-9\]\{([0-9]+)\}\)?$/;

/** What a value must look like, for who writes it. */
export function descriviTipo(tipo: Tipo): string {
  const { elenco, base, modello, minimo, massimo } = tipo;
  if (elenco !== undefined) return 'uno dei valori';
  if (base === 'data') return 'data AAAA-MM-GG';
  if (base === 'decimale') return tipo.forma === 'minuti' ? 'ore e minuti HH.MM' : 'euro, con il punto decimale';
  if (base === 'intero') return `intero da ${minimo ?? '…'} a ${massimo ?? '…'}`;
  if (tipo.forma === 'mese') return 'mese MM/AAAA';
  const digits = modello === undefined ? undefined : DIGITS.exec(modello)?.[1];
  if (digits !== undefined) return `${digits} cifre`;
  if (modello !== undefined) return `testo della forma ${modello}`;
  return `testo ${lunghezza(tipo)} caratteri`;
}

function lunghezza({ lunghezzaMin: min = 0, lunghezzaMax: max }: Tipo): string {
  if (max === undefined) return `di almeno ${min}`;
  if (min === max) return `di ${min}`;
  return min === 0 ? `fino a ${max}` : `da ${min} a ${max}`;
}

export function descriviObbligo({ obbligatorio, obbligo, predefinito }: Attributo): string {
  if (obbligatorio) return 'obbligatorio';
  if (obbligo !== undefined) return `facoltativo per lo schema, dovuto: ${obbligo}`;
  return predefinito === undefined ? 'facoltativo' : `facoltativo: se manca vale ${predefinito}`;
}

export function descriviQuante({ min, max }: Pick<Figlio, 'min' | 'max'>): string {
  if (min === max) return min === 1 ? 'una volta' : `${min} volte`;
  if (min === 0)
    return max === 1 ? 'facoltativo' : max === Infinity ? 'quante volte serve, o nessuna' : `fino a ${max} volte`;
  return max === Infinity ? `${min === 1 ? 'una' : min} o più volte` : `da ${min} a ${max} volte`;
}

/** What a rule does, and where. */
export function descriviEffetto({ stadio, gravita }: Pick<Regola, 'stadio' | 'gravita'>): string {
  return stadio === 'flusso' ? `${gravita} verso INPS` : `${gravita} alla consegna`;
}
