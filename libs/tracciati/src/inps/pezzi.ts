import type { Attributo, Tipo } from '../tracciato.js';

// The pieces that INPS's tracciati are declared with.

/** A coded type: values and labels in the order of the official schema. */
export const elenco = (nome: string, voci: Readonly<Record<string, string>>): Tipo => ({
  nome,
  base: 'testo',
  elenco: Object.entries(voci).map(([valore, etichetta]) => ({ valore, etichetta })),
});
export const testo = (lunghezzaMin: number, lunghezzaMax: number): Tipo => ({
  base: 'testo',
  lunghezzaMin,
  lunghezzaMax,
});
export const anno: Tipo = { base: 'testo', modello: '([0-9]{4})' };
export const cifre = (quante: number): Tipo => ({ base: 'testo', modello: `([0-9]{${quante}})`, zeri: true });
export const codiceFiscale: Tipo = {
  base: 'testo',
  modello: '([A-Za-z]{6}\\d{2}[A-Za-z]\\d{2}[A-Za-z][A-Za-z0-9]{3}[A-Za-z])|(\\d{11} {0,5})',
  forma: 'identificativo',
};

type Altro = Partial<Pick<Attributo, 'chiave' | 'obbligo' | 'predefinito' | 'regola'>>;
export const obbligatorio = (nome: string, tipo: Tipo, descrizione: string, altro: Altro = {}): Attributo => ({
  nome,
  tipo,
  obbligatorio: true,
  descrizione,
  ...altro,
});
export const facoltativo = (nome: string, tipo: Tipo, descrizione: string, altro: Altro = {}): Attributo => ({
  ...obbligatorio(nome, tipo, descrizione, altro),
  obbligatorio: false,
});

export const siNo = { '1': 'SI', '2': 'NO' };
