import { describe, expect, it } from '@jest/globals';
import { TRACCIATI, nomeTracciato, regoleDi } from './catalogo.js';
import { documentazioneOf } from './documentazione.js';
import { leggi } from './prova/documento.js';
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

    it('names every element once, in the order of the document, and every attribute with its meaning', () => {
      const places = all.map(([path]) => html.indexOf(`<section id="${path}">`));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      const attributi = all.flatMap(([, elemento]) => elemento.attributi ?? []);
      expect(count(html, '<th scope="row">')).toBe(attributi.length);
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

    it('says where a code is written, that a local one may be, and how one of several is chosen', () => {
      const section = html.slice(html.indexOf('<section id="codici">'));
      const own = section.slice(0, section.indexOf('</section>'));
      const chiave = tracciato.chiave.codicePrestazione;
      const [[, elemento]] = all.filter(([, { attributi = [] }]) => attributi.some((one) => chiaveDi(one) === chiave)) as [[string, Elemento]];
      const { nome: campo } = elemento.attributi!.find((one) => chiaveDi(one) === chiave)!;
      expect(own).toContain(`<code>${elemento.nome}/@${campo}</code>`);
      for (const text of ['nomenclatura locale', '<code>LOCALE/SCELTO</code>', 'in attesa di codifica', tracciato.nomenclatura]) expect(own).toContain(text);
    });

    it('gives every rule with what it does, its remedy and its source', () => {
      for (const { codice, messaggio, rimedio, fonte, stadio, gravita } of regole) {
        const section = html.slice(html.indexOf(`<section id="${codice}">`));
        const own = section.slice(0, section.indexOf('</section>'));
        for (const text of [messaggio, rimedio, fonte]) expect(own).toContain(escaped(text));
        expect(own).toContain(`: ${gravita} ${stadio === 'flusso' ? 'verso INPS' : 'alla consegna'}</h3>`);
      }
    });

    it('shows a document that no rule has anything to say about', () => {
      const { testata, contenuto } = tracciato.esempio;
      const written = writeFlusso(tracciato, testata, contenuto);
      const { rilievi, esito, righe } = leggi(written);
      expect(rilievi).toEqual([]);
      expect([esito.stato, esito.schemaValido]).toEqual(['letto', true]);
      expect(JSON.parse(JSON.stringify(righe[0]!.contenuto))).toEqual({ tipoOperazione: 'I', ...contenuto });
      const shown = unescaped(/<pre><code>([\s\S]*)<\/code><\/pre>/.exec(html)![1]!);
      expect(shown.replace(/>\s+</g, '><')).toBe(written.trimEnd().replace(/>\s+</g, '><'));
      expect(shown).toContain('\n  <Beneficiario CodiceFiscale');
      expect(shown).toContain('\n          <CodicePrestazione>A2.07</CodicePrestazione>\n');
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
  const html = documentazioneOf(other, [{ ...tracciato!.regole[0]!, messaggio: hostile, rimedio: hostile, fonte: hostile }]);
  expect(html).not.toContain('<script');
  expect(html).toContain(escaped(hostile));
}); // prettier-ignore

function unescaped(text: string): string {
  return text.replaceAll('&#10;', '\n').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'); // prettier-ignore
}
