import { describe, expect, it } from '@jest/globals';
import { TRACCIATI, nomeTracciato, regoleDi } from './catalogo.js';
import { documentazioneOf } from './documentazione.js';
import { readDocumento } from './documenti/read-documento.js';
import { sorgenteOf } from './documenti/sorgente.js';
import type { RigaLetta } from './lettura.js';
import { LIMITI_PREDEFINITI } from './limiti.js';
import { CONTESTO_DI_PROVA } from './prova/contesto.js';
import { pianoOf } from './piano/piano-of.js';
import { chiaveDi } from './schema/compilato.js';
import { writeFlusso } from './scrittore.js';
import type { Elemento, Tracciato } from './tracciato.js';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const count = (text: string, part: string): number => text.split(part).length - 1;

function* elementi(elemento: Elemento, path: string[] = []): Generator<[string, Elemento]> {
  const own = [...path, elemento.nome];
  yield [own.join('.'), elemento];
  for (const figlio of elemento.figli ?? []) yield* elementi(figlio.elemento, own);
}

describe.each(TRACCIATI.map((tracciato) => [nomeTracciato(tracciato), tracciato] as const))(
  'The documentation of %s',
  (nome, tracciato) => {
    const regole = regoleDi(tracciato);
    const html = documentazioneOf(tracciato, regole);
    const all = [...elementi(tracciato.radice)];
    const colonne = pianoOf(tracciato).filter(({ inModello }) => inModello);

    it('names every element once, in the order of the document, and every attribute with its meaning', () => {
      const places = all.map(([path]) => html.indexOf(`<section id="${path}">`));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      const attributi = all.flatMap(([, elemento]) => elemento.attributi ?? []);
      expect(count(html, '<th scope="row">')).toBe(attributi.length + colonne.length);
      for (const { nome: name, descrizione } of attributi) {
        expect(html).toContain(`<th scope="row"><code>${name}</code></th>`);
        expect(html).toContain(escaped(descrizione.slice(1)));
      }
    });

    it('gives every admitted value with its label', () => {
      const voci = all.flatMap(([, { attributi = [], testo }]) =>
        [...attributi.map(({ tipo }) => tipo), testo].flatMap((tipo) => tipo?.elenco ?? []),
      );
      expect(voci.length).toBeGreaterThan(10);
      for (const { valore, etichetta } of voci)
        expect(html).toContain(`<li><code>${valore}</code> ${escaped(etichetta)}</li>`);
    });

    it('says when a field is due, also where the schema does not ask for it', () => {
      const due = all.flatMap(([, { attributi = [] }]) => attributi.flatMap(({ obbligo }) => obbligo ?? []));
      for (const obbligo of due) expect(html).toContain(`facoltativo per lo schema, dovuto: ${escaped(obbligo)}`);
      expect(html).toContain('<td>obbligatorio</td>');
    });

    it('speaks of columns where it explains columns', () => {
      const section = html.slice(html.indexOf('<section id="colonne">'), html.indexOf('<section id="estensione">'));
      const dovuti = section.match(/dovuto: [^<]*/g)!;
      expect(dovuti.length).toBeGreaterThan(3);
      for (const dovuto of dovuti) expect(dovuto).not.toMatch(/[a-z][A-Z]|sempre/);
    });

    it('says where a code is written, that a local one may be, and how one of several is chosen', () => {
      const section = html.slice(html.indexOf('<section id="codici">'));
      const own = section.slice(0, section.indexOf('</section>'));
      const { nomenclatura, chiave: { codicePrestazione: chiave } } = tracciato;
      if (nomenclatura === undefined) {
        expect(html).not.toContain('<section id="codici">');
        return;
      }
      if (chiave === undefined) {
        expect(own).toContain('i codici della nomenclatura locale non si traducono');
        expect(own).not.toContain('LOCALE/SCELTO');
        return;
      }
      const [[, elemento]] = all.filter(([, { attributi = [] }]) => attributi.some((one) => chiaveDi(one) === chiave)) as [[string, Elemento]];
      const { nome: campo } = elemento.attributi!.find((one) => chiaveDi(one) === chiave)!;
      expect(own).toContain(`<code>${elemento.nome}/@${campo}</code>`);
      for (const text of ['nomenclatura locale', '<code>LOCALE/SCELTO</code>', 'in attesa di codifica', nomenclatura]) expect(own).toContain(text);
    });

    it('gives every rule with what it does, its remedy and its source', () => {
      for (const { codice, messaggio, rimedio, fonte, stadio, gravita } of regole) {
        const section = html.slice(html.indexOf(`<section id="${codice}">`));
        const own = section.slice(0, section.indexOf('</section>'));
        for (const text of [messaggio, rimedio, fonte]) expect(own).toContain(escaped(text));
        expect(own).toContain(`: ${gravita} ${stadio === 'flusso' ? 'verso INPS' : 'alla consegna'}</h3>`);
      }
    });

    it('shows the same riga in every form, about which no rule has anything to say', async () => {
      const { testata, contenuto } = tracciato.esempio;
      const shown = (id: string): string => unescaped(new RegExp(`<section id="esempio-${id}"><h3>[^<]*</h3><pre><code>([^<]*)<`).exec(html)![1]!);
      const flat = (xml: string): string => xml.replace(/>\s+</g, '><').trimEnd();
      expect(flat(shown('xml'))).toBe(flat(writeFlusso(tracciato, testata, contenuto)));
      expect(shown('xml')).toMatch(/\n  <[A-Z][A-Za-z]+ [\s\S]*\n {4,}<[A-Z]/);
      for (const [id, formato] of [['xml', 'xml'], ['csv', 'csv'], ['json', 'json'], ['ndjson', 'ndjson']] as const) {
        const lettura = readDocumento(tracciato, CONTESTO_DI_PROVA, LIMITI_PREDEFINITI, sorgenteOf(Buffer.from(shown(id))));
        const righe: RigaLetta[] = [];
        for await (const some of lettura.righe()) righe.push(...some);
        expect([id, lettura.esito(), righe.map(({ rilievi }) => rilievi)]).toEqual([id, expect.objectContaining({ formato, stato: 'letto', schemaValido: true, rilieviInvio: [], righe: 1 }), [[]]]);
        expect(JSON.parse(JSON.stringify(righe[0]!.contenuto))).toEqual(id === 'xml' ? { ...predefiniti(all), ...contenuto } : contenuto);
      }
    });

    it('is one Italian page, whole by itself, that a screen reader can go through', () => {
      expect(html).toMatch(/^<!doctype html>\n<html lang="it">/);
      expect(html).toContain(`<title>${nome} · Snodo</title>`);
      expect(html).not.toMatch(/<script|<link|<img|src=|javascript:|undefined|Infinity|\[object/);
      expect(count(html, '<h1>')).toBe(1);
      const levels = Array.from(html.matchAll(/<h([1-6])>/g), (match) => Number(match[1]));
      levels.reduce((before, level) => {
        expect(level - before).toBeLessThanOrEqual(1);
        return level;
      }, 0);
      expect(count(html, '<caption>')).toBe(count(html, '<table>'));
      expect(html).not.toMatch(/<th>/);
      const ids = Array.from(html.matchAll(/ id="([^"]+)"/g), (match) => match[1]!);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
      const opened = Array.from(html.matchAll(/<([a-z]+[1-6]?)[ >]/g), (match) => match[1]!);
      for (const tag of new Set(opened)) {
        if (tag !== 'meta') expect([tag, count(html, `</${tag}>`)]).toEqual([tag, opened.filter((one) => one === tag).length]);
      }
    });
  },
); // prettier-ignore

it('The documentation of a new version says what changed: first what asks for work, each with its place', () => {
  const [prima] = TRACCIATI;
  const [regola, ...regole] = prima!.regole;
  const [campo, ...estensione] = prima!.estensione;
  const dopo: Tracciato = { ...prima!, versione: '2', regole, estensione, pubblicato: '2026-09-01', validita: { dal: '2027-01-01', al: null } };
  const section = (from: Tracciato): string => /<section id="differenze">.*?<\/section>/s.exec(documentazioneOf(dopo, [], from))![0];
  const html = section({ ...prima!, validita: { dal: '2018-12-01', al: '2027-06-30' } });
  expect(html).toContain(`<h2>Differenze dalla versione ${prima!.versione}</h2>`);
  expect(html).toContain('Pubblicata il 2026-09-01, in vigore dal 2027-01-01.');
  expect(html).toContain('vale fino al 2027-06-30');
  const places = ['Da adeguare in ciò che si invia', `<td>colonna tolta</td><td><code>${campo!.nome}</code></td>`, 'Altre differenze', `<td>regola tolta</td><td><code>${regola!.codice}</code></td>`].map((text) => html.indexOf(text));
  expect([places.includes(-1), places.toSorted((one, other) => one - other)]).toEqual([false, places]);
  expect(section(dopo)).toContain('<p>Da adeguare in ciò che si invia: nessuna.</p><p>Altre differenze: nessuna.</p>');
  expect(section(dopo)).toContain('resta in vigore accanto a questa');
}); // prettier-ignore

it('The documentation of a hostile declaration is still only text', () => {
  const [tracciato] = TRACCIATI;
  const hostile = '</title><script>alert("1")</script>';
  const other: Tracciato = {
    ...tracciato!,
    titolo: hostile,
    descrizione: hostile,
    fonte: hostile,
    codice: hostile,
    radice: { ...tracciato!.radice, descrizione: hostile },
  };
  const regola = { ...tracciato!.regole[0]!, messaggio: hostile, rimedio: hostile, fonte: hostile };
  const html = documentazioneOf({ ...other, pubblicato: hostile, regole: [regola] }, [regola], tracciato);
  expect(html).not.toContain('<script');
  expect(html).toContain(escaped(hostile));
}); // prettier-ignore

/** What the writer says of what a record leaves out. */
function predefiniti(all: readonly (readonly [string, Elemento])[]): Record<string, string> {
  const values = all.flatMap(([, { attributi = [] }]) => attributi);
  return Object.fromEntries(values.flatMap((one) => (one.predefinito === undefined ? [] : [[chiaveDi(one), one.predefinito]])));
} // prettier-ignore

function unescaped(text: string): string {
  return text.replaceAll('&#10;', '\n').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'); // prettier-ignore
}
