import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Caller } from '#libs/security';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { operatriceDi, sistemaDi } from '../prova/chiamanti-di-prova.js';
import { ENTI, type NomeEnte } from '../prova/riferimenti-di-prova.js';
import { type Tizio, rigaDi, tizio } from '../prova/righe-di-prova.js';
import { CercaPersone } from './cerca-persone.js';
import { chiaveNome } from './chiave-nome.js';
import { PERSONE_MOSTRATE } from './risposta.js';

const DI_LORETO = { comune: ENTI.loreto.istat, nato: '1970-05-02' };
const PERSONE: Tizio[] = [
  tizio({ ...DI_LORETO, cognome: "D'ANGELO", nome: 'MARIA' }),
  tizio({ ...DI_LORETO, cognome: "D'ANGELO", nome: 'MARTA' }),
  tizio({ ...DI_LORETO, cognome: 'DANGELOSANTI', nome: 'MARIANNA' }),
  tizio({ ...DI_LORETO, cognome: 'VERDI', nome: 'ANNA', nato: '1970-05-03' }),
];
/** As many as an answer holds, and one more that lives where Loreto sees nobody. */
const OMONIMI = Array.from({ length: PERSONE_MOSTRATE }, (_, at) =>
  tizio({
    comune: ENTI.loreto.istat,
    cognome: 'FERRI',
    nome: `${String.fromCharCode(65 + at)}LDO`,
    nato: '1980-01-01',
  }),
);
const LONTANA = tizio({ comune: ENTI.ancona.istat, cognome: 'FERRI', nome: 'ZITA', nato: '1980-01-01' });

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  const ofLoreto = [...PERSONE, ...OMONIMI].map((chi) => rigaDi(chi, { ente: 'loreto' }));
  await anagrafe.accept([...ofLoreto, rigaDi(LONTANA, { ente: 'ancona' })]);
});
afterAll(() => anagrafe.close());

/** Each search a millisecond after the other, so that the order of their entries is sure. */
async function nomi(caller: Caller, campi: object): Promise<string[]> {
  anagrafe.clock.advance(1);
  const { items } = await anagrafe.get(CercaPersone).search(caller, { ...campi, finalita: 'presa_in_carico' });
  return items.map(({ cognome, nome }) => `${cognome} ${nome}`);
}
const lei = operatriceDi('loreto');
const NATA = { data_nascita: '1970-05-02' };

describe('an operator finds', () => {
  it.each([
    [
      'by surname and birth, the nearest first',
      { cognome: 'd’angelo', nome: 'Marta', ...NATA },
      ["D'ANGELO MARTA", "D'ANGELO MARIA"],
    ],
    [
      'by how the surname begins',
      { cognome: 'DANG*', ...NATA, nome: 'MARI*' },
      ["D'ANGELO MARIA", 'DANGELOSANTI MARIANNA'],
    ],
    [
      'by year and comune',
      { cognome: 'VERDI', anno_nascita: 1970, comune_residenza: ENTI.loreto.istat },
      ['VERDI ANNA'],
    ],
    ['nobody born on another day', { cognome: 'VERDI', ...NATA }, []],
    ['nobody who lives elsewhere', { cognome: 'VERDI', anno_nascita: 1970, comune_residenza: ENTI.recanati.istat }, []],
  ])('%s', async (_come, campi, attesi) => {
    const trovati = await nomi(lei, campi);
    expect(new Set(trovati)).toEqual(new Set(attesi));
    if ('nome' in campi && !campi.nome.includes('*')) expect(trovati).toEqual(attesi);
  });

  it('and must say more when there are more than an answer holds; those she may not see do not count', async () => {
    const cercati = { cognome: 'FERRI', data_nascita: '1980-01-01' };
    expect(await nomi(lei, cercati)).toHaveLength(PERSONE_MOSTRATE);
    await anagrafe.accept([
      rigaDi(tizio({ comune: ENTI.loreto.istat, cognome: 'FERRI', nome: 'ULTIMO', nato: '1980-01-01' }), {
        ente: 'loreto',
        record: 'ultimo',
      }),
    ]);
    await expect(nomi(lei, cercati)).rejects.toMatchObject({ code: 'troppe_persone' });
    const entries = await anagrafe.database.admin(
      `SELECT esito, persona, quante FROM anagrafe_regionale.accesso ORDER BY id DESC LIMIT 1`,
    );
    expect(entries).toEqual([{ esito: 'troppe_persone', persona: null, quante: 0 }]);
    expect(await nomi(lei, { ...cercati, nome: 'ULT*' })).toEqual(['FERRI ULTIMO']);
  });
});

describe('a system finds', () => {
  const suo = sistemaDi('loreto');

  it('the one person it means, by all of her names and her birth', async () => {
    expect(await nomi(suo, { cognome: "D'ANGELO", nome: 'MARIA', ...NATA })).toEqual(["D'ANGELO MARIA"]);
    expect(await nomi(suo, { cognome: "D'ANGELO", nome: 'MARIANNA', ...NATA })).toEqual([]);
  });

  it.each([
    { cognome: "D'ANGELO", ...NATA },
    { cognome: 'DANG*', nome: 'MARIA', ...NATA },
    { cognome: 'VERDI', nome: 'ANNA', anno_nascita: 1970, comune_residenza: ENTI.loreto.istat },
  ])('nobody among several it could choose from (%j)', async (campi) => {
    await expect(nomi(suo, campi)).rejects.toMatchObject({ code: 'criteri_non_validi' });
  });
});

describe('a person that may not be seen', () => {
  const cercata = { cognome: 'FERRI', nome: 'ZITA', data_nascita: '1980-01-01' };

  it.each<[NomeEnte, string[]]>([
    ['ancona', ['FERRI ZITA']],
    ['loreto', []],
    ['recanati', []],
  ])('is found by %s: %j', async (ente, attesi) => {
    expect(await nomi(sistemaDi(ente), cercata)).toEqual(attesi);
  });

  it('leaves in the register the same entry as one that does not exist', async () => {
    const last = async () => {
      const [entry] = await anagrafe.database.admin(
        `SELECT esito, regola, profilo, persona, comune, quante FROM anagrafe_regionale.accesso ORDER BY id DESC LIMIT 1`,
      );
      return entry;
    };
    await nomi(sistemaDi('recanati'), cercata);
    const hidden = await last();
    await nomi(sistemaDi('recanati'), { ...cercata, nome: 'NESSUNA' });
    expect(await last()).toEqual(hidden);
  });
});

it('the database makes of a name the same key as the search', async () => {
  const latino = fc.string({
    unit: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0x20, max: 0x24f }).map((code) => String.fromCodePoint(code)) },
      fc.constantFrom('’', 'ẞ', 'ĸ', 'ſ', 'ﬁ', 'Ǆ', 'ệ', 'Ж', '李', '\u0301', 'K'),
    ),
    maxLength: 12,
  });
  const nomi = fc.sample(latino, 500);
  const rows = await anagrafe.database.admin<{ chiave: string }>(
    `SELECT anagrafe_regionale.chiave_nome(n) AS chiave FROM unnest($1::text[]) WITH ORDINALITY AS t (n, at) ORDER BY at`,
    [nomi],
  );
  expect(rows.map(({ chiave }) => chiave)).toEqual(nomi.map((nome) => chiaveNome(nome)));
});
