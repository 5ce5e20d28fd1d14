import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';
import { PREFISSI } from './grafo.js';

interface Quad {
  readonly subject: { value: string };
  readonly predicate: { value: string };
  readonly object: { value: string; language?: string };
}
const { Parser } = createRequire(import.meta.url)('n3') as { Parser: new () => { parse(text: string): Quad[] } };

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start({ spedito: true });
}, 120_000);
afterAll(() => nomenclatore?.close());

const BASE = 'https://snodo.example/rest/nomenclatore/v1/sistemi';
const [SKOS, DCT] = [PREFISSI.skos, PREFISSI.dct];

async function read(path: string) {
  const { text } = await nomenclatore.get(`${path}/skos`).expect(200);
  const quads = new Parser().parse(text);
  const of = (subject: string, predicate: string) =>
    quads
      .filter((one) => one.subject.value === subject && one.predicate.value === predicate)
      .map(({ object }) => object.value);
  const subjects = (type: string) =>
    quads
      .filter(({ predicate, object }) => predicate.value.endsWith('#type') && object.value === `${SKOS}${type}`)
      .map(({ subject }) => subject.value);
  return { quads, of, subjects };
}

describe('a version as linked data', () => {
  it('is one concept scheme with a licence, its holders and its validity', async () => {
    const { of, subjects, quads } = await read('/sistemi/SIUSS/versioni/1.0');
    const scheme = `${BASE}/SIUSS/versioni/1.0`;
    expect(subjects('ConceptScheme')).toEqual([scheme]);
    expect(of(scheme, `${DCT}license`)).toContain('https://creativecommons.org/licenses/by/4.0/');
    expect(of(scheme, `${PREFISSI.owl}versionInfo`)).toEqual(['1.0']);
    const names = (predicate: string) => of(scheme, predicate).flatMap((agent) => of(agent, `${PREFISSI.foaf}name`));
    expect(names(`${DCT}rightsHolder`)).toContain('INPS, National Data Catalog');
    expect(names(`${DCT}publisher`)).toEqual(['Regione Marche']);
    expect(of(of(scheme, `${DCT}temporal`)[0]!, `${PREFISSI.dcat}startDate`)).toEqual(['2013-01-01']);
    expect(
      quads.filter(({ predicate, object }) => predicate.value === `${SKOS}prefLabel` && object.language !== 'it'),
    ).toEqual([]);
  });

  it('has a concept for every code, in its place of the tree, and says where each is from', async () => {
    const { of, subjects } = await read('/sistemi/REG/versioni/1');
    const { body } = await nomenclatore.get('/sistemi/REG/versioni/1/voci?limite=1000').expect(200);
    const voci = body.voci as { codice: string; padre: string | null; denominazione: string; fonte: string }[];
    const scheme = `${BASE}/REG/versioni/1`;
    const iri = (codice: string) => `${scheme}/skos#${codice}`;
    expect(subjects('Concept')).toEqual(voci.map(({ codice }) => iri(codice)));
    for (const { codice, padre, denominazione, fonte } of voci) {
      expect(of(iri(codice), `${SKOS}notation`)).toEqual([codice]);
      expect(of(iri(codice), `${SKOS}prefLabel`)).toEqual([denominazione]);
      expect(of(iri(codice), `${SKOS}inScheme`)).toEqual([scheme]);
      expect(of(iri(codice), `${PREFISSI.dc}source`)).toEqual([fonte]);
      expect(of(iri(codice), `${SKOS}broader`)).toEqual(padre === null ? [] : [iri(padre)]);
      expect(of(iri(codice), `${SKOS}topConceptOf`)).toEqual(padre === null ? [scheme] : []);
    }
    expect(of(scheme, `${SKOS}hasTopConcept`)).toEqual(
      voci.filter(({ padre }) => padre === null).map(({ codice }) => iri(codice)),
    );
  });

  it('says what each code is elsewhere, as was approved, with what that does not say', async () => {
    const { of, quads } = await read('/sistemi/SIUSS/versioni/1.0');
    const found = { exactMatch: 0, broadMatch: 0, narrowMatch: 0, closeMatch: 0 };
    const names = {
      esatta: 'exactMatch',
      piu_ampia: 'broadMatch',
      piu_ristretta: 'narrowMatch',
      scelta: 'closeMatch',
    } as const;
    for (const a of ['ISTAT', 'FNPS']) {
      const { body } = await nomenclatore.get(`/sistemi/SIUSS/corrispondenze/${a}`).expect(200);
      for (const riga of body.corrispondenze as {
        codice: string;
        relazione: keyof typeof names;
        limite: string | null;
        destinazioni: { codice: string }[];
      }[]) {
        const concept = `${BASE}/SIUSS/versioni/1.0/skos#${riga.codice}`;
        const match = names[riga.relazione];
        for (const { codice } of riga.destinazioni) {
          found[match]++;
          expect(of(concept, `${SKOS}${match}`)).toContain(`${BASE}/${a}/versioni/0.1/skos#${codice}`);
        }
        if (riga.limite !== null) expect(of(concept, `${SKOS}scopeNote`).join()).toContain(riga.limite);
      }
    }
    for (const [match, count] of Object.entries(found)) {
      expect(quads.filter(({ predicate }) => predicate.value === `${SKOS}${match}`)).toHaveLength(count);
    }
    expect(found.exactMatch * found.broadMatch).toBeGreaterThan(0);
  });

  it('is Turtle or JSON-LD, each with its own tag and file name', async () => {
    const path = '/sistemi/LEPS/versioni/0.1/skos';
    const turtle = await nomenclatore.get(path).set('accept', 'text/turtle').expect(200);
    const jsonld = await nomenclatore.get(path).set('accept', 'application/ld+json').buffer().expect(200);
    expect(turtle.headers).toMatchObject({
      'content-type': 'text/turtle; charset=utf-8',
      'content-disposition': 'attachment; filename="LEPS-0.1.ttl"',
      vary: 'Accept, Accept-Encoding',
    });
    expect(jsonld.headers['content-type']).toBe('application/ld+json; charset=utf-8');
    expect(jsonld.headers['etag']).not.toBe(turtle.headers['etag']);
    await nomenclatore.get(path).set('if-none-match', turtle.headers['etag']!).expect(304);
    await nomenclatore.get(`${path}?formato=jsonld`).set('if-none-match', turtle.headers['etag']!).expect(200);
    const told = JSON.parse(jsonld.text ?? String(jsonld.body)) as { '@graph': { '@id': string }[] };
    const subjects = new Set(new Parser().parse(turtle.text).map(({ subject }) => subject.value));
    for (const { '@id': id } of told['@graph']) expect(subjects).toContain(id);
    await nomenclatore.get(`${path}?formato=csv`).expect(400);
    await nomenclatore.get('/sistemi/LEPS/versioni/9/skos').expect(404);
  });
});
