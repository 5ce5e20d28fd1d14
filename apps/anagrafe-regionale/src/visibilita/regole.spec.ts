import { describe, expect, it } from '@jest/globals';
import { CODICI_FINALITA, FINALITA, type Finalita } from './finalita.js';
import { CHI, LEI, type NomeChi, OGGI, caso, domanda, riesame, sede } from '../prova/chi-e-lei-di-prova.js';
import type { LegamiPersona } from './legami-persona.js';
import { CAMPI, PROFILI, identifica, mostra } from './profili.js';
import { profiloOf } from './profilo.js';
import { CONCESSIONI, type Domanda, LIMITI, PRINCIPI } from './regole.js';
import type { Richiedente } from './richiedente.js';

/** The first purpose that each kind of office may have. */
const scopoOf = ({ ruoli }: Richiedente): Finalita | undefined =>
  CODICI_FINALITA.find((one) => FINALITA[one].uffici.some((ruolo) => (ruoli as readonly string[]).includes(ruolo)));

function mostrato(chi: Richiedente, lei: Partial<LegamiPersona>, rest: Partial<Domanda> = {}): string {
  const finalita = scopoOf(chi);
  if (finalita === undefined) return '-';
  const found = profiloOf(chi, { ...LEI, ...lei }, domanda(finalita, rest));
  return found === undefined ? '-' : `${found.profilo} ${found.regola}`;
}

/** What ties each person to the enti of the two ambiti. */
const RELAZIONI: Readonly<Record<string, Partial<LegamiPersona>>> = {
  'lives in A1': { comune: 'A1' },
  'lives in B1': { comune: 'B1' },
  'lives nowhere known': {},
  'abroad, prestazione of A1': { erogatori: ['a1'] },
  'abroad, prestazione of an ente that ceased into A1': { erogatori: ['past-of-a1'] },
  'prestazione of a gestore': { comune: 'B1', erogatori: ['gestore'] },
  'moved to B1, case of A1 open': { comune: 'B1', casi: [caso({})] },
  'moved to B1, case of A1 for the ambito': { comune: 'B1', casi: [caso({ ambito: 'A' })] },
  'moved to B1, case closed, in its grace': { comune: 'B1', casi: [caso({ finoAl: OGGI })] },
  'moved to B1, case and grace over': { comune: 'B1', casi: [caso({ finoAl: '2026-03-09' })] },
  'case that begins tomorrow': { comune: 'B1', casi: [caso({ dal: '2026-03-11' })] },
  'lives in A1, case of the ambito': { comune: 'A1', casi: [caso({ ente: 'capo', ambito: 'A' })] },
  'assisted by the health agency': { comune: 'A1', assistitaDa: ['asl'] },
  'assisted by another agency': { comune: 'A1', assistitaDa: ['altra'] },
  'in review': { comune: 'B1', riesami: riesame({}) },
  'in review, told of by A1': {
    riesami: riesame({ sedi: [sede({ enti: ['a1'] }), sede({ comune: 'A2', enti: ['a1'] })] }),
  },
  'in review with somebody of A2': {
    comune: 'B1',
    riesami: riesame({ sedi: [sede({ comune: 'B1' }), sede({ comune: 'A2' })] }),
  },
  'in review with who may not be shown': {
    comune: 'B1',
    riesami: riesame({ sedi: [sede({ comune: 'B1' }), sede({ comune: 'B1', nascosta: true })] }),
  },
  'in review, opened by another steward': { comune: 'B1', riesami: riesame({ soggetto: 'altra' }) },
  'in review, opened by an ente that is not the steward': { comune: 'B1', riesami: riesame({ ente: 'a1' }) },
  'in review, no longer open': { comune: 'B1', riesami: riesame({ finoA: '2026-03-10T09:00:00Z' }) },
  'dead, in review': { comune: 'B1', vita: 'deceduta', dataDecesso: '2016-03-10', riesami: riesame({}) },
  'dead for too long, in review': { comune: 'B1', vita: 'deceduta', dataDecesso: '2016-03-09', riesami: riesame({}) },
  'protected by the ente of its steward, in review': { comune: 'B1', protettaDa: ['steward'], riesami: riesame({}) },
  'opened in an emergency by this operator of A1': {
    comune: 'B1',
    urgenze: [{ ente: 'a1', soggetto: 'operatrice', finoA: '2026-03-10T09:00:00.001Z' }],
  },
  'opened by another operator of A1': {
    comune: 'B1',
    urgenze: [{ ente: 'a1', soggetto: 'altra', finoA: '2026-03-10T10:00:00Z' }],
  },
  'opened in an emergency that is over': {
    comune: 'B1',
    urgenze: [{ ente: 'a1', soggetto: 'operatrice', finoA: '2026-03-10T09:00:00Z' }],
  },
  'protected by B1, lives in A1, case of A1': {
    comune: 'A1',
    casi: [caso({})],
    erogatori: ['a2'],
    assistitaDa: ['asl'],
    protettaDa: ['b1'],
    riesami: riesame({}),
  },
  'protected by A1, lives in B1': { comune: 'B1', protettaDa: ['a1'] },
  'protected by A1, lives in B1, case of A1': { comune: 'B1', casi: [caso({})], protettaDa: ['a1'] },
  'protected by A1, lives in A1': { comune: 'A1', protettaDa: ['a1'] },
  'assisted by the health agency, protected by its social office': {
    comune: 'A1',
    assistitaDa: ['asl'],
    protettaDa: ['asl'],
  },
  'dead, lived in A1': { comune: 'A1', vita: 'deceduta', dataDecesso: '2026-02-01', assistitaDa: ['asl'] },
  'dead on a day nobody knows': { comune: 'A1', vita: 'deceduta' },
  'dead ten years ago today': { comune: 'A1', vita: 'deceduta', dataDecesso: '2016-03-10' },
  'dead ten years ago yesterday': { comune: 'A1', vita: 'deceduta', dataDecesso: '2016-03-09', erogatori: ['a1'] },
  'dead, prestazione of A1': { vita: 'deceduta', dataDecesso: '2026-02-01', erogatori: ['a1'] },
  'dead, protected by B1': { comune: 'A1', vita: 'deceduta', protettaDa: ['b1'] },
  'dead, opened in an emergency by this operator of A1': {
    comune: 'B1',
    vita: 'deceduta',
    urgenze: [{ ente: 'a1', soggetto: 'operatrice', finoA: '2026-03-10T09:00:00.001Z' }],
  },
  'said to be dead by one source': { comune: 'A1', vita: 'decesso_segnalato', dataDecesso: '2026-02-01' },
};

/** What each may see of them when it searches; nobody else of anybody, and the region never a person. */
const ATTESO = readTavola(`
  of a person who                                    | a1   | a2   | capo | b1   | asl  | steward | regionale
  lives in A1                                        | H R1 | M R2 | M R4 | -    | -    | -
  lives in B1                                        | -    | -    | -    | H R1 | -    | -
  lives nowhere known                                | -    | -    | -    | -    | -    | -
  abroad, prestazione of A1                          | B R5 | -    | M R4 | -    | -    | -
  abroad, prestazione of an ente that ceased into A1 | B R5 | -    | -    | -    | -    | -
  prestazione of a gestore                           | -    | -    | -    | H R1 | -    | -
  moved to B1, case of A1 open                       | B R5 | -    | -    | H R1 | -    | -
  moved to B1, case of A1 for the ambito             | B R5 | -    | B R5 | H R1 | -    | -
  moved to B1, case closed, in its grace             | B R5 | -    | -    | H R1 | -    | -
  moved to B1, case and grace over                   | -    | -    | -    | H R1 | -    | -
  case that begins tomorrow                          | -    | -    | -    | H R1 | -    | -
  lives in A1, case of the ambito                    | H R1 | M R2 | H R4 | -    | -    | -
  assisted by the health agency                      | H R1 | M R2 | M R4 | -    | B R7 | -
  assisted by another agency                         | H R1 | M R2 | M R4 | -    | -    | -
  in review                                          | -    | -    | -    | H R1 | -    | M R9 | M R9
  in review, told of by A1                           | -    | -    | -    | -    | -    | M R9 | M R9
  in review with somebody of A2                      | -    | -    | -    | H R1 | -    | -    | M R9
  in review with who may not be shown                | -    | -    | -    | H R1 | -    | -    | -
  in review, opened by another steward               | -    | -    | -    | H R1 | -    | -    | -
  in review, opened by an ente that is not the steward | -    | -    | -    | H R1 | -    | -    | -
  in review, no longer open                          | -    | -    | -    | H R1 | -    | -    | -
  dead, in review                                    | -    | -    | -    | H R1 | -    | M R9 | M R9
  dead for too long, in review                       | -    | -    | -    | -    | -    | -    | -
  protected by the ente of its steward, in review    | -    | -    | -    | -    | -    | -    | -
  opened in an emergency by this operator of A1      | B R14 | -    | -    | H R1 | -    | -
  opened by another operator of A1                   | -    | -    | -    | H R1 | -    | -
  opened in an emergency that is over                | -    | -    | -    | H R1 | -    | -
  protected by B1, lives in A1, case of A1           | -    | -    | -    | M R12 | -    | -
  protected by A1, lives in B1                       | M R12 | -    | -    | -    | -    | -
  protected by A1, lives in B1, case of A1           | B R5 | -    | -    | -    | -    | -
  protected by A1, lives in A1                       | H R1 | -    | -    | -    | -    | -
  assisted by the health agency, protected by its social office | - | - | - | - | - | -
  dead, lived in A1                                  | H R1 | -    | M R4 | -    | -    | -
  dead on a day nobody knows                         | H R1 | -    | M R4 | -    | -    | -
  dead ten years ago today                           | H R1 | -    | M R4 | -    | -    | -
  dead ten years ago yesterday                       | -    | -    | -    | -    | -    | -
  dead, prestazione of A1                            | B R5 | -    | M R4 | -    | -    | -
  dead, protected by B1                              | -    | -    | -    | M R12 | -    | -
  dead, opened in an emergency by this operator of A1 | B R14 | -    | -    | H R1 | -    | -
  said to be dead by one source                      | H R1 | M R2 | M R4 | -    | -    | -
`);

type Atteso = readonly [relazione: string, lei: Partial<LegamiPersona>, visto: Readonly<Record<NomeChi, string>>];

function readTavola(text: string): Atteso[] {
  const [head, ...rows] = text
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));
  const others = Object.fromEntries((Object.keys(CHI) as NomeChi[]).map((nome) => [nome, '-']));
  return rows.map(([relazione, ...cells]) => {
    const visto = Object.fromEntries(cells.map((cell, at) => [head![at + 1]!, cell]));
    return [relazione!, RELAZIONI[relazione!]!, { ...others, ...visto } as Record<NomeChi, string>];
  });
}

describe('of a person who', () => {
  it.each(ATTESO)('%s, each office sees what the rules give', (_relazione, lei, atteso) => {
    const nomi = Object.keys(CHI) as NomeChi[];
    const visto = nomi.map((nome) => [nome, nome === 'regione' ? '-' : mostrato(CHI[nome], lei)]);
    expect(Object.fromEntries(visto)).toEqual(atteso);
  });

  it.each(ATTESO)('%s, the region has attributes without a name, unless she is protected or dead', (_, lei) => {
    const hidden = lei.protettaDa !== undefined || lei.vita === 'deceduta';
    expect(mostrato(CHI.regione, lei)).toBe(hidden ? '-' : 'P R8');
  });

  it.each(ATTESO)('%s, a whole identity is answered by yes or no where nothing else is', (_, lei, atteso) => {
    const hidden = lei.protettaDa !== undefined || lei.vita === 'deceduta';
    for (const nome of ['a1', 'a2', 'capo', 'b1', 'asl'] as const) {
      const visto = mostrato(CHI[nome], lei, { identitaIntera: true });
      expect([nome, visto]).toEqual([nome, atteso[nome] === '-' && !hidden ? 'V R3' : atteso[nome]]);
    }
    for (const nome of ['steward', 'regionale', 'inps', 'gestore', 'dpo'] as const) {
      expect(mostrato(CHI[nome], lei, { identitaIntera: true })).toBe(atteso[nome]);
    }
  });
});

describe('a case that is named', () => {
  const ofA1 = caso({ id: 'c1' });
  it.each([
    ['of another ente of the ambito gives B', { comune: 'A1', casi: [ofA1] }, 'c1', 'B R2'],
    ['of the ambito gives B', { comune: 'A1', casi: [caso({ id: 'c1', ente: 'capo', ambito: 'A' })] }, 'c1', 'B R2'],
    ['that is not hers gives no more', { comune: 'A1', casi: [ofA1] }, 'c2', 'M R2'],
    ['that is over gives no more', { comune: 'A1', casi: [{ ...ofA1, finoAl: '2026-03-09' }] }, 'c1', 'M R2'],
    ['of another ambito gives no more', { comune: 'A1', casi: [caso({ id: 'c1', ente: 'b1' })] }, 'c1', 'M R2'],
    ['of who lives elsewhere gives nothing', { comune: 'B1', casi: [ofA1] }, 'c1', '-'],
  ])('%s', (_quale, lei, nominato, atteso) => {
    expect(mostrato(CHI.a2, lei, { caso: nominato })).toBe(atteso);
  });
});

describe('an ente that protects and is steward', () => {
  const both: Richiedente = { ...CHI.steward, ruoli: ['titolare', 'steward'] };
  it('sees as steward nobody that is protected, not even by itself', () => {
    const lei = { ...LEI, protettaDa: ['steward'], riesami: riesame({}) };
    expect(profiloOf(both, lei, domanda('riesame_duplicati'))).toBeUndefined();
    expect(profiloOf(both, lei, domanda('presa_in_carico'))?.regola).toBe('R12');
  });
});

describe('a history', () => {
  const storia = (chi: Richiedente, lei: Partial<LegamiPersona>) =>
    profiloOf(chi, { ...LEI, ...lei }, domanda('presa_in_carico'))?.comuniStoria;

  it('is that of the comune that asks, or of the ambito that is led; of nothing where the profile has none', () => {
    expect(storia(CHI.a1, { comune: 'A1' })).toEqual(['A1']);
    expect(storia(CHI.capo, { comune: 'A1', casi: [caso({ ambito: 'A' })] })).toEqual(['A1', 'A2']);
    expect(storia(CHI.a2, { comune: 'A1' })).toEqual([]);
  });
});

describe('in time', () => {
  const ofNewAmbito: Richiedente = { ...CHI.b1, comuniAmbito: ['B1', 'A2'], entiAmbito: ['b1', 'a2'] };
  const ofOldAmbito: Richiedente = { ...CHI.a1, comuniAmbito: ['A1'], entiAmbito: ['a1'] };

  it('who moves at midnight is from that day of the comune where she is', () => {
    expect([mostrato(CHI.a1, { comune: 'A1' }), mostrato(CHI.b1, { comune: 'A1' })]).toEqual(['H R1', '-']);
    expect([mostrato(CHI.a1, { comune: 'B1' }), mostrato(CHI.b1, { comune: 'B1' })]).toEqual(['-', 'H R1']);
  });

  it('a comune that changes ambito takes its residents with it', () => {
    expect([mostrato(CHI.a1, { comune: 'A2' }), mostrato(ofOldAmbito, { comune: 'A2' })]).toEqual(['M R2', '-']);
    expect([mostrato(CHI.b1, { comune: 'A2' }), mostrato(ofNewAmbito, { comune: 'A2' })]).toEqual(['-', 'M R2']);
  });

  it('a case shows its person from its first day to the last of its grace', () => {
    const casi = [caso({ dal: '2026-02-01', finoAl: '2026-04-30' })];
    const on = (oggi: string) => mostrato(CHI.a1, { casi }, { oggi });
    expect(['2026-01-31', '2026-02-01', '2026-04-30', '2026-05-01'].map(on)).toEqual(['-', 'B R5', 'B R5', '-']);
  });
});

describe('the purpose', () => {
  it('must be one of the office whose rule is used', () => {
    const doppia: Richiedente = { ...CHI.a1, ruoli: ['titolare', 'sanitaria'] };
    const by = (finalita: Finalita, lei: Partial<LegamiPersona>) =>
      profiloOf(doppia, { ...LEI, ...lei }, domanda(finalita))?.regola;
    expect(by('presa_in_carico', { comune: 'A1', assistitaDa: ['a1'] })).toBe('R1');
    expect(by('assistenza_sanitaria', { comune: 'A1', assistitaDa: ['a1'] })).toBe('R7');
    expect(by('assistenza_sanitaria', { comune: 'A1' })).toBeUndefined();
    expect(by('riesame_duplicati', { comune: 'A1', riesami: riesame({}) })).toBeUndefined();
  });
});

describe('the table', () => {
  it('has every rule, R1 to R17, each with its basis', () => {
    const all = [...CONCESSIONI, ...LIMITI, ...PRINCIPI];
    expect(
      [...new Set(all.map(({ regola }) => Number(regola.slice(1))))].toSorted((one, other) => one - other),
    ).toEqual(Array.from({ length: 17 }, (_, at) => at + 1));
    for (const { base } of all) expect(base.length).toBeGreaterThan(20);
  });

  it('is in order of generosity', () => {
    const rank = ['H', 'B', 'M', 'V', 'P'];
    const given = CONCESSIONI.map(({ profilo }) => rank.indexOf(profilo));
    expect(given).toEqual(given.toSorted((one, other) => one - other));
  });

  it('shows with more what it shows with less, and names nobody to who asks yes or no, attributes or counts', () => {
    for (const campo of CAMPI.M) expect(mostra('B', campo)).toBe(true);
    for (const campo of CAMPI.B) expect(mostra('H', campo)).toBe(true);
    expect(PROFILI.filter(identifica)).toEqual(['M', 'B', 'H']);
    expect(PROFILI.filter((profilo) => mostra(profilo, 'stato_civile'))).toEqual(['B', 'H']);
    expect(CAMPI.P.filter((campo) => /nome|codice|data|comune|indirizzo/.test(campo))).toEqual([]);
  });
});
