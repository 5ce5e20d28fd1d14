import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ResidentiDiProva } from '../prova/residenti-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import type { RispostaStoria } from '../residenza/risposta.js';
import type { RispostaFamiglia } from './risposta.js';

let anagrafe: AnagrafeDiProva;
let residenti: ResidentiDiProva;
let madre: string;
let figlia: string;
let padre: string;
/** Of each test its own. */
let numero = '0';

beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  residenti = new ResidentiDiProva(anagrafe);
});
afterAll(() => anagrafe.close());

beforeEach(async () => {
  await anagrafe.at('2026-03-10T09:00:00Z');
  await anagrafe.database.admin('DELETE FROM anagrafe_regionale.accesso');
  numero = String(Number(numero) + 1);
  [madre, figlia, padre] = [
    await residenti.persona('ANNA'),
    await residenti.persona('LUCIA'),
    await residenti.persona('PIETRO'),
  ];
  for (const [chi, relazione] of [
    [madre, '1'],
    [figlia, '3'],
    [padre, '2'],
  ] as const)
    await residenti.iscrive(chi, {
      comune: 'recanati',
      indirizzo: 'VIA DELLE PROVE 1',
      famiglia: { numero, relazione },
    });
});

const leggi = async (client: string, id: string, extra: object = {}, status = 200): Promise<RispostaFamiglia> => {
  const asked = { finalita: 'presa_in_carico', ...extra };
  const answer = await anagrafe
    .ask(client, 'post', `/rest/anagrafe/v1/persone/${id}/famiglia`)
    .send(asked)
    .expect(status);
  return answer.body as RispostaFamiglia;
};
const storia = async (client: string, id: string, extra: object = {}, status = 200): Promise<RispostaStoria> => {
  const asked = { finalita: 'presa_in_carico', ...extra };
  const answer = await anagrafe
    .ask(client, 'post', `/rest/anagrafe/v1/persone/${id}/storia`)
    .send(asked)
    .expect(status);
  return answer.body as RispostaStoria;
};
const componenti = ({ famiglia }: RispostaFamiglia): string[] =>
  (famiglia?.componenti ?? []).map(({ nome }) => nome).toSorted();

const accessi = (verbo: string) =>
  anagrafe.database.admin<{ esito: string; quante: number; comune: string | null }>(
    `SELECT esito, quante, comune FROM anagrafe_regionale.accesso WHERE verbo = $1 ORDER BY id`,
    [verbo],
  );

describe('the famiglia of a person', () => {
  it('is shown to the comune of residence, with kinship, and every member shown is in the register', async () => {
    const { famiglia, profilo } = await leggi('recanati', figlia);
    expect(profilo).toBe('H');
    expect(famiglia).toMatchObject({ tipo: 'famiglia', comune: ENTI.recanati.istat });
    expect(
      famiglia?.componenti.map(({ nome, relazione_descrizione, riferimento }) => [
        nome,
        relazione_descrizione,
        riferimento,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['ANNA', 'persona di riferimento', true],
        ['LUCIA', 'figlio o figlia', false],
        ['PIETRO', 'marito o moglie', false],
      ]),
    );
    const seen = { esito: 'mostrata', quante: 3, comune: ENTI.recanati.istat };
    expect(await accessi('famiglia')).toEqual([seen, seen, seen]);
  });

  it('is not shown to another comune of the ambito, which knows no more than who the person is', async () => {
    expect(await leggi('loreto', figlia)).toMatchObject({ profilo: 'M', famiglia: null });
    expect(await accessi('famiglia')).toEqual([{ esito: 'mostrata', quante: 1, comune: ENTI.recanati.istat }]);
  });

  it('of somebody else’s person is not there, as of nobody', async () => {
    await leggi('ancona', figlia, {}, 404);
    await leggi('ancona', 'nobody', {}, 404);
    expect((await accessi('famiglia')).map(({ esito }) => esito)).toEqual(['nessuna', 'nessuna']);
  });

  it('is found by an id of before a merge, and is in the register as who the person is now', async () => {
    const prima = await residenti.persona('ANNA');
    await anagrafe.database.admin(`UPDATE anagrafe_regionale.persona SET unita_in = $2 WHERE id = $1`, [prima, madre]);
    const { id, famiglia } = await leggi('recanati', prima);
    expect([id, famiglia?.componenti.length]).toEqual([madre, 3]);
    expect((await accessi('famiglia')).map(({ esito }) => esito)).toEqual(['mostrata', 'mostrata', 'mostrata']);
  });

  it('as known at a day of a week, which is no instant, is refused and not an error of ours', async () => {
    await leggi('recanati', figlia, { noto_al: '2026-W10-1T10:00:00Z' }, 422);
  });

  it('needs a purpose, and leaves an entry without one', async () => {
    await leggi('recanati', figlia, { finalita: 'curiosita' }, 422);
    expect((await accessi('famiglia')).map(({ esito }) => esito)).toEqual(['finalita_non_ammessa']);
  });

  it('falls silent on a protected member, who is neither shown nor counted', async () => {
    await anagrafe.database.admin(`UPDATE anagrafe_regionale.persona SET protetta = true WHERE id = $1`, [madre]);
    expect(componenti(await leggi('recanati', figlia))).toEqual(['LUCIA', 'PIETRO']);
    expect((await accessi('famiglia')).map(({ quante }) => quante)).toEqual([2, 2]);
    await leggi('recanati', madre, {}, 404);
    await storia('recanati', madre, {}, 404);
  });

  it('does not lose or gain anybody by what another comune claims', async () => {
    await residenti.iscrive(figlia, {
      comune: 'ancona',
      dal: '2000-01-01',
      famiglia: { numero: `altra ${numero}`, relazione: '1' },
    });
    const altro = await residenti.persona('MARIO');
    await residenti.iscrive(altro, { comune: 'ancona', famiglia: { numero: `altra ${numero}`, relazione: '2' } });
    expect(componenti(await leggi('recanati', figlia))).toEqual(['ANNA', 'LUCIA', 'PIETRO']);
    expect(componenti(await leggi('ancona', altro))).toEqual(['MARIO']);
    await leggi('ancona', figlia, {}, 404);
  });

  it('who lived there on 1 March is told as it was known on 1 June, and as it is known since', async () => {
    await anagrafe.at('2026-07-01T09:00:00Z');
    await residenti.iscrive(padre, {
      comune: 'recanati',
      famiglia: { numero, relazione: '2', al: '2026-01-31' },
    });
    const il = { valido_al: '2026-03-01' };
    expect(componenti(await leggi('recanati', madre, { ...il, noto_al: '2026-06-01T12:00:00Z' }))).toEqual([
      'ANNA',
      'LUCIA',
      'PIETRO',
    ]);
    expect(componenti(await leggi('recanati', madre, il))).toEqual(['ANNA', 'LUCIA']);
    expect(componenti(await leggi('recanati', madre, { valido_al: '2026-01-31' }))).toEqual([
      'ANNA',
      'LUCIA',
      'PIETRO',
    ]);
    expect(componenti(await leggi('recanati', madre, { valido_al: '2009-12-31' }))).toEqual([]);
  });

  it.each([
    ['a day that does not exist', { valido_al: '2026-02-30' }],
    ['a day that is no text', { valido_al: 20260301 }],
    ['an instant without a time', { noto_al: '2026-06-01' }],
    ['an instant that is none', { noto_al: '2026-06-01T25:00:00Z' }],
  ])('refuses %s', async (_che, asked) => {
    await leggi('recanati', madre, asked, 422);
  });

  it('of whom it changed, who stays and who left are told that it did', async () => {
    await anagrafe.database.admin('DELETE FROM anagrafe_regionale.variazione');
    await residenti.iscrive(padre, {
      comune: 'recanati',
      indirizzo: 'VIA DELLE PROVE 1',
      famiglia: { numero: `nuova ${numero}`, relazione: '1' },
    });
    const rows = await anagrafe.database.admin<{ persona: string }>(
      `SELECT DISTINCT persona_id AS persona FROM anagrafe_regionale.variazione`,
    );
    expect(rows.map(({ persona }) => persona).toSorted()).toEqual([madre, figlia, padre].toSorted());
  });

  it('and of who left under protection, those who stay are told of as changed because of her alone', async () => {
    await anagrafe.database.admin('DELETE FROM anagrafe_regionale.variazione');
    await anagrafe.database.admin('UPDATE anagrafe_regionale.persona SET protetta = true WHERE id = $1', [padre]);
    await residenti.iscrive(padre, {
      comune: 'recanati',
      indirizzo: 'VIA DELLE PROVE 1',
      famiglia: { numero: `rifugio ${numero}`, relazione: '1' },
    });
    await anagrafe.database.admin('UPDATE anagrafe_regionale.persona SET protetta = false WHERE id = $1', [padre]);
    const rows = await anagrafe.database.admin(
      `SELECT DISTINCT persona_id, causa FROM anagrafe_regionale.variazione WHERE persona_id <> $1`,
      [padre],
    );
    expect(rows).toHaveLength(2);
    for (const persona_id of [madre, figlia]) expect(rows).toContainEqual({ persona_id, causa: padre });
  });
});

describe('the history of a person', () => {
  it('is shown to the comune of residence for its own periods, with the address', async () => {
    await anagrafe.at('2026-07-01T09:00:00Z');
    await residenti.iscrive(padre, { comune: 'recanati', al: '2026-02-14' });
    await residenti.iscrive(padre, { comune: 'loreto', dal: '2026-02-15', indirizzo: 'VIA NUOVA 2' });
    const { residenze, famiglie } = await storia('loreto', padre);
    expect(residenze).toEqual([
      {
        genere: 'residenza',
        comune: ENTI.loreto.istat,
        fonte: 'anagrafe_comunale',
        dal: '2026-02-15',
        al: null,
        indirizzo: 'VIA NUOVA 2',
        noto_dal: '2026-07-01T09:00:02.000Z',
        noto_al: null,
      },
    ]);
    expect(famiglie).toEqual([]);
    // Recanati was the comune of residence: it is one of the ambito now, and reads no history.
    expect(await storia('recanati', padre)).toMatchObject({ profilo: 'M', residenze: null, famiglie: null });
    expect((await accessi('storia')).map(({ comune }) => comune)).toEqual([ENTI.loreto.istat, ENTI.loreto.istat]);
  });

  it('is told as it was known then', async () => {
    await anagrafe.at('2026-07-01T09:00:00Z');
    await residenti.iscrive(madre, {
      comune: 'recanati',
      dal: '2015-06-01',
      famiglia: { numero, relazione: '1' },
    });
    const giorni = async (extra: object) => (await storia('recanati', madre, extra)).residenze?.map(({ dal }) => dal);
    expect(await giorni({})).toEqual(['2015-06-01']);
    expect(await giorni({ noto_al: '2026-06-01T12:00:00Z' })).toEqual(['2010-01-01']);
    expect(await giorni({ valido_al: '2012-01-01' })).toEqual([]);
    expect(await giorni({ valido_al: '2012-01-01', noto_al: '2026-06-01T12:00:00Z' })).toEqual(['2010-01-01']);
    expect(await giorni({ noto_al: '2026-01-01T12:00:00Z' })).toEqual([]);
  });
});
