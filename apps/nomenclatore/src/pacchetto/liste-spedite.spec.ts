import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseCsv } from '#libs/codici';

const NAZIONALE = new URL('../../../../config/nazionale/', import.meta.url);

function righeOf(file: string, columns: readonly string[]): Record<string, string>[] {
  return parseCsv(readFileSync(new URL(file, NAZIONALE), 'utf8'), columns);
}

/** `a+b: a remark` names the sources a and b. */
function sigleOf(fonte: string): string[] {
  return fonte.split(': ', 1)[0]!.split('+');
}

const fonti = righeOf('fonti.csv', ['sigla', 'titolo', 'editore', 'url', 'licenza', 'aggiornato_al', 'nota']);
const sigle = fonti.map(({ sigla }) => sigla!);
const lists = readdirSync(NAZIONALE).filter((file) => file.endsWith('.csv') && file !== 'fonti.csv');
const named = lists.flatMap((file) => righeOf(file, ['fonte']).map(({ fonte }) => ({ file, fonte: fonte! })));

describe('the sources of the national lists', () => {
  it('every row of every file names sources that fonti.csv explains', () => {
    const unexplained = named.filter(({ fonte }) => !sigleOf(fonte).every((sigla) => sigle.includes(sigla)));
    expect(unexplained).toEqual([]);
  });

  it('no source is there twice, or for nothing', () => {
    expect(new Set(sigle).size).toBe(sigle.length);
    const used = new Set(named.flatMap(({ fonte }) => sigleOf(fonte)));
    expect(sigle.filter((sigla) => !used.has(sigla))).toEqual([]);
  });

  it('each has a title, a publisher and a licence; an address is https, a date is a day', () => {
    for (const { sigla, titolo, editore, url, licenza, aggiornato_al: aggiornatoAl } of fonti) {
      expect({ sigla, given: [titolo, editore, licenza].every((text) => text!.trim() !== '') }).toEqual({
        sigla,
        given: true,
      });
      expect(url).toMatch(/^(https:\/\/\S+)?$/);
      expect(aggiornatoAl).toMatch(/^([0-9]{4}-[0-9]{2}-[0-9]{2})?$/);
    }
  });

  it('what rests on general knowledge is never said to be sourced', () => {
    const weak = ['non_verificato', 'codice_senza_nome'];
    const bold = lists
      .flatMap((file) => righeOf(file, ['fonte', 'affidabilita']))
      .filter(
        (riga) => sigleOf(riga['fonte']!).includes('conoscenza_generale') && !weak.includes(riga['affidabilita']!),
      );
    expect(bold).toEqual([]);
  });
});

describe('what SIUSS codes are for ISTAT and for the FNPS grid', () => {
  const FILE_OF: Readonly<Record<string, string>> = { SIUSS: 'siuss.csv', ISTAT: 'istat.csv', FNPS: 'fnps.csv' };
  const voci = new Map<string, Record<string, string>>(
    Object.entries(FILE_OF).flatMap(([sistema, file]) =>
      righeOf(file, ['codice', 'affidabilita']).map((voce) => [`${sistema} ${voce['codice']}`, voce] as const),
    ),
  );
  const associazioni = righeOf('associazioni.csv', ['da', 'codice', 'a', 'destinazioni', 'limite', 'affidabilita']);
  /** From what is read to what is guessed. */
  const TRUST = ['fonte', 'dedotto', 'non_verificato'];

  it('is never surer than the items it joins, and never sourced: nobody published such a table', () => {
    for (const { da, codice, a, destinazioni, affidabilita } of associazioni) {
      const joined = [`${da} ${codice}`, ...destinazioni!.split('|').map((one) => `${a} ${one}`)];
      const weakest = Math.max(...joined.map((name) => TRUST.indexOf(voci.get(name)!['affidabilita']!)));
      const own = TRUST.indexOf(affidabilita!);
      expect({ codice, a, own: own >= Math.max(weakest, TRUST.indexOf('dedotto')) }).toEqual({ codice, a, own: true });
    }
  });

  it('says its limit on every row', () => {
    expect(associazioni.filter(({ limite }) => limite!.length < 40)).toEqual([]);
  });

  it('never leads to a total, to an area of users or to a measure', () => {
    const services = righeOf('istat.csv', ['codice', 'dimensione', 'totale'])
      .filter(({ dimensione, totale }) => dimensione === 'servizio' && totale === 'N')
      .map(({ codice }) => codice);
    const targets = associazioni
      .filter(({ a }) => a === 'ISTAT')
      .flatMap(({ destinazioni }) => destinazioni!.split('|'));
    expect(targets.filter((codice) => !services.includes(codice))).toEqual([]);
  });
});
