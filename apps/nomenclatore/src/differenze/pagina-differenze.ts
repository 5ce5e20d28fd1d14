import {
  type CampoCambiato,
  type Confronto,
  type Differenza,
  TIPI_DIFFERENZA,
  type TipoDifferenza,
} from './differenze.js';
import { type Markup, markup } from './markup.js';
import type { VoceConfrontata } from './voce-confrontata.js';

/** A version as the page presents it. */
export interface VersionePresentata {
  readonly versione: string;
  readonly denominazione: string;
  readonly stato: string;
  readonly dal: string;
  readonly al: string | null;
  readonly fonte: string;
}

/** What a page of differences tells of. */
export interface DifferenzePresentate extends Confronto {
  readonly sistema: string;
  /** Null for the first version of a system. */
  readonly da: VersionePresentata | null;
  readonly a: VersionePresentata;
}

const PAROLE: Readonly<Record<TipoDifferenza, readonly [titolo: string, spiegazione: string]>> = {
  divisa: ['Divise', 'una voce è diventata più voci: chi usava il codice di prima deve scegliere tra quelli nuovi'],
  unita: ['Unite', 'più voci sono diventate una sola'],
  ricomposta: ['Ricomposte', 'più voci sono diventate più voci diverse: va deciso caso per caso'],
  ricodificata: ['Ricodificate', 'la stessa voce ha un altro codice'],
  tolta: ['Tolte', 'la voce non c’è più e nessun’altra ne prende il posto'],
  aggiunta: ['Aggiunte', 'la voce prima non c’era'],
  rinominata: ['Rinominate', 'stesso codice, altra denominazione'],
  spostata: ['Spostate', 'stesso codice, sotto un’altra voce'],
  variata: ['Variate', 'stesso codice, altra descrizione o altre caratteristiche'],
};

// No colours that carry meaning and no width that a sheet of paper lacks: the page is printed and handed round.
const STYLE =
  'body{font-family:sans-serif;line-height:1.5;max-width:64rem;margin:2rem auto;padding:0 1rem}' +
  'table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}caption{text-align:left}' +
  'th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}' +
  'th{background:#eee}ul{margin:0;padding-left:1.2rem}dt{font-weight:bold}code{white-space:nowrap}' +
  '@media print{body{margin:0;max-width:none}nav{display:none}tr{break-inside:avoid}h2{break-after:avoid}}';

/** The differences for who reads them: one page, whole by itself, without scripts. */
export function paginaDifferenze(presentate: DifferenzePresentate): string {
  const { sistema, da, a, differenze, invariate } = presentate;
  const title =
    da === null ? `${sistema}, versione ${a.versione}` : `${sistema}: dalla versione ${da.versione} alla ${a.versione}`;
  const found = TIPI_DIFFERENZA.map((tipo) => [tipo, differenze.filter((one) => one.tipo === tipo)] as const).filter(
    ([, those]) => those.length > 0,
  );
  const index = found.map(
    ([tipo, those]) => markup`<li><a href="#${tipo}">${PAROLE[tipo][0]}</a>: ${those.length}</li>`,
  );
  const head = markup`<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Snodo</title><style>${STYLE}</style></head>`;
  const header = markup`<header><h1>${title}</h1>
<dl>${da === null ? [] : versioneIn('Prima', da)}${versioneIn('Dopo', a)}</dl></header>`;
  const page = markup`<html lang="it">${head}
<body>${header}
<main><p>${riassunto(presentate)}</p>
${index.length === 0 ? [] : markup`<nav aria-label="Indice"><ul>${index}</ul></nav>\n`}
${found.map(([tipo, those]) => sezione(tipo, those))}
<p>Voci senza differenze: ${invariate.length}.</p></main></body></html>`;
  return `<!doctype html>\n${page.text}\n`;
}

function versioneIn(parola: string, versione: VersionePresentata): Markup {
  const { denominazione, stato, dal, al, fonte } = versione;
  const validita = al === null ? `dal ${dal}` : `dal ${dal} al ${al}`;
  return markup`<dt>${parola}</dt>
<dd>${denominazione}, versione ${versione.versione}, ${stato}, ${validita}. Fonte: ${fonte}</dd>`;
}

function riassunto({ da, differenze }: DifferenzePresentate): string {
  if (da === null) return 'È la prima versione: tutte le sue voci sono nuove.';
  if (differenze.length === 0) return 'Tra le due versioni non ci sono differenze.';
  return differenze.length === 1 ? 'C’è una differenza.' : `Ci sono ${differenze.length} differenze.`;
}

function sezione(tipo: TipoDifferenza, differenze: readonly Differenza[]): Markup {
  const [titolo, spiegazione] = PAROLE[tipo];
  const isOneSided = tipo === 'tolta' || tipo === 'aggiunta';
  const columns = isOneSided ? ['Voce', 'Sotto'] : ['Prima', 'Dopo', 'Che cosa cambia'];
  return markup`<section aria-labelledby="${tipo}"><h2 id="${tipo}">${titolo} (${differenze.length})</h2>
<table><caption>${spiegazione}</caption>
<thead><tr>${columns.map((column) => markup`<th scope="col">${column}</th>`)}</tr></thead><tbody>
${differenze.map(isOneSided ? rigaVoce : rigaCambio)}</tbody></table></section>\n`;
}

function rigaVoce({ prima, dopo }: Differenza): Markup {
  const voce = dopo[0] ?? prima[0]!;
  return markup`<tr><td>${voceIn(voce)}</td><td>${voce.padre ?? ''}</td></tr>\n`;
}

function rigaCambio({ prima, dopo, campi }: Differenza): Markup {
  return markup`<tr><td>${vociIn(prima)}</td><td>${vociIn(dopo)}</td><td>${campiIn(campi)}</td></tr>\n`;
}

function voceIn({ codice, denominazione }: VoceConfrontata): Markup {
  return markup`<code>${codice}</code> ${denominazione}`;
}

function vociIn(voci: readonly VoceConfrontata[]): Markup {
  if (voci.length === 1) return voceIn(voci[0]!);
  return markup`<ul>${voci.map((voce) => markup`<li>${voceIn(voce)}</li>`)}</ul>`;
}

function campiIn(campi: readonly CampoCambiato[]): Markup | string {
  if (campi.length === 0) return 'il codice';
  const changes = campi.map(
    ({ campo, prima, dopo }) => markup`<li>${campo}: prima ${valoreIn(prima)}, dopo ${valoreIn(dopo)}</li>`,
  );
  return markup`<ul>${changes}</ul>`;
}

function valoreIn(valore: unknown): string {
  if (valore === null || valore === undefined || valore === '') return 'niente';
  if (typeof valore === 'boolean') return valore ? 'sì' : 'no';
  return `«${typeof valore === 'string' ? valore : JSON.stringify(valore)}»`;
}
