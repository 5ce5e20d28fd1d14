import { nomeTracciato } from './catalogo.js';
import { sezioniCampi } from './documentazione/campi.js';
import { sezioneCodici } from './documentazione/codici.js';
import { sezioneDifferenze } from './documentazione/differenze.js';
import { sezioneEsempi } from './documentazione/esempi.js';
import { sezioneForme } from './documentazione/forme.js';
import { sezioniRegole } from './documentazione/regole.js';
import { escapeXml as esc } from './scrittura/caratteri.js';
import type { Regola, Tracciato } from './tracciato.js';

const STYLE =
  'body{font-family:sans-serif;line-height:1.5;max-width:60rem;margin:2rem auto;padding:0 1rem}' +
  'section section{border-top:1px solid #ccc}table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold}' +
  'th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}' +
  'pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f4f4;padding:1rem}td ul{margin:.3rem 0;padding-left:1.2rem}' +
  ':target{background:#fff3cd}';

/**
 * The tracciato for who has to write it: one HTML page, whole by itself (no scripts, nothing fetched).
 * @param regole those it is judged by, in the order in which they are to be read
 * @param precedente the version whose place it takes: what differs is told
 */
export function documentazioneOf(tracciato: Tracciato, regole: readonly Regola[], precedente?: Tracciato): string {
  const name = esc(nomeTracciato(tracciato));
  return (
    `<!doctype html>\n<html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${name} · Snodo</title><style>${STYLE}</style></head>\n<body>${intestazione(tracciato, precedente)}<main>\n` +
    (precedente === undefined ? '' : sezioneDifferenze(precedente, tracciato)) +
    sezioneForme(tracciato) +
    `<section id="campi"><h2>Campi</h2>\n${sezioniCampi(tracciato.radice)}</section>\n` +
    sezioneCodici(tracciato) +
    `<section id="regole"><h2>Regole</h2>\n${sezioniRegole(regole)}</section>\n` +
    `${sezioneEsempi(tracciato)}</main></body></html>\n`
  );
}

function intestazione(tracciato: Tracciato, precedente: Tracciato | undefined): string {
  const { titolo, descrizione, fonte, validita, spazioNomi, nomenclatura } = tracciato;
  const facts: [string, string][] = [
    ['Codice', tracciato.codice],
    ['Versione', tracciato.versione],
    ['Validità', validita.al === null ? `dal ${validita.dal}` : `dal ${validita.dal} al ${validita.al}`],
    [
      'Pubblicazione',
      `${tracciato.pubblicato}, con un preavviso di almeno ${tracciato.preavvisoGiorni} giorni se sostituisce un’altra versione`,
    ],
    ['Fonte', fonte],
    ['Spazio dei nomi', spazioNomi],
    ...(nomenclatura === undefined ? [] : [['Nomenclatura delle prestazioni', nomenclatura] as [string, string]]),
  ];
  const sections = [
    ...(precedente === undefined ? [] : ['differenze']),
    'forme',
    'campi',
    ...(nomenclatura === undefined ? [] : ['codici']),
    'regole',
    'esempi',
  ].map((id) => `<li><a href="#${id}">${id}</a></li>`);
  return (
    `<header><h1>${esc(titolo)}</h1><p>${esc(descrizione)}</p>` +
    `<dl>${facts.map(([term, fact]) => `<dt>${term}</dt><dd>${esc(fact)}</dd>`).join('')}</dl>` +
    `<nav aria-label="Indice"><ul>${sections.join('')}</ul></nav></header>`
  );
}
