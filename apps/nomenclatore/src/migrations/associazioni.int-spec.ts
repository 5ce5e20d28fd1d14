import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, uuidv7 } from '#libs/persistence';
import { type TestDatabase, createTestDatabase } from '#libs/testing';
import { NOMENCLATORE_MIGRATIONS } from './index.js';

const MIO = '018f0000-0000-7000-8000-000000000001';
const ALTRUI = '018f0000-0000-7000-8000-000000000002';

let own: TestDatabase;
let database: Database;
beforeAll(async () => {
  own = await createTestDatabase([{ app: 'nomenclatore', migrations: NOMENCLATORE_MIGRATIONS }]);
  database = await own.open('nomenclatore');
});
afterAll(() => own?.drop());

let made = 0;
/** A right row about a code of its own, unless told otherwise. */
function riga(changes: Record<string, unknown> = {}): Record<string, unknown> {
  made += 1;
  const row = {
    id: uuidv7(new Date(0)),
    da: 'LOC:E388',
    codice: `C${made}`,
    a: 'REG',
    relazione: 'esatta',
    destinazioni: ['R1'],
    dal: '2026-01-01',
    al: null,
    stato: 'approvata',
    automatica: false,
    origine: 'registro',
    pagina: null,
    ente: MIO,
    proposta_da: 'pdnd:c',
    proposta_il: '2026-01-01T00:00:00Z',
    decisa_da: 'pdnd:r',
    decisa_il: '2026-01-02T00:00:00Z',
    revisione: 2,
    fonte: 'prova',
    affidabilita: 'ufficiale',
    ...changes,
  };
  return { chiave: `${row.da}|${row.codice}|${row.a}`, ...row };
}
const insert = (...righe: Record<string, unknown>[]) =>
  database.statement(
    'consumer',
    {},
    `INSERT INTO associazione SELECT * FROM jsonb_populate_recordset(NULL::associazione, $1::jsonb)`,
    [JSON.stringify(righe)],
  );
const PROPOSTA = { stato: 'proposta', decisa_da: null, decisa_il: null };

describe('the table of associations', () => {
  it.each([
    ['a choice of one', { relazione: 'scelta' }, 'associazione_destinazioni'],
    ['two targets of what is no choice', { destinazioni: ['R1', 'R2'] }, 'associazione_destinazioni'],
    ['no target', { destinazioni: [] }, 'associazione_destinazioni'],
    ['days turned around', { al: '2025-12-31' }, 'associazione_validita'],
    ['a closed one without a last day', { stato: 'chiusa' }, 'associazione_chiusa'],
    ['a decision nobody took', { decisa_il: null }, 'associazione_decisa'],
    ['a proposal that is decided', { stato: 'proposta' }, 'associazione_decisa'],
    ['a local list of nobody', { ente: null }, 'associazione_ente'],
    ['an ente that owns the list of the region', { da: 'SIUSS' }, 'associazione_ente'],
    ['a system that leads to itself', { da: 'REG', ente: null }, 'associazione_sistemi'],
    ['the key of another code', { chiave: 'LOC:E388|ALTRO|REG' }, 'associazione_chiave'],
    ['a row of a pack without its voce', { origine: 'pacchetto' }, 'associazione_pagina'],
  ])('refuses %s', async (_, changes, constraint) => {
    await expect(insert(riga(changes))).rejects.toThrow(constraint);
  });

  it('refuses two approved periods that share a day, and takes those that do not', async () => {
    const codice = 'SAD';
    await insert(riga({ codice, al: '2026-06-30', stato: 'chiusa' }), riga({ codice, dal: '2026-07-01' }));
    await expect(insert(riga({ codice, dal: '2026-06-30', al: '2026-06-30', stato: 'chiusa' }))).rejects.toThrow(
      'share a day',
    );
    await insert(
      riga({ codice, dal: '2026-03-01', ...PROPOSTA }),
      riga({ codice, dal: '2026-03-01', stato: 'rifiutata' }),
    );
    await expect(
      database.statement('consumer', {}, `UPDATE associazione SET al = NULL WHERE codice = 'SAD' AND stato = 'chiusa'`),
    ).rejects.toThrow('associazione_chiusa');
    await expect(
      database.statement(
        'consumer',
        {},
        `UPDATE associazione SET al = '2026-07-01' WHERE codice = 'SAD' AND stato = 'chiusa'`,
      ),
    ).rejects.toThrow('share a day');
  });

  it('judges a whole transaction, not its steps: closing one and approving the next go in any order', async () => {
    await insert(riga({ codice: 'PASTI' }));
    await database.transaction('consumer', {}, async (tx) => {
      await tx.execute(`INSERT INTO associazione SELECT * FROM jsonb_populate_record(NULL::associazione, $1::jsonb)`, [
        JSON.stringify(riga({ codice: 'PASTI', dal: '2026-05-01' })),
      ]);
      await tx.execute(
        `UPDATE associazione SET al = '2026-04-30', stato = 'chiusa' WHERE codice = 'PASTI' AND dal = '2026-01-01'`,
      );
    });
  });

  it('keeps one open proposal of a code and a day', async () => {
    await insert(riga({ codice: 'UNA', ...PROPOSTA }));
    await expect(insert(riga({ codice: 'UNA', ...PROPOSTA }))).rejects.toThrow('associazione_una_proposta');
  });
});

describe('who reads associations', () => {
  const visible = (scope: Record<string, string>) =>
    database
      .statement<{ codice: string }>(
        'api',
        scope,
        `SELECT codice FROM associazione WHERE codice LIKE 'V-%' ORDER BY codice`,
      )
      .then((rows) => rows.map(({ codice }) => codice));

  it('anyone sees the approved ones of the region and the State, an ente its own too, the region all', async () => {
    await insert(
      riga({ codice: 'V-mia' }),
      riga({ codice: 'V-mia-proposta', ...PROPOSTA }),
      riga({ codice: 'V-altrui', da: 'LOC:A944', ente: ALTRUI }),
      riga({ codice: 'V-ponte', da: 'SIUSS', a: 'ISTAT', ente: null }),
      riga({ codice: 'V-ponte-proposto', da: 'SIUSS', a: 'ISTAT', ente: null, ...PROPOSTA }),
    );
    expect(await visible({})).toEqual(['V-ponte']);
    expect(await visible({ enti: '' })).toEqual(['V-ponte']);
    expect(await visible({ enti: MIO })).toEqual(['V-mia', 'V-mia-proposta', 'V-ponte']);
    expect(await visible({ enti: ALTRUI })).toEqual(['V-altrui', 'V-ponte']);
    expect(await visible({ vista: 'regione' })).toHaveLength(5);
  });

  it('nobody writes them as a reader', async () => {
    await expect(database.statement('api', { vista: 'regione' }, `DELETE FROM associazione`)).rejects.toThrow(
      'permission denied',
    );
  });
});
