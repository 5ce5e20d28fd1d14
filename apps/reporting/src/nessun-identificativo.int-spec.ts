import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Comune, createTerritorio } from '#libs/codici';
import {
  type RighePsPsaSinaAccettateV1,
  fattiCollegatiV1,
  invioConclusoV1,
  invioRicevutoV1,
  righePsPsaSinaAccettateV1,
} from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { type PersonaSintetica, Persone, Random } from '#libs/sintetici';
import { eventually } from '#libs/testing';
import { ENTI_DI_PROVA as ENTI, cifra, fatto } from './prova/fatti-di-prova.js';
import { ReportingDiProva } from './prova/reporting-di-prova.js';
import { REPORTING_SETTINGS } from './reporting.config.js';

const OGGI = '2026-03-10T09:00:00.000Z';
const COMUNE = {
  belfiore: 'G479',
  istat: '041044',
  denominazione: 'Pesaro',
  siglaProvincia: 'PU',
  provinciaIstat: '041',
  regioneIstat: '11',
  dal: '1861-03-17',
  al: null,
} as unknown as Comune;

/** People who do not exist, and what a message of accepted righe says of them. */
const POPOLAZIONE = inventPopolazione(200);

describe('I4 reporting holds nobody', () => {
  let reporting: ReportingDiProva;
  beforeAll(async () => {
    reporting = await ReportingDiProva.start();
  });
  afterAll(() => reporting?.close());

  const dump = () => dumpOf(reporting);

  it('has no key: nothing among its settings is one, and it cannot seal a personal message', async () => {
    for (const { name } of Object.values(REPORTING_SETTINGS)) expect(name).not.toMatch(/CHIAV/);
    const outbox = reporting.app.get(Outbox, { strict: false });
    await expect(
      reporting.own.transaction('consumer', {}, (tx) =>
        outbox.publish(tx, righePsPsaSinaAccettateV1, righeDi(POPOLAZIONE), { key: 'x', ente: ENTI.uno }),
      ),
    ).rejects.toThrow(/no key/);
  });

  it('after a load of facts, and of personal messages sent here by mistake, no word of the people is in its schema', async () => {
    const anagrafe = await reporting.speaker('anagrafe-regionale');
    const ingestion = await reporting.speaker('ingestion');
    await (
      await reporting.database.open('anagrafe-regionale')
    ).transaction('consumer', {}, (tx) =>
      anagrafe.outbox.publish(tx, fattiCollegatiV1, fattiDi(POPOLAZIONE), { key: 'fatti', ente: ENTI.uno }),
    );
    await (
      await reporting.database.open('ingestion')
    ).transaction('consumer', {}, async (tx) => {
      const invio = {
        invioId: '00000000-0000-7000-8000-000000000001',
        enteMittente: ENTI.uno,
        tracciato: 'PS_PSA_SINA@201812',
      };
      const address = { key: invio.invioId, ente: ENTI.uno };
      await ingestion.outbox.publish(
        tx,
        invioRicevutoV1,
        { ...invio, canale: 'rest', dimensione: 9, ricevutoIl: OGGI },
        address,
      );
      const conteggi = { righe: 200, perStato: { accettata: 200 }, perRegola: { 'PS-01': 1 } };
      await ingestion.outbox.publish(
        tx,
        invioConclusoV1,
        { ...invio, esito: 'concluso', ...conteggi, conclusoIl: OGGI },
        address,
      );
      await ingestion.outbox.publish(tx, righePsPsaSinaAccettateV1, righeDi(POPOLAZIONE), address);
    });
    const parked = await eventually(async () => {
      const rows = await reporting.database.admin<{ type: string; state: string; sealed: boolean }>(
        `SELECT type, state, sealed FROM reporting.inbox WHERE state IN ('done', 'parked')`,
      );
      return rows.length === 4 ? rows.filter(({ state }) => state === 'parked') : false;
    });
    expect(parked).toEqual([{ type: 'righe.ps_psa_sina.accettate.v1', state: 'parked', sealed: true }]);
    await reporting.publish();

    const text = await dump();
    // Facts and table did arrive: else nothing would be found because nothing is there.
    expect(text).toContain(uuidOf(cifra(`persona ${POPOLAZIONE[0]!.codice}`)));
    expect((await reporting.table('regione'))['NORD 3']![0]).toBe('200');
    const found = [...wordsOf(POPOLAZIONE)].filter((word) => new RegExp(`\\b${word}\\b`, 'i').test(text));
    expect(found).toEqual([]);
  });

  it('would have found them: in the message before it is sealed they all are', () => {
    const text = JSON.stringify(righeDi(POPOLAZIONE));
    for (const word of wordsOf(POPOLAZIONE)) expect(text).toContain(word);
  });

  it('has no column in which a person could be named: every text has a closed form, and nothing is free', async () => {
    const columns = await reporting.database.admin<{ place: string; type: string; closed: boolean }>(
      `SELECT c.table_name || '.' || c.column_name AS place, c.data_type AS type,
         EXISTS (SELECT FROM pg_constraint k WHERE k.contype = 'c' AND k.conrelid = format('reporting.%I', c.table_name)::regclass
                   AND pg_get_constraintdef(k.oid) LIKE '%' || c.column_name || '%') AS closed
       FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'reporting' AND t.table_type = 'BASE TABLE' AND c.table_name !~ '^(inbox|outbox|migration|copia_|fatto_)'`,
    );
    const PLAIN = ['uuid', 'smallint', 'integer', 'bigint', 'boolean', 'date', 'timestamp with time zone'];
    const free = columns.filter(({ type, closed }) => !PLAIN.includes(type) && !(type === 'text' && closed));
    // Of ambiti, by the nomenclatore, and a digest.
    expect(free.map(({ place }) => place).toSorted()).toEqual([
      'cella.ambito_codice',
      'cella.ambito_denominazione',
      'tabella.impronta',
    ]);
    expect(columns.length).toBeGreaterThan(40);
  });
});

function inventPopolazione(count: number): PersonaSintetica[] {
  const comuni = [COMUNE];
  const territorio = createTerritorio({ comuni, stati: [], province: [], regioni: [] });
  const persone = new Persone(new Random('I4'), { territorio, oggi: '2026-03-10' as never, comuni });
  return Array.from({ length: count }, () => persone.persona({ origine: null, residenza: COMUNE }));
}

/**
 * Names, surnames and codes of at least six letters: the sealed body is some 100 KB of bytes that mean nothing, and a
 * word of three letters stands among them one time in ten, one of six never (below 1e-7).
 */
function wordsOf(people: readonly PersonaSintetica[]): Set<string> {
  return new Set(
    people.flatMap(({ nome, cognome, codice }) => [nome, cognome, codice]).filter((word) => word.length >= 6),
  );
}

function righeDi(people: readonly PersonaSintetica[]): RighePsPsaSinaAccettateV1 {
  return {
    invioId: '00000000-0000-7000-8000-000000000001',
    tracciato: 'PS_PSA_SINA@201812',
    enteMittente: ENTI.uno,
    accettateIl: OGGI,
    testata: {
      codiceFiscaleOperatore: people[0]!.codice,
      enteCodice: 'G479',
      enteDenominazione: 'uno',
      enteIndirizzo: 'G479',
    },
    righe: people.map(({ codice, nome, cognome, dataNascita }, index) => ({
      rigaId: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
      recordId: cifra(codice).repeat(2),
      revisione: 1,
      annullamento: false,
      enteErogatore: ENTI.uno,
      contenuto: { beneficiario: { codiceFiscale: codice, nome, cognome, dataNascita } },
      nomenclatura: 'SIUSS@1.0',
    })),
  };
}

function fattiDi(people: readonly PersonaSintetica[]) {
  const fatti = people.map(({ codice, sesso }, index) => fatto(String(index), codice, { sesso }));
  return { collegatiIl: OGGI, ricostruzione: false, fatti };
}

const uuidOf = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Every row of every table of the schema as text, bytes as the characters they are. */
async function dumpOf({ database }: ReportingDiProva): Promise<string> {
  const tables = await database.admin<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'reporting' AND table_type = 'BASE TABLE'`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    for (const row of await database.admin(`SELECT * FROM reporting."${name}"`)) {
      texts.push(
        ...Object.values(row).map((value) =>
          Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value),
        ),
      );
    }
  }
  return texts.join('\n');
}
