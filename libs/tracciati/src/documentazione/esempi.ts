import type { RigaScritta } from '../piano/riga-scritta.js';
import { writeRighe } from '../piano/write-righe.js';
import { escapeXml as esc } from '../scrittura/caratteri.js';
import { writeFlusso } from '../scrittore.js';
import type { Tracciato } from '../tracciato.js';

/** The same riga in each form. XLSX has the columns of CSV. */
export function sezioneEsempi(tracciato: Tracciato): string {
  const riga = [rigaOf(tracciato)];
  const forme: [string, string, string][] = [
    ['xml', 'XML', indented(writeFlusso(tracciato, tracciato.esempio.testata, tracciato.esempio.contenuto))],
    ['csv', 'CSV, e le stesse colonne in XLSX', writeRighe(tracciato, 'csv', riga).replace('\uFEFF', '')],
    ['json', 'JSON', JSON.stringify(JSON.parse(writeRighe(tracciato, 'json', riga)), null, 2)],
    ['ndjson', 'NDJSON', writeRighe(tracciato, 'ndjson', riga)],
  ];
  const sections = forme.map(
    ([id, titolo, text]) =>
      `<section id="esempio-${id}"><h3>${titolo}</h3><pre><code>${escaped(text)}</code></pre></section>\n`,
  );
  return `<section id="esempi"><h2>Esempi</h2><p>${tracciato.nomenclatura === undefined ? 'La persona è inventata.' : 'Persona e prestazione sono inventate.'}</p>\n${sections.join('')}</section>\n`;
}

/** Righe of our own layout say for themselves what the heading of a document in XML says for all. */
function rigaOf({ esempio: { testata, contenuto } }: Tracciato): RigaScritta {
  const { tipoFornitura: tipo, fornituraAl: al, fornituraRighe: righe } = testata;
  const mittenza = { ente: testata.enteCodice, codiceFiscaleOperatore: testata.codiceFiscaleOperatore };
  const fornitura =
    tipo === undefined || al === undefined || righe === undefined ? {} : { fornitura: { tipo, al, righe } };
  return { contenuto, mittenza, idMittente: '2026-000123', ...fornitura };
}

/** Line ends stay line ends: inside `pre` they are seen. */
function escaped(text: string): string {
  return text.trimEnd().split(/\r?\n/).map(esc).join('\n');
}

/** A written document with one tag a line. Its attributes hold no `>`: the writer escapes it. */
function indented(xml: string): string {
  let depth = 0;
  return xml.trimEnd().replace(/\n?<(\/?)[^>]*?(\/?)>/g, (tag, closing: string, empty: string, at: number) => {
    if (closing !== '') depth--;
    const line =
      at === 0 || (closing !== '' && !xml.slice(0, at).endsWith('>'))
        ? tag
        : `\n${'  '.repeat(depth)}${tag.trimStart()}`;
    if (closing === '' && empty === '' && !tag.startsWith('<?')) depth++;
    return line;
  });
}
