import type { Contenuto, Testata } from './lettura.js';
import { chiaveDi } from './schema/compilato.js';
import { escapeXml } from './scrittura/caratteri.js';
import { scritturaDi } from './scrittura/valori.js';
import type { Attributo, Elemento, Figlio, Tracciato } from './tracciato.js';

/**
 * One document with one soggetto and one riga: XML 1.0 text, to be sent as UTF-8. Valid by the official schema when `contenuto` came
 * from `flussiOf` and `motivoNonTrasmissibile` had nothing to say; equal arguments give equal text.
 */
export function writeFlusso(tracciato: Tracciato, testata: Testata, contenuto: Contenuto): string {
  const record = { ...contenuto, ...testata };
  const { radice, spazioNomi } = tracciato;
  const xmlns = ` xmlns="${escapeXml(spazioNomi)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${scriviElemento(radice, record, xmlns)}\n`;
}

function scriviElemento(elemento: Elemento, record: Contenuto, attributi = ''): string {
  let tag = `<${elemento.nome}${attributi}`;
  for (const attributo of elemento.attributi ?? []) tag += scriviAttributo(attributo, record[chiaveDi(attributo)]);
  const inside = (elemento.figli ?? []).map((figlio) => scriviFiglio(figlio, record)).join('');
  return inside === '' ? `${tag}/>` : `${tag}>${inside}</${elemento.nome}>`;
}

function scriviAttributo({ nome, tipo, obbligatorio, predefinito }: Attributo, valore: unknown): string {
  const text = scritturaDi(tipo, valore ?? predefinito);
  // A heading says '' for what it does not know: left out where the schema lets it be missing and not empty.
  if (text === undefined || (text === '' && !obbligatorio && (tipo.lunghezzaMin ?? 0) > 0)) return '';
  return ` ${nome}="${escapeXml(text)}"`;
}

function scriviFiglio({ elemento, min }: Figlio, record: Contenuto): string {
  const { chiave, lista, testo, nome } = elemento;
  if (chiave === undefined) return min > 0 || saysSomething(elemento, record) ? scriviElemento(elemento, record) : '';
  const value = record[chiave];
  if (value === undefined || value === null) return '';
  const items = lista === true ? (value as readonly unknown[]) : [value];
  return items
    .map((item) =>
      testo === undefined
        ? scriviElemento(elemento, item as Contenuto)
        : `<${nome}>${escapeXml(scritturaDi(testo, item) ?? '')}</${nome}>`,
    )
    .join('');
}

/** An element that only gathers others is written for what is in it. */
function saysSomething({ attributi = [], figli = [] }: Elemento, record: Contenuto): boolean {
  if (attributi.some((attributo) => given(record[chiaveDi(attributo)]))) return true;
  return figli.some(({ elemento }) =>
    elemento.chiave === undefined ? saysSomething(elemento, record) : given(record[elemento.chiave]),
  );
}

function given(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}
