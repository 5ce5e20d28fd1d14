import { descriviTipo } from '../documentazione/parole.js';
import type { CampoPiano } from '../piano/piano.js';

/** When a column is to be filled in, for who fills it in. */
export function descriviDovuto({ obbligatorio, obbligo, attributo }: CampoPiano): string {
  if (obbligatorio) return 'obbligatorio';
  if (obbligo !== undefined) return descriviObbligo(obbligo);
  return attributo?.predefinito === undefined ? 'facoltativo' : `facoltativo: se manca vale ${attributo.predefinito}`;
}

/** What is always asked is mandatory to who fills it in, whoever asks it; what never is, is not due. */
function descriviObbligo(obbligo: string): string {
  const [, quando, altro] = /^(sempre|mai)(|;.*)$/.exec(obbligo) ?? [];
  if (quando === undefined) return `dovuto: ${obbligo}`;
  return `${quando === 'sempre' ? 'obbligatorio' : 'facoltativo'}${altro}`;
}

/** What is written in a cell. A table takes what an Italian hand writes; XML wants the one form of the schema. */
export function descriviValori({ tipo, lista }: CampoPiano): string {
  const uno = descriviCella(tipo);
  return lista ? `${uno}; più valori si dividono con |` : uno;
}

function descriviCella(tipo: CampoPiano['tipo']): string {
  if (tipo.base === 'si_no') return 'sì o no';
  if (tipo.elenco !== undefined) return 'uno dei valori: il codice, l’etichetta, o tutti e due come nell’elenco';
  if (tipo.base === 'data') return 'data, GG/MM/AAAA o AAAA-MM-GG';
  if (tipo.base === 'decimale' && tipo.forma !== 'minuti') return 'euro, con la virgola o il punto decimale';
  const words = descriviTipo(tipo);
  // A pattern tells a person nothing: the meaning of the column does.
  return tipo.modello !== undefined && words.includes(tipo.modello) ? 'testo' : words;
}

/** Where the same thing stands in XML. */
export function postoXml({ elemento, attributo }: CampoPiano): string {
  if (elemento === undefined) return 'estensione regionale: solo tabelle e JSON, mai inviata a INPS';
  return attributo === undefined ? elemento.nome : `${elemento.nome}/@${attributo.nome}`;
}
