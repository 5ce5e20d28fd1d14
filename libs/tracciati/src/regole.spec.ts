import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { encodeCodiceFiscale, legalDay, parseCsv } from '#libs/codici';
import { REGOLE, verificheConStatoDi } from './catalogo.js';
import { CASI } from './prova/casi.js';
import { CONTESTO_CON_CODICI_LOCALI } from './prova/contesto.js';
import { PS_PSA_SINA_201812 } from './ps-psa-sina.js';
import { REGOLE_ESTENSIONE } from './regole/estensione.js';
import { type Letto, UNICA, documento, leggi as leggiCon } from './prova/documento.js';

/** As the hub reads: with the local codes of the ente. */
const leggi = (testo: string): Letto => leggiCon(testo, 65_536, {}, CONTESTO_CON_CODICI_LOCALI);

const regola = (codice: string) => REGOLE.find((one) => one.codice === codice)!;
/** Only listed in the catalogue: the hub's own writer keeps them. */
const DEL_HUB = new Set(['PS-01', 'PS-02']);
/** Of what XML has no place for: piano/estensione.spec.ts lets them speak. */
const ESTESE = new Set(REGOLE_ESTENSIONE.map(({ codice }) => codice));

describe('The rules of PS_PSA_SINA', () => {
  it('leaves none without a case', () => {
    const own = REGOLE.map((one) => one.codice).filter((codice) => /^(PS|SN)-/.test(codice) && codice !== 'SN-00');
    expect(own.filter((codice) => !DEL_HUB.has(codice) && !ESTESE.has(codice)).toSorted()).toEqual(
      Object.keys(CASI).toSorted(),
    );
  });

  for (const [codice, { parla, tace }] of Object.entries(CASI)) {
    const { gravita, messaggio } = regola(codice);
    it(`${codice} (${gravita}) speaks, and only when it should: ${messaggio.slice(0, 60)}`, () => {
      for (const parti of parla) {
        const found = leggi(documento(parti)).rilievi.filter((one) => one.regola === codice);
        expect({ parti, found: found.length > 0 }).toEqual({ parti, found: true });
        for (const one of found) {
          expect(one.messaggio).not.toBe('');
          expect(one.rimedio).not.toBe('');
          expect(one.linea).toBeGreaterThan(1);
          expect(one.campo).toMatch(/^[A-Za-z]+(\/@[A-Za-z]+)?$/);
        }
      }
      for (const parti of tace) {
        const found = leggi(documento(parti)).rilievi.filter((one) => one.regola === codice);
        expect({ parti, found }).toEqual({ parti, found: [] });
      }
    });
  }

  it('never refuses for a rule of the flusso stage, nor for what is known from practice only', () => {
    for (const one of REGOLE) {
      if (one.stadio === 'flusso') expect([one.codice, one.gravita]).toEqual([one.codice, 'avviso']);
      const excepted = ['PS-22', 'PS-26', 'SN-07', 'SN-15', 'SN-17', 'SB-16', 'SB-17', 'SB-19'].includes(one.codice);
      if (one.forza === 'prassi' || (one.forza === 'dedotta' && !excepted)) expect([one.codice, one.gravita]).toEqual([one.codice, 'avviso']);
    } // prettier-ignore
  });

  it('takes a riga INPS could not carry, says so, and keeps its schema verdict apart', () => {
    const { righe, esito } = leggi(documento({ beneficiario: { CodiceFiscale: 'STP1234567890123' } }));
    expect(righe[0]!.rilievi.map((one) => [one.regola, one.gravita])).toEqual([['PS-27', 'avviso']]);
    expect([righe[0]!.schemaValida, esito.schemaValido, esito.stato]).toEqual([false, false, 'letto']);
  });

  it('says of dates of two years what INPS will get: a message for each year, or one without an end', () => {
    const said = (fine: string, altro = {}): string =>
      leggi(documento({ prestazione: { DataFinePrestazione: fine, ...altro } })).rilievi.find((one) => one.regola === 'PS-08')!.messaggio; // prettier-ignore
    expect(said('2027-03-31')).toContain('un messaggio per anno');
    for (const fine of ['2025-12-31', '9999-12-31']) expect(said(fine)).toContain('senza fine, nel suo primo anno');
    expect(said('2026-01-31', { ...UNICA, DataInizioPrestazione: '2025-12-01', DataFinePrestazione: '2026-01-31' })).toContain('senza la fine'); // prettier-ignore
  });

  it('rounds a third decimal half up and keeps the cents', () => {
    const { righe } = leggi(documento({ prestazione: { ImportoMensile: '100.005', ImportoSogliaISEE: '0.014' } }));
    expect(righe[0]!.contenuto).toMatchObject({ importoMensile: 10_001, importoSogliaIsee: 1 });
    expect(righe[0]!.rilievi.map((one) => [one.regola, one.gravita])).toEqual([['PS-28', 'avviso'], ['PS-28', 'avviso']]); // prettier-ignore
  });

  it('takes a codice fiscale made for the person declared, whoever it is', () => {
    const luogoNascita = 'Z100' as never;
    const codice = encodeCodiceFiscale({ cognome: 'Müller', nome: 'Anna Maria', sesso: 'F', dataNascita: legalDay('2001-02-28'), luogoNascita }); // prettier-ignore
    const anagrafica = {
      Cognome: 'Müller',
      Nome: 'Anna Maria',
      Genere: '2',
      AnnoNascita: '2001',
      LuogoNascita: 'Z100',
    };
    expect(leggi(documento({ beneficiario: { CodiceFiscale: codice }, anagrafica })).rilievi).toEqual([]);
  });

  it('has one row for each code, with message, remedy and source', () => {
    const codici = REGOLE.map((one) => one.codice);
    const conStato = verificheConStatoDi(PS_PSA_SINA_201812).map((one) => one.codice);
    expect(new Set([...codici, ...conStato]).size).toBe(codici.length + conStato.length);
    for (const one of REGOLE) for (const text of [one.messaggio, one.rimedio, one.fonte]) expect(text.length).toBeGreaterThan(2); // prettier-ignore
  });
});

const table = join(process.env.SNODO_SHARED ?? '../shared', 'data/inps/business_rules.csv');
if (!existsSync(table)) process.stderr.write(`SALTATO: confronto con la tabella delle regole, manca ${table}\n`);

(existsSync(table) ? it : it.skip)('The catalogue has every rule of the study, as strong as it is known', () => {
  const rows = parseCsv(readFileSync(table, 'utf8'), ['id', 'format', 'strength'] as const).filter((row) => row.format === 'PS'); // prettier-ignore
  expect(rows.length).toBeGreaterThanOrEqual(29);
  for (const { id, strength } of rows) {
    const forze = { spec: ['specifica'], 'spec+SISO': ['specifica'], 'SISO only': ['prassi'], inferred: ['dedotta'] }[strength] ?? ['schema']; // prettier-ignore
    // What the study takes from practice and the schema enforces too has the schema's strength here.
    const admitted = id === 'PS-20' || id === 'PS-25' ? ['schema'] : forze;
    expect([id, admitted.includes(regola(id)?.forza ?? '')]).toEqual([id, true]);
  }
});
