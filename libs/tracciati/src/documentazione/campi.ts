import { escapeXml as esc } from '../scrittura/caratteri.js';
import type { Attributo, Elemento, Figlio, Tipo } from '../tracciato.js';
import { descriviObbligo, descriviQuante, descriviTipo } from './parole.js';

/** Every element in the order in which a document writes them, each with its attributes. */
export function sezioniCampi(elemento: Elemento, dentro: readonly string[] = [], quante?: Figlio): string {
  const { nome, descrizione, attributi = [], figli = [], testo } = elemento;
  const path = [...dentro, nome];
  const where =
    quante === undefined
      ? 'Radice del documento.'
      : `Dentro <code>${esc(dentro.at(-1)!)}</code>, ${descriviQuante(quante)}.`;
  return (
    `<section id="${esc(path.join('.'))}"><h3><code>${esc(path.join(' / '))}</code></h3>` +
    `<p>${esc(maiuscola(descrizione))}. ${where}${contenutoDi(elemento)}</p>` +
    (testo?.elenco === undefined ? '' : elencoValori(testo)) +
    `${attributi.length === 0 ? '' : tabella(elemento, attributi)}</section>\n` +
    figli.map((figlio) => sezioniCampi(figlio.elemento, path, figlio)).join('')
  );
}

function contenutoDi({ figli = [], testo }: Elemento): string {
  if (testo !== undefined) return ` Contiene ${esc(descriviTipo(testo))}${testo.elenco === undefined ? '.' : ':'}`;
  if (figli.length === 0) return '';
  const names = figli.map(({ elemento }) => `<code>${esc(elemento.nome)}</code>`);
  return ` Contiene, nell’ordine: ${names.join(', ')}.`;
}

function tabella({ nome }: Elemento, attributi: readonly Attributo[]): string {
  const rows = attributi.map(
    (attributo) =>
      `<tr><th scope="row"><code>${esc(attributo.nome)}</code></th><td>${esc(maiuscola(attributo.descrizione))}</td>` +
      `<td>${esc(descriviObbligo(attributo))}</td>` +
      `<td>${esc(descriviTipo(attributo.tipo))}${attributo.tipo.elenco === undefined ? '' : elencoValori(attributo.tipo)}</td></tr>`,
  );
  return (
    `<table><caption>Attributi di ${esc(nome)}</caption><thead><tr><th scope="col">Attributo</th><th scope="col">Significato</th>` +
    `<th scope="col">Obbligo</th><th scope="col">Valori ammessi</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
  );
}

export function elencoValori({ elenco = [] }: Tipo): string {
  return `<ul>${elenco.map(({ valore, etichetta }) => `<li><code>${esc(valore)}</code> ${esc(etichetta)}</li>`).join('')}</ul>`;
}

export function maiuscola(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
