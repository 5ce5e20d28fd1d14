import { descriviDovuto, descriviValori, postoXml } from '../modelli/parole-campo.js';
import { pianoOf } from '../piano/piano-of.js';
import { USI_DELLA_TESTA } from '../piano/lettore-piano.js';
import type { CampoPiano } from '../piano/piano.js';
import { escapeXml as esc } from '../scrittura/caratteri.js';
import type { Tracciato } from '../tracciato.js';
import { elencoValori, maiuscola } from './campi.js';

const FORME =
  '<p>Un documento si consegna in una di queste forme. Snodo la riconosce dal contenuto, non dal nome del file, e dà alla stessa riga lo ' +
  'stesso giudizio in ognuna.</p><dl>' +
  '<dt>XML</dt><dd>Quello dello schema ufficiale: elementi e attributi sono in <a href="#campi">Campi</a>.</dd>' +
  '<dt>CSV</dt><dd>Una riga di intestazione, poi un record per riga. Separatore <code>;</code>, <code>,</code> o tabulazione; UTF-8, ' +
  'UTF-16 o Windows-1252.</dd>' +
  '<dt>XLSX</dt><dd>Le stesse colonne in un foglio Excel. Se i fogli con un’intestazione sono più d’uno si leggono tutti, nell’ordine.</dd>' +
  '<dt>JSON</dt><dd>Un oggetto con le chiavi {testa}, facoltative, e <code>righe</code>, ' +
  'l’elenco dei record; oppure l’elenco da solo.</dd>' +
  '<dt>NDJSON</dt><dd>Un record per linea, senza altro.</dd></dl>' +
  '<p>Ognuna si può comprimere con gzip, o mettere in un archivio ZIP che non contenga altro.</p>\n';

/** Every form a document may have, and the layout of those that are ours: columns of tables and keys of JSON are the same names. */
export function sezioneForme(tracciato: Tracciato): string {
  const piano = pianoOf(tracciato);
  const proprie = piano.filter(({ esteso, inModello }) => esteso === undefined && inModello);
  const estese = piano.filter(({ esteso }) => esteso !== undefined);
  return (
    `<section id="forme"><h2>Forme</h2>\n${FORME.replace('{testa}', testaOf(estese))}` +
    `<section id="colonne"><h3>Colonne di CSV e XLSX, chiavi di JSON</h3>${PAROLE_COLONNE}${ripetizioni(piano)}${gruppi(piano)}` +
    `${tabella('Colonne che hanno un posto nel documento XML', proprie)}</section>\n` +
    `<section id="estensione"><h3>Estensione regionale</h3>${parolaEstensione(tracciato)}` +
    `${tabella('Colonne dell’estensione regionale', estese)}</section></section>\n`
  );
}

/** The keys that stand beside the righe of a JSON document, as a list in words. */
function testaOf(estese: readonly CampoPiano[]): string {
  const names = USI_DELLA_TESTA.filter((uso) => estese.some(({ esteso }) => esteso?.uso === uso));
  const shown = names.map((nome) => `<code>${nome}</code>`);
  return [shown.slice(0, -1).join(', '), shown.at(-1)].filter((part) => part !== '').join(' e ');
}

const PAROLE_COLONNE =
  '<p>L’ordine delle colonne non conta, e nemmeno maiuscole, accenti e punteggiatura dei nomi: anche il nome dell’attributo XML va bene. ' +
  'Le colonne che non servono possono mancare. Il <em>modello</em> le ha tutte.</p>';
const PAROLE_ESTENSIONE =
  '<p>Sono dati per la Regione e per chi invia: stanno solo nelle tabelle e in JSON, e non vanno mai a INPS. Il documento XML non li ha.</p>';
const PAROLE_FORNITURA =
  '<p>Dicono di chi è e che cosa è il documento, e la chiave di chi invia. In XML ente e fornitura stanno nell’intestazione; la chiave non ha un ' +
  'posto. Nulla di questo tracciato va a INPS.</p>';
const parolaEstensione = ({ trasmissione }: Tracciato): string =>
  trasmissione === undefined ? PAROLE_FORNITURA : PAROLE_ESTENSIONE;

function tabella(titolo: string, campi: readonly CampoPiano[]): string {
  const rows = campi.map(
    (campo) =>
      `<tr><th scope="row"><code>${esc(campo.nome)}</code></th><td>${esc(maiuscola(campo.descrizione))}</td>` +
      `<td>${esc(descriviDovuto(campo))}</td><td>${esc(descriviValori(campo))}${valoriDi(campo)}</td>` +
      `${campo.esteso === undefined ? `<td><code>${esc(postoXml(campo))}</code></td>` : ''}</tr>`,
  );
  const xml = campi[0]?.esteso === undefined ? '<th scope="col">In XML</th>' : '';
  return (
    `<table><caption>${titolo}</caption><thead><tr><th scope="col">Colonna</th><th scope="col">Significato</th>` +
    `<th scope="col">Obbligo</th><th scope="col">Che cosa si scrive</th>${xml}</tr></thead><tbody>${rows.join('')}</tbody></table>`
  );
}

function valoriDi({ tipo }: CampoPiano): string {
  return tipo.base === 'si_no' || tipo.elenco === undefined ? '' : elencoValori(tipo);
}

/** Columns that no model shows: those of the second occurrence of a group and of the following. */
function ripetizioni(piano: readonly CampoPiano[]): string {
  const hidden = piano.filter(({ inModello }) => !inModello);
  if (hidden.length === 0) return '';
  const last = new Map(hidden.map(({ nome }) => [nome.replace(/_[0-9]+$/, ''), nome]));
  const names = Array.from(last, ([nome, ultima]) => `da <code>${esc(nome)}_2</code> a <code>${esc(ultima)}</code>`);
  return `<p>Per gli elementi che si ripetono ci sono altre colonne, che il modello non mostra: ${names.join(', ')}.</p>`;
}

/** How JSON nests what tables keep side by side. */
function gruppi(piano: readonly CampoPiano[]): string {
  const paths = piano.flatMap(({ esteso, chiave }) => (esteso === undefined ? [chiave.split('.').slice(0, -1)] : []));
  const lists = new Set(paths.filter((path) => path.length === 2).map(([name]) => name!));
  const objects = new Set(paths.filter((path) => path.length === 1).map(([name]) => name!));
  const words = [
    ...[...lists].map((name) => `<code>${esc(name)}</code> è un elenco di oggetti`),
    ...[...objects].map((name) => `<code>${esc(name)}</code> è un oggetto, e le sue chiavi non ripetono il nome`),
    ...(piano.some(({ lista }) => lista) ? ['i campi con più valori sono elenchi'] : []),
  ];
  return words.length === 0 ? '' : `<p>In JSON ${words.join('; ')}.</p>`;
}
