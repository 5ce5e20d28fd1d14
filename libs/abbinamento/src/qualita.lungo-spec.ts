import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type GenereAltro, abbinaLista, abbinaListe } from './liste.js';
import { MODELLO_ITALIANO, type Modello } from './modello.js';
import { nomiVicini } from './nomi-vicini.js';
import type { Soggetto } from './soggetto.js';

// Sets that nobody of the house made; their truth is only used to count. Models are learnt from the lists themselves.
const ORACOLI = join(process.env.SNODO_SHARED ?? '../shared', 'oracles/linkage');
const missing = existsSync(ORACOLI)
  ? undefined
  : `SALTATO: mancano gli insiemi di prova (${ORACOLI}): impostare SNODO_SHARED\n`;
if (missing !== undefined) process.stderr.write(missing);
const describeWhere = missing === undefined ? describe : describe.skip;

type Row = Readonly<Record<string, string>>;

function read(name: string): Row[] {
  const [header, ...lines] = readFileSync(join(ORACOLI, name), 'utf8').trim().split(/\r?\n/);
  const columns = header!.split(',').map((column) => column.trim());
  return lines.map((line) => {
    const values = line.split(',');
    return Object.fromEntries(columns.map((column, at) => [column, values[at]!.trim()]));
  });
}

describeWhere('the public sets of FEBRL, one list each', () => {
  const ALTRI: Readonly<Record<string, GenereAltro>> = {
    street_number: 'numero',
    address_1: 'testo',
    address_2: 'testo',
    suburb: 'testo',
    postcode: 'numero',
    state: 'categoria',
  };

  it.each([
    ['febrl_dataset1.csv', true, 0.999],
    ['febrl_dataset1.csv', false, 0.996],
    ['febrl_dataset2.csv', true, 0.999],
    ['febrl_dataset2.csv', false, 0.996],
    ['febrl_dataset3.csv', true, 0.999],
    ['febrl_dataset3.csv', false, 0.996],
  ])('%s, with the identifier %s: F1 of pairs alone at least %d', (name, withCode, least) => {
    const rows = read(name);
    const soggetti = rows.map<Soggetto>((row) => ({
      cognome: row.surname!,
      nome: row.given_name!,
      dataNascita: row.date_of_birth!,
      ...(withCode && { codice: row.soc_sec_id! }),
      altri: row,
    }));
    const entity = rows.map(({ rec_id: id }) => id!.split('-')[1]!);
    const sizes = new Map<string, number>();
    for (const one of entity) sizes.set(one, (sizes.get(one) ?? 0) + 1);
    const truth = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
    let right = 0;
    let found = 0;
    for (const { una, altra, esito } of abbinaLista(soggetti, { altri: ALTRI, veti: false, soglie: { certa: 0.5 } })) {
      if (esito !== 'certa') continue;
      found += 1;
      if (entity[una] === entity[altra]) right += 1;
    }
    expect((2 * right) / (found + truth)).toBeGreaterThanOrEqual(least);
  });
});

describeWhere('the Italian set with siblings, twins, namesakes and relatives’ codes', () => {
  const registro = missing === undefined ? read('it_synth_registry.csv') : [];
  const domande = missing === undefined ? read('it_synth_queries.csv') : [];
  const soggettoOf = (row: Row): Soggetto => ({
    cognome: row.cognome!,
    nome: row.nome!,
    ...((row.sesso === 'M' || row.sesso === 'F') && { sesso: row.sesso }),
    dataNascita: row.data_nascita!,
    luogoNascita: row.belfiore!,
    comune: row.comune_istat!,
    codice: row.cf!,
  });

  it.each<[string, { modello?: Modello }]>([
    ['learnt from the lists', {}],
    ['that comes with the release', { modello: MODELLO_ITALIANO }],
  ])('is linked by the model %s', (_, opzioni) => {
    const uno = domande.map(soggettoOf);
    const altro = registro.map(soggettoOf);
    const counts = { known: 0, right: 0, wrong: 0, otherName: 0, review: 0 };
    for (const found of abbinaListe(uno, altro, opzioni)) {
      const domanda = domande[found.riga]!;
      if (domanda.truth_id !== '') counts.known += 1;
      if (found.esito === 'dubbia') counts.review += 1;
      if (found.esito !== 'certa') continue;
      if (registro[found.candidato]!.id === domanda.truth_id) counts.right += 1;
      else {
        counts.wrong += 1;
        if (!nomiVicini(domanda.nome!, registro[found.candidato]!.nome!)) counts.otherName += 1;
      }
    }
    expect(counts.wrong).toBeLessThanOrEqual(1);
    expect(counts.otherName).toBe(0);
    expect(counts.right / counts.known).toBeGreaterThanOrEqual(0.985);
    expect(counts.review / domande.length).toBeLessThanOrEqual(0.04);
  });
});
