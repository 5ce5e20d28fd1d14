import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseCsv } from '#libs/codici';
import { RELAZIONI, Vista, type Voce } from '#libs/riferimenti';
import { partiOf } from '../nomenclature/parti.js';
import { aggregatiOf } from './aggregati.js';
import { findProblemiNomenclature } from './coerenza-nomenclature.js';
import { type Cartella, readPacchetto } from './pacchetto.js';
import { readNomenclature } from './pacchetto-nomenclature.js';

const CONFIG = new URL('../../../../config/', import.meta.url);
const DIMOSTRAZIONE = new URL('regioni/marche/dimostrazione/', CONFIG);
const text = (path: string) => readFileSync(new URL(path, DIMOSTRAZIONE), 'utf8');

function cartella(path: string): Cartella {
  const folder = new URL(`${path}/`, CONFIG);
  const files = readdirSync(folder).filter((file) => file.endsWith('.csv'));
  return {
    name: path,
    testi: new Map(files.map((file) => [file.slice(0, -4), readFileSync(new URL(file, folder), 'utf8')])),
  };
}

const pacchetto = readPacchetto(cartella('nazionale'), [
  cartella('regioni/marche'),
  cartella('regioni/marche/dimostrazione'),
]);
const { nomenclature, associazioni } = pacchetto;
/** The registries as every other service has them once the demonstration is loaded. */
const vista = Vista.empty.with(
  [...aggregatiOf(pacchetto).map(({ voce }) => voce), ...nomenclature.flatMap(partiOf)].map(
    (voce) => ({ ...voce, revisione: 1 }) as Voce,
  ),
);
/** The day the acts begin, and one long after. */
const GIORNI = ['2024-01-01', '2026-11-21'];
const versioneOf = (sistema: string) => nomenclature.find((versione) => versione.sistema === sistema)!;
const reg = versioneOf('REG');
const voceOf = new Map(
  nomenclature.flatMap(({ sistema, voci }) => voci.map((voce) => [`${sistema} ${voce.codice}`, voce] as const)),
);
const toward = (a: string) => associazioni.filter((riga) => riga.da === 'REG' && riga.a === a);

describe('the invented nomenclature of the demonstration', () => {
  it('says of itself, and of each of its rows, that it was invented', () => {
    const rows = [reg, ...reg.voci, ...associazioni.filter(({ da }) => da === 'REG')];
    expect(
      rows.filter(({ affidabilita, fonte }) => affidabilita !== 'dimostrazione' || !/inventat/.test(fonte)),
    ).toEqual([]);
    expect(reg).toMatchObject({ versione: '1', stato: 'pubblicata', dal: '2024-01-01', al: null });
    expect(reg.denominazione).toMatch(/inventata/);
  });

  it('has groups, services and variants, each with a description; a group is what others descend from', () => {
    const parents = new Set(reg.voci.map(({ padre }) => padre));
    expect(new Set(reg.voci.map(({ attributi }) => attributi['livello']))).toEqual(new Set(['1', '2', '3']));
    for (const { codice, padre, descrizione, attributi } of reg.voci) {
      expect(descrizione).toMatch(/\S/);
      expect(padre).toBe(codice.includes('.') ? codice.slice(0, codice.lastIndexOf('.')) : null);
      if (attributi['livello'] === '1') expect(parents).toContain(codice);
    }
  });

  it('every code that a riga may bear is known to INPS; groups are no codes to write', () => {
    const usable = reg.voci.filter(({ attributi }) => attributi['livello'] !== '1').map(({ codice }) => codice);
    expect(toward('SIUSS').map(({ codice }) => codice)).toEqual(usable);
    expect(new Set(toward('SIUSS').map(({ relazione }) => relazione))).toEqual(new Set(RELAZIONI));
  });

  it('asks for the taking in charge wherever INPS does', () => {
    const lax = toward('SIUSS').filter(
      ({ codice, destinazioni }) =>
        destinazioni.every((one) => voceOf.get(`SIUSS ${one}`)!.attributi['solo_con_presa_in_carico'] === true) &&
        voceOf.get(`REG ${codice}`)!.attributi['solo_con_presa_in_carico'] !== true,
    );
    expect(lax).toEqual([]);
  });

  it('marks as essential levels those it associates to one', () => {
    const marked = reg.voci.filter(({ attributi }) => attributi['leps'] === true).map(({ codice }) => codice);
    expect(marked).toEqual(toward('LEPS').map(({ codice }) => codice));
    expect(marked.length).toBeGreaterThan(5);
  });
});

describe('with the demonstration loaded', () => {
  const comuni = pacchetto.regione.enti
    .filter(({ tipo }) => tipo === 'comune')
    .map(({ ente }) => vista.enteByCodice(ente.split(':')[1]!, GIORNI[0]!)!);
  const maySend = (giorno: string) =>
    comuni.filter(({ id }) => vista.atti.depositoConsentito(id, id, 'PS_PSA_SINA', giorno).consentito);

  it.each(GIORNI)('all 225 comuni may deposit for themselves on %s', (giorno) => {
    expect(maySend(giorno)).toHaveLength(225);
  });

  it('no comune may before the acts begin', () => {
    expect(maySend('2023-12-31')).toHaveLength(0);
  });

  it.each(GIORNI)('every regional code becomes one of INPS on %s, or asks which', (giorno) => {
    for (const { codice, relazione, destinazioni } of toward('SIUSS')) {
      const answer = vista.traduci({ da: 'REG', a: 'SIUSS', codice, giorno });
      if (relazione === 'scelta')
        expect(answer).toEqual({ esito: 'scelta_mancante', alternative: destinazioni.toSorted() });
      else expect(answer).toMatchObject({ esito: 'tradotto', codice: destinazioni[0] });
      const chosen = vista.traduci({ da: 'REG', a: 'SIUSS', codice, giorno, scelta: destinazioni.at(-1)! });
      expect(chosen).toMatchObject({ esito: 'tradotto', codice: destinazioni.at(-1) });
    }
  });

  it('a regional code is read on to ISTAT and to the FNPS grid, and says where the way ends', () => {
    const on = (codice: string, a: string, giorno = '2024-06-30') => vista.traduci({ da: 'REG', a, codice, giorno });
    expect(on('R4.01.01', 'ISTAT')).toMatchObject({
      esito: 'tradotto',
      codice: 'HOMECARE',
      passi: [{ versione: 'REG@1' }, { versione: 'SIUSS@1.0' }, { versione: 'ISTAT@0.1' }],
    });
    expect(on('R4.01.01', 'FNPS')).toMatchObject({ esito: 'tradotto', codice: 'C1' });
    expect(on('R4.01.01', 'LEPS')).toMatchObject({ esito: 'tradotto', codice: 'LEPS-SAD' });
    expect(on('R2.02', 'ISTAT')).toEqual({ esito: 'senza_associazione', sistema: 'SIUSS', codice: 'A2.01' });
    expect(on('R7.01', 'ISTAT')).toMatchObject({ esito: 'scelta_mancante', alternative: ['AGGRC', 'DAYC', 'SUMDAYC'] });
    expect(on('R4', 'SIUSS')).toMatchObject({ esito: 'senza_associazione', codice: 'R4' });
    expect(on('R4.01.04', 'SIUSS')).toEqual({ esito: 'codice_sconosciuto' });
    expect(on('R4.01.01', 'SIUSS', '2023-12-31')).toEqual({ esito: 'codice_sconosciuto' });
  });
});

describe('version 2, prepared to be published while one looks on', () => {
  const versioni = readNomenclature(
    'dimostrazione',
    new Map([
      [
        'nomenclature',
        `${text('nomenclature.csv').replace('2024-01-01,,', '2024-01-01,2026-12-31,')}REG,2,Seconda,reg-2,pubblicata,2027-01-01,,prova,dimostrazione\n`,
      ],
      ['reg', text('reg.csv')],
      ['reg-2', text('reg-2.csv')],
    ]),
    [],
  );
  const second = versioni[1]!;

  it('can be published after version 1', () => {
    expect(findProblemiNomenclature(versioni)).toEqual([]);
    expect(nomenclature.map(({ sistema, versione }) => `${sistema}@${versione}`)).not.toContain('REG@2');
  });

  it('splits one code in two, joins two in one, calls one by another name, and leaves all others as they were', () => {
    const successors = second.voci.filter(({ attributi }) => attributi['sostituisce'] !== undefined);
    expect(successors.map(({ codice, attributi }) => [codice, attributi['sostituisce']])).toEqual([
      ['R4.01.04', ['R4.01.01']],
      ['R4.01.05', ['R4.01.01']],
      ['R8.10', ['R8.01', 'R8.02']],
    ]);
    const before = new Map(reg.voci.map(({ posto: _, ...voce }) => [voce.codice, voce]));
    const after = new Map(second.voci.map(({ posto: _, ...voce }) => [voce.codice, voce]));
    expect([...before.keys()].filter((codice) => !after.has(codice))).toEqual(['R4.01.01', 'R8.01', 'R8.02']);
    const changed = [...after].filter(([codice, voce]) => before.has(codice) && !sameAs(voce, before.get(codice)));
    expect(changed.map(([codice]) => codice)).toEqual(['R2.03']);
    expect(after.get('R2.03')!.denominazione).not.toBe(before.get('R2.03')!.denominazione);
  });
});

function sameAs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

describe('the local lists of the demonstration', () => {
  const liste = readdirSync(new URL('liste-locali/', DIMOSTRAZIONE));
  const COLUMNS = [
    'codice',
    'denominazione',
    'descrizione',
    'codice_padre',
    'relazione',
    'codice_regionale',
    'dal',
    'al',
    'nota',
  ];

  it.each(liste)('%s is exact, broader, a choice and undecided in turn, with codes of its own', (file) => {
    const righe = parseCsv(text(`liste-locali/${file}`), COLUMNS);
    const codici = new Set(righe.map((riga) => riga['codice']!));
    const regional = new Set(reg.voci.map(({ codice }) => codice));
    const kinds = new Set<string>();
    for (const codice of codici) {
      const own = righe.filter((riga) => riga['codice'] === codice);
      const { relazione, codice_padre: padre } = own[0]! as { relazione: string; codice_padre: string };
      kinds.add(relazione);
      expect(voceOf.has(`SIUSS ${codice}`) || regional.has(codice)).toBe(false);
      expect(padre === '' || codici.has(padre)).toBe(true);
      expect(
        own.every((riga) => riga['relazione'] === relazione && riga['denominazione'] === own[0]!['denominazione']),
      ).toBe(true);
      if (relazione === 'scelta') expect(own.length).toBeGreaterThan(1);
      else expect(own).toHaveLength(1);
      if (relazione === '') expect(own[0]!['codice_regionale']).toBe('');
      else expect(own.filter((riga) => !regional.has(riga['codice_regionale']!))).toEqual([]);
    }
    expect(kinds).toEqual(new Set(['esatta', 'piu_ampia', 'scelta', '']));
  });
});
