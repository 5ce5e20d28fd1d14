import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { inBlocchi } from '../pubblicazione/blocchi.js';
import { partiOf } from '../nomenclature/parti.js';
import { aggregatiOf } from './aggregati.js';
import { type Cartella, readPacchetto } from './pacchetto.js';
import { PacchettoRifiutato } from './problema.js';

const FIXTURES = new URL('../../fixtures/', import.meta.url);
const CONFIG = new URL('../../../../config/', import.meta.url);

function cartella(root: URL, path: string, changes: Record<string, (text: string) => string> = {}): Cartella {
  const folder = new URL(`${path}/`, root);
  const testi = readdirSync(folder)
    .filter((file) => file.endsWith('.csv'))
    .map((file): [string, string] => {
      const name = file.slice(0, -4);
      const text = readFileSync(new URL(file, folder), 'utf8');
      return [name, changes[name]?.(text) ?? text];
    });
  return { name: path.split('/').at(-1)!, testi: new Map(testi) };
}

const borea = (changes: Record<string, (text: string) => string> = {}) =>
  readPacchetto(cartella(FIXTURES, 'nazionale', changes), [cartella(FIXTURES, 'borea', changes)]);

function problemiOf(changes: Record<string, (text: string) => string>): string[] {
  try {
    borea(changes);
    return [];
  } catch (error) {
    if (!(error instanceof PacchettoRifiutato)) throw error;
    return error.problemi.map(({ file, riga, campo, messaggio }) => `${file}:${riga} ${campo}: ${messaggio}`);
  }
}

const append = (line: string) => (text: string) => `${text}${line}\n`;
const replace = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new Error(`the fixture has no ${from}`);
  return text.replace(from, to);
};

describe('the pack of Marche', () => {
  const nazionale = cartella(CONFIG, 'nazionale');
  const marche = cartella(CONFIG, 'regioni/marche');
  const dimostrazione = cartella(CONFIG, 'regioni/marche/dimostrazione');
  const pacchetto = readPacchetto(nazionale, [marche, dimostrazione]);

  it('has 225 comuni, 23 ATS without a number 2, each comune in one ATS and each ATS with a capofila', () => {
    const { enti, ambiti, appartenenze, capofila } = pacchetto.regione;
    expect(enti.filter(({ tipo }) => tipo === 'comune')).toHaveLength(225);
    expect(ambiti.map(({ ambito }) => ambito)).not.toContain('ATS02');
    expect(ambiti).toHaveLength(23);
    expect(new Set(appartenenze.map(({ ente }) => ente)).size).toBe(225);
    expect(new Set(capofila.map(({ ambito }) => ambito)).size).toBe(23);
  });

  it('every capofila belongs to its own ATS', () => {
    const { appartenenze, capofila } = pacchetto.regione;
    const memberships = new Set(appartenenze.map(({ ambito, ente }) => `${ambito} ${ente}`));
    expect(capofila.filter(({ ambito, ente }) => !memberships.has(`${ambito} ${ente}`))).toEqual([]);
  });

  it('without the demonstration names nothing invented', () => {
    const real = readPacchetto(nazionale, [marche]).regione;
    const invented = Object.values(real)
      .flat()
      .filter(({ affidabilita }) => affidabilita === 'dimostrazione');
    expect(invented).toEqual([]);
    expect(real.client).toEqual([]);
    expect(real.deleghe).toEqual([]);
  });

  it('in the demonstration lets the region host every titolare’s flussi for INPS, but for one whose act ended', () => {
    const { client, deleghe, enti } = pacchetto.regione;
    const titolari = new Set(client.filter(({ ruoli }) => ruoli.includes('titolare')).map(({ ente }) => ente));
    const ospitate = deleghe.filter(({ oggetto }) => oggetto === 'waas');
    expect(new Set(ospitate.map(({ delegante }) => delegante))).toEqual(new Set([...titolari, 'regionale:ASP9']));
    const regione = enti.find(({ tipo }) => tipo === 'regione')!.ente;
    expect(new Set(ospitate.map(({ delegato, tracciato }) => `${delegato} ${tracciato}`))).toEqual(
      new Set([`${regione} null`]),
    );
    expect(ospitate.filter(({ al }) => al !== null).map(({ delegante }) => delegante)).toEqual(['belfiore:I653']);
  });

  it('in the demonstration every ente that deposits has joined: 13 ATS by their capofila, the others each by its own act', () => {
    const { appartenenze, capofila, client, deleghe, enti } = pacchetto.regione;
    const adesioni = deleghe.filter(({ oggetto }) => oggetto === 'adesione');
    const byAmbito = adesioni.filter(({ ambito }) => ambito !== null);
    expect(byAmbito).toHaveLength(13);
    const capofilaOf = new Map(capofila.map(({ ambito, ente }) => [ambito, ente]));
    expect(byAmbito.filter(({ ambito, delegante }) => capofilaOf.get(ambito!) !== delegante)).toEqual([]);
    const ambiti = new Set(byAmbito.map(({ ambito }) => ambito));
    const members = appartenenze.filter(({ ambito }) => ambiti.has(ambito)).map(({ ente }) => ente);
    const alone = adesioni.filter(({ ambito }) => ambito === null).map(({ delegante }) => delegante);
    const depositing = client.filter(({ ruoli }) => ruoli.includes('titolare')).map(({ ente }) => ente);
    expect(new Set([...members, ...alone])).toEqual(new Set([...depositing, 'regionale:ASP9']));
    expect(members.filter((ente) => alone.includes(ente))).toEqual([]);
    const regione = enti.find(({ tipo }) => tipo === 'regione')!.ente;
    expect(adesioni.filter(({ delegato, al }) => delegato !== regione || al !== null)).toEqual([]);
    expect(new Set(adesioni.map(({ atto_numero }) => atto_numero)).size).toBe(adesioni.length);
  });

  it('in the demonstration has a client for INPS, the region and the technical operator', () => {
    const { client } = pacchetto.regione;
    const ruoliOf = (id: string) => client.find(({ client_id: one }) => one === id)?.ruoli;
    expect(['demo-inps', 'demo-regione', 'demo-tecnico'].map(ruoliOf)).toEqual([['inps'], ['regione'], ['tecnico']]);
  });

  it('publishes the 105 codes of SIUSS with what is known of each', () => {
    const siuss = pacchetto.nomenclature.find(({ sistema }) => sistema === 'SIUSS');
    expect(siuss).toMatchObject({ sistema: 'SIUSS', versione: '1.0', stato: 'pubblicata' });
    expect(siuss!.voci).toHaveLength(105);
    expect(siuss!.voci[0]).toMatchObject({
      codice: 'A1.01',
      attributi: { sezione: 'A1', soggetta_isee: true, residuale: false },
    });
  });

  it('every voce of it fits a message', () => {
    const voci = [...aggregatiOf(pacchetto).map(({ voce }) => voce), ...pacchetto.nomenclature.flatMap(partiOf)];
    const blocks = inBlocchi(voci.map((voce) => ({ ...voce, revisione: 1 }) as never));
    expect(blocks.flat()).toHaveLength(voci.length);
    expect(Math.max(...blocks.map((block) => Buffer.byteLength(JSON.stringify(block))))).toBeLessThan(256 * 1024);
  });

  it('gives the same ids at every reading, and no id twice', () => {
    const ids = () =>
      aggregatiOf(readPacchetto(nazionale, [marche, dimostrazione])).map(({ voce }) => `${voce.genere} ${voce.id}`);
    expect(ids()).toEqual(ids());
    expect(new Set(ids()).size).toBe(ids().length);
  });
});

describe('a pack of another region', () => {
  it('is read by the same code, with its own word for the ambito and a capofila that is no comune', () => {
    const pacchetto = borea();
    expect(pacchetto.codiceRegione).toBe('90');
    const ambito = aggregatiOf(pacchetto).find(({ voce }) => voce.genere === 'ambito');
    expect(ambito!.voce.contenuto).toMatchObject({
      codice: 'ZS1',
      tipo: 'zona sociale',
      capofila: [{ dal: '2010-01-01' }],
    });
  });

  it('may have comuni, national tables and rows in any number of folders', () => {
    const [nazionale, regione] = [cartella(FIXTURES, 'nazionale'), cartella(FIXTURES, 'borea')];
    const more = {
      name: 'altro',
      testi: new Map([
        [
          'client',
          'client_id,ente,identita,gestore,ruoli,dal,al,affidabilita,fonte\ndue,belfiore:X002,pdnd,,titolare,2024-01-01,,fonte,prova\n',
        ],
      ]),
    };
    expect(readPacchetto(nazionale, [regione, more]).regione.client.map((row) => row.client_id)).toContain('due');
  });
});

describe('a wrong row is refused with file, line, column and reason', () => {
  it.each<[string, Record<string, (text: string) => string>, RegExp]>([
    ['a missing column', { enti: replace('tipo,', 'genere,') }, /^borea\/enti\.csv:1 \(riga\): .*colonna tipo/],
    ['a row with too few cells', { enti: append('belfiore:X009,Comune') }, /^borea\/enti\.csv:7 \(riga\): .*2 celle/],
    ['an open quote', { enti: append('"belfiore:X009') }, /^borea\/enti\.csv:7 \(riga\): .*virgolette/],
    [
      'a day that does not exist',
      { enti: replace('2000-01-01', '2000-02-30') },
      /enti\.csv:5 dal: "2000-02-30" non è un giorno/,
    ],
    [
      'a validity that runs backwards',
      { appartenenze: replace('2026-06-30', '2009-06-30') },
      /appartenenze\.csv:3 al: la validità/,
    ],
    ['an unknown kind of ente', { enti: replace('consorzio,', 'congrega,') }, /enti\.csv:5 tipo: "congrega" non è tra/],
    ['an unknown role', { client: replace('gestore capofila', 'gestore re') }, /client\.csv:3 ruoli: "re" non è tra/],
    ['a row without source', { capofila: replace('fonte,prova', 'fonte,') }, /capofila\.csv:2 fonte: manca il valore/],
    [
      'an invented reliability',
      { capofila: replace('fonte,prova', 'certissimo,prova') },
      /capofila\.csv:2 affidabilita/,
    ],
    [
      'control characters',
      { enti: replace('Comune di Due', 'Comune\u0000 di Due') },
      /enti\.csv:3 denominazione: .*controllo/,
    ],
    [
      'a name of ten thousand letters',
      { enti: replace('Comune di Due', 'x'.repeat(10_000)) },
      /enti\.csv:3 denominazione: più di/,
    ],
    [
      'an ente given twice',
      { enti: append('belfiore:X001,Uno,comune,1900-01-01,,fonte,prova') },
      /enti\.csv:7 ente: .*riga 2/,
    ],
    [
      'a code of two enti',
      { codici_enti: append('belfiore:X003,istat,902001,2012-01-01,,fonte,prova') },
      /codici_enti\.csv:9 codice: .*riga 4/,
    ],
    [
      'an ente without its own code',
      { codici_enti: replace('belfiore:X003,belfiore,X003', 'belfiore:X002,inps,X003') },
      /enti\.csv:4 ente/,
    ],
    [
      'a cadastral code of no comune',
      { codici_enti: append('belfiore:X003,belfiore,X999,1900-01-01,,fonte,prova') },
      /codici_enti\.csv:9 codice: nessun comune/,
    ],
    [
      'two ambiti on one day',
      {
        ambiti: append('ZS2,Sud,zona sociale,2010-01-01,,fonte,prova'),
        appartenenze: append('ZS2,belfiore:X002,2026-06-30,,fonte,prova'),
      },
      /appartenenze\.csv:4 ente: ente già in un ambito/,
    ],
    [
      'two capofila on one day',
      { capofila: append('ZS1,belfiore:X001,2020-01-01,2020-12-31,fonte,prova') },
      /capofila\.csv:3 ambito/,
    ],
    [
      'an ambito that is not there',
      { appartenenze: append('ZS9,belfiore:X003,2026-06-30,,fonte,prova') },
      /appartenenze\.csv:4 ambito: "ZS9"/,
    ],
    [
      'a delega to itself',
      { deleghe: replace('belfiore:X002,regionale:CONS', 'belfiore:X002,belfiore:X002') },
      /deleghe\.csv:3 delegato/,
    ],
    [
      'a deposit without tracciato',
      {
        deleghe: replace(
          'D2,belfiore:X002,regionale:CONS,deposito,PS_PSA_SINA',
          'D2,belfiore:X002,regionale:CONS,deposito,',
        ),
      },
      /deleghe\.csv:3 tracciato/,
    ],
    [
      'an adesione to another than the region',
      { deleghe: append('A1,belfiore:X001,regionale:CONS,adesione,,,no,,atto,3,2024-01-01,2024-01-01,,fonte,prova') },
      /deleghe\.csv:5 delegato: si aderisce alla regione/,
    ],
    [
      'an adesione for an ambito signed by another than its capofila',
      {
        deleghe: append('A2,belfiore:X001,regionale:BOREA,adesione,,ZS1,no,,atto,3,2024-01-01,2024-01-01,,fonte,prova'),
      },
      /deleghe\.csv:5 delegante: l'adesione di un ambito/,
    ],
    [
      'an adesione that may be passed on',
      {
        deleghe: append('A2,belfiore:X001,regionale:BOREA,adesione,,,sì,,atto,3,2024-01-01,2024-01-01,,fonte,prova'),
      },
      /deleghe\.csv:5 subdelegabile/,
    ],
    [
      'an adesione to a tracciato',
      {
        deleghe: append(
          'A2,belfiore:X001,regionale:BOREA,adesione,PS_PSA_SINA,,no,,atto,3,2024-01-01,2024-01-01,,fonte,prova',
        ),
      },
      /deleghe\.csv:5 tracciato/,
    ],
    [
      'a sub-delega that was not allowed',
      {
        deleghe: append(
          'D3,regionale:CONS,belfiore:X003,deposito,PS_PSA_SINA,,no,D2,atto,3,2024-01-01,2024-01-01,,fonte,prova',
        ),
      },
      /deleghe\.csv:5 deriva_da: la delega D2/,
    ],
    [
      'a sub-delega by another',
      {
        deleghe: append(
          'D3,belfiore:X002,belfiore:X003,deposito,PS_PSA_SINA,,no,D1,atto,3,2024-01-01,2024-01-01,,fonte,prova',
        ),
      },
      /deleghe\.csv:5 delegante/,
    ],
    [
      'a client registered twice',
      { client: append('uno,belfiore:X002,pdnd,,titolare,2025-01-01,,fonte,prova') },
      /client\.csv:8 client_id/,
    ],
    ['no region', { regione: replace('90,Borea,fonte,prova\n', '') }, /^regione\.csv:null/],
    ['a code twice in a list', { siuss: append('A1.01,,Di nuovo,,area,S,prova,fonte') }, /siuss\.csv:4 codice/],
    [
      'a tree that bites its tail',
      { siuss: replace('A1.01,,', 'A1.01,A1.02,') },
      /siuss\.csv:2 codice_padre: .*discende da se stesso/,
    ],
    [
      'a list whose file is not there',
      { nomenclature: replace(',siuss,', ',altro,') },
      /nomenclature\.csv:2 file: il file altro\.csv manca/,
    ],
    [
      'two versions in force on one day',
      { nomenclature: append('SIUSS,2,Altre,siuss,pubblicata,2026-01-01,,prova,fonte') },
      /nomenclature\.csv:3 dal/,
    ],
  ])('%s', (_, changes, expected) => {
    expect(problemiOf(changes).some((problema) => expected.test(problema)) || problemiOf(changes)).toBe(true);
  });

  it('all faults are named at once', () => {
    const changes = {
      enti: replace('2000-01-01', 'ieri'),
      client: replace('gestore capofila', 'mago'),
      ambiti: replace('ZS1', 'zs 1'),
    };
    expect(problemiOf(changes)).toHaveLength(3);
  });

  it('a pack without national tables is refused', () => {
    expect(() => readPacchetto({ name: 'vuota', testi: new Map() }, [cartella(FIXTURES, 'borea')])).toThrow(
      /comuni\.csv/,
    );
  });
});
