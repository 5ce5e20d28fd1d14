import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseCsv, parsePrestazioniSiuss } from '#libs/codici';

const COLUMNS = ['etichetta', 'descrizione', 'codice_siuss', 'insieme', 'fonte'] as const;
type Riga = Record<(typeof COLUMNS)[number], string>;

/** First byte of a SHA-256 below this: set aside for development. About one row in six. */
const DEVELOPMENT_BELOW = 42;

const righe = parseCsv(readFileSync('test/bench/etichette/etichette.csv', 'utf8'), COLUMNS);
const voci = parsePrestazioniSiuss(readFileSync('config/nazionale/siuss.csv', 'utf8'));
const seen = righe.filter(({ fonte }) => !/^(variante|costruita): /.test(fonte));
const variants = righe.filter(({ fonte }) => fonte.startsWith('variante: '));
const ambiguous = righe.filter(({ fonte }) => / \[ambigua: regola \d+\]$/.test(fonte));

/** What two labels must not share: letters and digits, without case, accents, punctuation. */
const normalized = (label: string): string =>
  label
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
const repeated = (labels: string[]): string[] => labels.filter((label, at) => labels.indexOf(label) !== at);
const baseOf = ({ fonte }: Riga): string | undefined => /^variante: .* di «(.+)»/.exec(fonte)?.[1];

/** A variant goes where the label goes that it varies: near twins on both sides would make the test an echo of the development. */
function drawn(riga: Riga): string {
  const key = normalized(baseOf(riga) ?? riga.etichetta);
  return createHash('sha256').update(key).digest()[0]! < DEVELOPMENT_BELOW ? 'sviluppo' : 'prova';
}

describe('the labelled set of local names', () => {
  it('has at least 300 labels to test with, about 120 to develop with, and no third kind', () => {
    const of = (insieme: string): number => righe.filter((riga) => riga.insieme === insieme).length;
    expect(of('prova')).toBeGreaterThanOrEqual(300);
    expect(of('sviluppo')).toBeGreaterThanOrEqual(100);
    expect(of('sviluppo')).toBeLessThanOrEqual(140);
    expect(of('prova') + of('sviluppo')).toBe(righe.length);
  });

  it('is divided by the hash of the label and by nobody', () => {
    expect(righe.filter((riga) => riga.insieme !== drawn(riga))).toEqual([]);
  });

  it('gives each label a code of SIUSS, and leaves no code without a label', () => {
    const codici = new Set<string>(voci.map(({ codice }) => codice));
    expect(righe.filter((riga) => !codici.has(riga.codice_siuss))).toEqual([]);
    expect(new Set(righe.map((riga) => riga.codice_siuss))).toEqual(codici);
  });

  it('has no label twice, so none on both sides either', () => {
    expect(repeated(righe.map(({ etichetta }) => normalized(etichetta)))).toEqual([]);
  });

  it('has no official name of SIUSS among its labels', () => {
    const official = new Set(voci.map(({ denominazione }) => normalized(denominazione)));
    expect(righe.filter(({ etichetta }) => official.has(normalized(etichetta)))).toEqual([]);
  });

  it('has short names, not sentences, and a source for each', () => {
    expect(righe.filter(({ etichetta }) => etichetta !== etichetta.trim() || !/^.{2,80}$/.test(etichetta))).toEqual([]);
    expect(righe.filter(({ descrizione }) => descrizione.length > 120)).toEqual([]);
    expect(righe.filter(({ fonte }) => fonte.length < 10)).toEqual([]);
  });

  it('was seen, or plainly varies what was seen, for at least six labels in ten', () => {
    expect((seen.length + variants.length) / righe.length).toBeGreaterThanOrEqual(0.6);
    const bases = new Set(seen.map(({ etichetta }) => etichetta));
    expect(variants.filter((riga) => !bases.has(baseOf(riga) ?? ''))).toEqual([]);
  });

  it('says which labels are honestly ambiguous: some, few', () => {
    expect(ambiguous.length / righe.length).toBeGreaterThan(0.04);
    expect(ambiguous.length / righe.length).toBeLessThan(0.1);
  });
});
