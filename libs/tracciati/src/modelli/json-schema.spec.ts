import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { TRACCIATI, nomeTracciato } from '../catalogo.js';
import { pianoOf } from '../piano/piano-of.js';
import type { RigaScritta } from '../piano/riga-scritta.js';
import { writeRighe } from '../piano/write-righe.js';
import { leggiOggetto } from '../prova/piano.js';
import { rigaScritta } from '../prova/righe-scritte.js';
import type { Rilievo } from '../rilievo.js';
import { PS_PSA_SINA_201812 } from '../ps-psa-sina.js';
import { SINBA_1_0_0 } from '../sinba.js';
import type { Tipo, Tracciato } from '../tracciato.js';
import { jsonSchemaOf } from './json-schema.js';

/** Strict: a keyword that does nothing is a mistake. */
const ajv = (): Ajv2020 =>
  addFormats.default(new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }));

type Riga = Record<string, unknown>;

const scritta = (tracciato: Tracciato, riga: RigaScritta): Riga =>
  JSON.parse(writeRighe(tracciato, 'ndjson', [riga])) as Riga;
const esempioDi = (tracciato: Tracciato): Riga => scritta(tracciato, { contenuto: tracciato.esempio.contenuto });

/** What people and programs write where something else is due, and what is due. */
const STRANI: readonly unknown[] = ['', ' ', 'x', '1', '2', 'I', '01', '380', '2026-01-31', '2026-02-30', '31/01/2026', '12.30', '12,30', '1e3', 0, 1, 1.5, -1, 1e21, true, false, null, [], [''], {}, 'SMPNNA48E52A271E', 'x'.repeat(300)]; // prettier-ignore

const validatorOf = (tracciato: Tracciato): { documento: ValidateFunction; riga: ValidateFunction } => {
  const judge = ajv();
  const schema = jsonSchemaOf(tracciato);
  const documento = judge.compile(schema);
  return { documento, riga: judge.getSchema(`${schema['$id'] as string}#/$defs/riga`)! };
};

describe.each(TRACCIATI.map((tracciato) => [nomeTracciato(tracciato), tracciato] as const))('The JSON Schema of %s', (_, tracciato) => {
  const { documento, riga } = validatorOf(tracciato);
  const giusta = esempioDi(tracciato);

  it('is a schema, the same at every making, that takes the example, alone and in a document', () => {
    expect(jsonSchemaOf(tracciato)).toEqual(jsonSchemaOf(tracciato));
    expect([riga(giusta), riga.errors]).toEqual([true, null]);
    expect([documento({ righe: [giusta, giusta] }), documento.errors]).toEqual([true, null]);
    const testa = Object.entries({ ente_erogatore: 'A271', cf_operatore: 'PRTMRA80A01A271I', righe_fornitura: 1 }).filter(([nome]) => tracciato.estensione.some((campo) => campo.nome === nome)); // prettier-ignore
    expect([documento({ ...Object.fromEntries(testa), righe: [giusta] }), documento.errors]).toEqual([true, null]);
  });

  it('says what each field is, in Italian, under the names of the layout', () => {
    const { $defs } = jsonSchemaOf(tracciato) as { $defs: { riga: { properties: Record<string, { description: string }> } } };
    const { properties } = $defs.riga;
    for (const { nome, descrizione, chiave, esteso } of pianoOf(tracciato)) {
      if (esteso !== undefined || !chiave.includes('.')) expect([nome, properties[nome]?.description.startsWith(descrizione)]).toEqual([nome, true]);
    }
  });

  it.each(['x', 42, [], null, {}, { righe: [] }, { righe: {} }, { righe: [1] }, { righe: [giusta], altro: 1 }])('takes no document like %j', (wrong) => {
    expect(documento(wrong)).toBe(false);
  });

  it('asks for every field that every riga has, and knows no others', () => {
    for (const { nome, obbligatorio, chiave } of pianoOf(tracciato)) {
      if (!obbligatorio || chiave.includes('.')) continue;
      const { [nome]: gone, ...others } = giusta;
      expect([nome, gone === undefined, riga(others)]).toEqual([nome, false, false]);
    }
    expect(riga({ ...giusta, codice_fiscal: 'x' })).toBe(false);
  });

  it('refuses values of another kind, and codes out of their lists', () => {
    for (const { nome, tipo, chiave, lista } of pianoOf(tracciato)) {
      if (chiave.includes('.') || giusta[nome] === undefined || lista) continue;
      expect([nome, riga({ ...giusta, [nome]: {} }), riga({ ...giusta, [nome]: [] })]).toEqual([nome, false, false]);
      const { elenco } = tipo as Tipo;
      if (elenco !== undefined) expect([nome, riga({ ...giusta, [nome]: elenco[0]!.etichetta })]).toEqual([nome, false]);
    }
  });
}); // prettier-ignore

describe('The JSON Schema of PS_PSA_SINA', () => {
  const { riga } = validatorOf(PS_PSA_SINA_201812);
  const giusta = esempioDi(PS_PSA_SINA_201812);
  const senza = (...nomi: string[]): Riga => Object.fromEntries(Object.entries(giusta).filter(([nome]) => !nomi.includes(nome)));
  const con = (altro: Riga): boolean => riga({ ...giusta, ...altro });

  /** Codes that speak of the form of a value: the schema's, and those of rules that speak in their place. */
  const diForma = new Set(pianoOf(PS_PSA_SINA_201812).flatMap(({ attributo }) => attributo?.regola ?? []));
  /** The operator may be said once for the whole document, which the schema of one riga does not see. */
  const isDiForma = ({ regola, campo }: Rilievo): boolean => campo !== 'cf_operatore' && (/^(XSD|JS)/.test(regola) || diForma.has(regola));
  const faultsOf = (object: Riga): Rilievo[] => leggiOggetto(object, { limiti: { rilieviPerRiga: 1000 } }).rilievi.filter(isDiForma);

  it('takes every riga that the writer writes and the reader finds well formed', () => {
    let wellFormed = 0;
    fc.assert(
      fc.property(rigaScritta, (one) => {
        const object = scritta(PS_PSA_SINA_201812, one);
        if (faultsOf(object).length > 0) return;
        wellFormed++;
        expect([riga(object), riga.errors]).toEqual([true, null]);
      }),
      { numRuns: 300 },
    );
    expect(wellFormed).toBeGreaterThan(100);
  });

  it('takes nothing in which the reader finds a fault of form', () => {
    const nomi = Object.keys((jsonSchemaOf(PS_PSA_SINA_201812) as { $defs: { riga: { properties: object } } }).$defs.riga.properties);
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom(...nomi, 'altro'), fc.oneof(fc.constantFrom(...STRANI), fc.jsonValue().filter((value) => typeof value !== 'number')), (nome, value) => {
        const object = { ...giusta, [nome]: value };
        if (!riga(object)) return;
        taken++;
        expect(faultsOf(object).filter(({ regola }) => regola !== 'PS-22')).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(20);
  });

  it('takes the day of birth in the place of its year, and a local code in the place of a code', () => {
    expect(riga(senza('anno_nascita'))).toBe(false);
    expect(riga({ ...senza('anno_nascita'), data_nascita: '1948-05-12' })).toBe(true);
    expect(riga(senza('codice_prestazione'))).toBe(false);
    expect(riga({ ...senza('codice_prestazione'), codice_prestazione_locale: 'SAD' })).toBe(true);
  });

  it('asks little of a cancellation by key and of a provisional riga, and nothing less than right of what they say', () => {
    expect(riga({ tipo_operazione: 'C', id_mittente: '1' })).toBe(true);
    expect(riga({ tipo_operazione: 'C' })).toBe(false);
    expect(riga({ tipo_operazione: 'I', id_mittente: '1' })).toBe(false);
    expect(riga({ provvisoria: true, id_mittente: '1', codice_fiscale: giusta['codice_fiscale'] })).toBe(true);
    expect(riga({ provvisoria: false, id_mittente: '1' })).toBe(false);
    expect(riga({ provvisoria: true, id_mittente: '1', genere: 'x' })).toBe(false);
  });

  it.each<[string, unknown, boolean]>([
    ['importo_mensile', 360, true],
    ['importo_mensile', '360.00', true],
    ['importo_mensile', '360,00', false],
    ['importo_mensile', '', false],
    ['ore_servizio_mensile', '20.30', true],
    ['ore_servizio_mensile', '20.60', false],
    ['periodo_erogazione', 12, true],
    ['periodo_erogazione', 13, false],
    ['data_inizio_prestazione', '2026-02-29', false],
    ['data_inizio_prestazione', '01/01/2026', false],
    ['codice_comune', '42002', false],
    ['codice_cittadinanza', 380, false],
    ['codice_cittadinanza', '38', false],
    ['cognome', '😀'.repeat(36), true],
    ['cognome', 'x'.repeat(37), false],
    ['codice_fiscale', 'smpnna48e52a271e', true],
    ['codice_fiscale', 'SMPNNA48E52A271', false],
    ['provvisoria', 'sì', false],
    ['id_mittente', 'x'.repeat(65), false],
    ['id_mittente', ' 1', false],
  ])('of %s takes %j: %s', (nome, value, takes) => {
    expect(con({ [nome]: value })).toBe(takes);
  });

  it('nests addresses and the assessment, with what is due inside them', () => {
    const [indirizzo] = giusta['indirizzi'] as Riga[];
    expect(con({ indirizzi: Array.from({ length: 5 }, () => indirizzo) })).toBe(true);
    expect(con({ indirizzi: Array.from({ length: 6 }, () => indirizzo) })).toBe(false);
    expect([con({ indirizzi: [] }), con({ indirizzi: [{ codice_regione: '11' }] }), riga(senza('indirizzi'))]).toEqual([false, false, false]);
    const { mobilita, ...sina } = giusta['sina'] as Riga;
    expect([con({ sina: { ...sina, mobilita } }), con({ sina }), riga(senza('sina'))]).toEqual([true, false, true]);
    expect(con({ sina: { ...sina, mobilita, invalidita_civile: ['9'] } })).toBe(false);
  });
}); // prettier-ignore

it('The JSON Schema of SINBA takes a codice fiscale in the place of the pseudonym, and months', () => {
  const { riga } = validatorOf(SINBA_1_0_0);
  const { id_beneficiario: id, ...giusta } = esempioDi(SINBA_1_0_0);
  expect([riga(giusta), riga({ ...giusta, codice_fiscale: 'SMPNNA48E52A271E' }), typeof id]).toEqual([false, true, 'string']);
  expect(riga({ ...giusta, id_beneficiario: id, data_prima_segnalazione: '2025-03' })).toBe(false);
  expect(riga({ ...giusta, id_beneficiario: id, prestazioni: [] })).toBe(false);
}); // prettier-ignore
