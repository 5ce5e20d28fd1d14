import { escapeXml as esc } from '../scrittura/caratteri.js';
import type { Forza, Regola } from '../tracciato.js';
import { descriviEffetto } from './parole.js';

const FORZE: Readonly<Record<Forza, string>> = {
  legge: 'legge',
  specifica: 'specifica ufficiale',
  schema: 'schema ufficiale',
  prassi: 'prassi',
  dedotta: 'dedotta',
};

const PREMESSA =
  '<p>Alla consegna un errore respinge la riga, o l’invio intero se riguarda tutto il documento; un avviso non respinge. Le regole verso ' +
  'INPS non respingono mai: dicono che cosa Snodo sistema, o mette da parte, prima di trasmettere.</p>\n';

/** One section for each rule, with its code as anchor: a rilievo can point there. */
export function sezioniRegole(regole: readonly Regola[]): string {
  return PREMESSA + regole.map(sezione).join('');
}

function sezione({ codice, messaggio, rimedio, fonte, forza, colpa, ...regola }: Regola): string {
  return (
    `<section id="${esc(codice)}"><h3><code>${esc(codice)}</code>: ${descriviEffetto(regola)}</h3><p>${esc(messaggio)}</p>` +
    `<p>Rimedio: ${esc(rimedio)}</p><p>Fonte (${FORZE[forza]}): ${esc(fonte)}. ` +
    `Se ne occupa: ${colpa === 'mittente' ? 'chi invia' : 'chi gestisce Snodo'}.</p></section>\n`
  );
}
