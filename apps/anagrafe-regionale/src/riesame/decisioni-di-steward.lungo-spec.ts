import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI, type NomeEnte } from '../prova/riferimenti-di-prova.js';
import { recordIdOf, rigaDi, tizio } from '../prova/righe-di-prova.js';
import { type Decisa, MOTIVO_RIESAME as MOTIVO, StewardDiProva, codeOf as code } from '../prova/steward-di-prova.js';

const V1 = '/rest/anagrafe/v1';
const [UNA, ALTRA] = ['recanati-steward', 'recanati-steward-2'];

let anagrafe: AnagrafeDiProva;
let steward: StewardDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start({ SNODO_RIESAME_RECORD_DA_CONFERMARE: '1' });
  steward = new StewardDiProva(anagrafe, UNA);
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  await anagrafe.at('2026-03-10T09:00:00Z');
  await anagrafe.empty();
});

const chi = tizio();
const GIOVANNA = { ...chi, nome: 'GIOVANNA' };
const di = (record: string, who = chi, ente: NomeEnte = 'recanati') => rigaDi(who, { record, ente });
const coppia = () => anagrafe.accept([di('a'), di('b', GIOVANNA, 'loreto')]);
const fatti = async () => {
  const sql = `SELECT * FROM anagrafe_regionale.accesso WHERE esito = 'fatto' ORDER BY id`;
  return anagrafe.database.admin(sql);
};
const proteggi = (persona: string) =>
  anagrafe
    .ask('recanati', 'post', `${V1}/protezioni`)
    .send({ persona, genere: 'casa_rifugio', motivo: 'Accolta ieri con i figli.' })
    .expect(201);

describe('a pair that a steward has open', () => {
  it('is united: one person, whom both ids lead to, told in the list of decisions and in the register', async () => {
    await coppia();
    const due = await steward.living();
    const { stato, decisione, persone } = await steward.settleFirst('unioni');
    expect(stato).toBe('eseguita');
    expect(await steward.living()).toEqual(persone);
    expect(await steward.get('possibili-duplicati')).toEqual([]);
    const altra = due.find((id) => id !== persone[0]);
    expect(await steward.get('decisioni-riesame')).toEqual([
      {
        id: decisione,
        tipo: 'unione',
        presa_il: expect.any(String),
        ente: ENTI.recanati.id,
        soggetto: UNA,
        confermata_da: null,
        motivo: MOTIVO,
        persona: persone[0],
        altra,
        record: 1,
        annulla: null,
        annullata_da: null,
      },
    ]);
    const entries = await fatti();
    expect(entries).toHaveLength(2);
    for (const entry of entries)
      expect(entry).toMatchObject({
        verbo: 'riesame',
        ente: ENTI.recanati.id,
        regola: 'R9',
        comune: expect.any(String),
      });
  });

  it('is told apart: it does not come back, whatever is said of them', async () => {
    await coppia();
    const due = await steward.living();
    const { persone } = await steward.settleFirst('distinzioni');
    expect(new Set(persone)).toEqual(new Set(due));
    await anagrafe.accept([di('c', GIOVANNA), di('d')]);
    expect(await steward.living()).toEqual(due);
    expect(await steward.get('possibili-duplicati')).toEqual([]);
    expect(await steward.get('decisioni-riesame')).toMatchObject([{ tipo: 'distinzione', record: 0 }]);
  });

  it('is not decided by who has not opened it, nor when it is open no more', async () => {
    await coppia();
    const { id, revisione } = await steward.openFirst();
    const unione = { motivo: MOTIVO, revisione };
    expect(code(await steward.post(`possibili-duplicati/${id}/unioni`, unione, ALTRA).expect(409))).toBe(
      'riesame_non_aperto',
    );
    await anagrafe.at('2026-03-10T10:00:00.001Z');
    expect(code(await steward.post(`possibili-duplicati/${id}/unioni`, unione).expect(409))).toBe('riesame_non_aperto');
    // The steward of somebody else hears the same, as of a pair that is not there.
    for (const one of [id, '0e0e0e0e-0000-4000-8000-000000000000']) {
      const stranger = await steward.post(`possibili-duplicati/${one}/unioni`, unione, 'steward').expect(409);
      expect(code(stranger)).toBe('riesame_non_aperto');
    }
    expect(await steward.living()).toHaveLength(2);
    expect(await fatti()).toEqual([]);
  });

  it('is not decided as it was: something was said meanwhile', async () => {
    await coppia();
    const { id, revisione } = await steward.openFirst();
    await anagrafe.accept([di('c', GIOVANNA)]);
    const refused = await steward.post(`possibili-duplicati/${id}/unioni`, { motivo: MOTIVO, revisione }).expect(409);
    expect(code(refused)).toBe('riesame_superato');
    await steward.settleFirst('unioni');
    expect(await steward.living()).toHaveLength(1);
  });

  it('is decided once, by whoever comes first', async () => {
    await coppia();
    const { id, revisione } = await steward.openFirst();
    await steward.openFirst(ALTRA);
    const decide = (client: string) =>
      steward.post(`possibili-duplicati/${id}/unioni`, { motivo: MOTIVO, revisione }, client);
    const answers = await Promise.all([decide(UNA), decide(ALTRA)]);
    const outcomes = answers.map((answer) => (answer.status === 201 ? 'fatto' : code(answer)));
    expect(outcomes.filter((one) => one === 'fatto')).toHaveLength(1);
    expect(['possibile_duplicato_sconosciuto', 'persone_gia_unite', 'riesame_superato']).toContain(
      outcomes.find((one) => one !== 'fatto'),
    );
    expect(await steward.get('decisioni-riesame')).toHaveLength(1);
  });

  it('is as it was while nothing that is shown of them changes', async () => {
    await coppia();
    const { id, revisione } = await steward.openFirst();
    // Their code is somebody's whom this steward does not know of, and one of them was protected for an hour.
    await anagrafe.accept([di('z', { ...chi, nome: 'FILIPPA', comune: ENTI.ancona.istat }, 'ancona')]);
    const { body } = await proteggi(
      (
        await anagrafe.database.admin<{ id: string }>(
          `SELECT id FROM anagrafe_regionale.persona WHERE nome = 'GIOVANNA'`,
        )
      )[0]!.id,
    );
    await anagrafe
      .ask('recanati', 'post', `${V1}/protezioni/${(body as { id: string }).id}/fine`)
      .send({ motivo: 'È tornata a casa.' });
    expect(await steward.open(`possibili-duplicati/${id}/aperture`)).toMatchObject({ revisione });
    await anagrafe.database.admin('UPDATE anagrafe_regionale.persona SET revisione = revisione + 3');
    await steward.post(`possibili-duplicati/${id}/unioni`, { motivo: MOTIVO, revisione }).expect(201);
  });

  it.each([
    {},
    { motivo: MOTIVO },
    { motivo: `${MOTIVO} ${chi.codice}`, revisione: '0' },
    { motivo: 'no', revisione: '0-1-1' },
    { motivo: MOTIVO, revisione: `'` },
  ])('is not decided with %j', async (body) => {
    await coppia();
    await steward.post(`possibili-duplicati/${await steward.first()}/unioni`, body).expect(422);
  });
});

describe('a person that a steward has open', () => {
  it('shows who speaks of it and what each calls it, and nothing of what it was given', async () => {
    await coppia();
    const { persone } = await steward.settleFirst('unioni');
    const aperta = await steward.open(`persone/${persone[0]}/aperture-riesame`);
    expect(aperta).toMatchObject({ persona: { id: persone[0], profilo: 'M', schede: [] }, altri_record: false });
    const byRecord = new Map(aperta.record.map((one) => [one['record'], one]));
    expect(byRecord.get(recordIdOf('b'))).toEqual({
      record: recordIdOf('b'),
      fonte: 'sociale',
      ente: ENTI.loreto.id,
      tracciato: 'PS_PSA_SINA@201812',
      accettata_il: '2026-03-01T08:00:00.000Z',
      decisione: expect.any(String),
      cognome: 'ROSSI',
      nome: 'GIOVANNA',
      data_nascita: '1966-03-14',
      anno_nascita: 1966,
      codice_fiscale: chi.codice,
    });
    expect(byRecord.size).toBe(2);
    expect(JSON.stringify(aperta)).not.toContain('Contributi');
  });

  it('shows nothing of who it was before an adoption, nor counts it', async () => {
    const prima = tizio({ cognome: 'VERDI' });
    await anagrafe.accept([di('a'), di('b', GIOVANNA, 'loreto'), di('v', prima)]);
    const [una, vecchia] = await Promise.all(
      ['a', 'v'].map(async (record) => {
        const sql = `SELECT persona_id AS id, indice FROM anagrafe_regionale.scheda WHERE record_id = decode($1, 'hex')`;
        return (await anagrafe.database.admin<{ id: string; indice: Buffer }>(sql, [recordIdOf(record)]))[0]!;
      }),
    );
    // What a source says under the code of then was joined to her before that code was shut.
    for (const table of ['scheda', 'scheda_codice', 'persona_codice'])
      await anagrafe.database.admin(`UPDATE anagrafe_regionale.${table} SET persona_id = $1 WHERE persona_id = $2`, [
        una!.id,
        vecchia!.id,
      ]);
    await anagrafe.database.admin(`INSERT INTO anagrafe_regionale.codice_precluso VALUES ($1, gen_random_uuid(), $2)`, [
      vecchia!.indice,
      ENTI.recanati.id,
    ]);
    expect(await steward.get('possibili-duplicati')).toMatchObject([{ record: 2, enti: 2 }]);
    const aperta = await steward.open(`persone/${una!.id}/aperture-riesame`);
    expect(aperta.record.map(({ record }) => record)).toEqual([recordIdOf('a')]);
    expect(JSON.stringify(aperta)).not.toContain('VERDI');
    // Neither by trying to part what is shown from what is not.
    const separa = async (record: string) => {
      const body = { motivo: MOTIVO, revisione: aperta.revisione, record: [recordIdOf(record)] };
      return code(await steward.post(`persone/${una!.id}/separazioni`, body).expect(422));
    };
    expect([await separa('a'), await separa('v')]).toEqual(['record_tutti', 'record_estranei']);
  });

  it('is separated, and the separation taken back', async () => {
    await coppia();
    const { persone } = await steward.settleFirst('unioni');
    const id = persone[0]!;
    const { revisione } = await steward.open(`persone/${id}/aperture-riesame`);
    const body = { motivo: MOTIVO, revisione, record: [recordIdOf('b')] };
    const separata = (await steward.post(`persone/${id}/separazioni`, body).expect(201)).body as Decisa;
    expect(separata).toMatchObject({ stato: 'eseguita', proposta: null });
    expect(new Set(await steward.living())).toEqual(new Set(separata.persone));
    const annullo = await steward
      .post(`decisioni-riesame/${separata.decisione}/annullamenti`, { motivo: MOTIVO })
      .expect(201);
    expect(await steward.living()).toEqual((annullo.body as Decisa).persone);
    const decisioni = await steward.get('decisioni-riesame');
    expect(decisioni.map(({ tipo }) => tipo)).toEqual(['annullamento', 'separazione', 'unione']);
    expect(decisioni[1]).toMatchObject({ annullata_da: decisioni[0]!['id'] });
    const again = await steward
      .post(`decisioni-riesame/${separata.decisione}/annullamenti`, { motivo: MOTIVO })
      .expect(409);
    expect(code(again)).toBe('decisione_superata');
  });

  it('has a decision taken back as it was seen, if the steward says how it was', async () => {
    await coppia();
    const { persone, decisione } = await steward.settleFirst('unioni');
    const undo = `decisioni-riesame/${decisione}/annullamenti`;
    const { revisione } = await steward.open(`persone/${persone[0]}/aperture-riesame`);
    expect(code(await steward.post(undo, { motivo: MOTIVO, revisione: '9' }).expect(409))).toBe('riesame_superato');
    await steward.post(undo, { motivo: MOTIVO, revisione: 'UNA!' }).expect(422);
    expect(await steward.living()).toHaveLength(1);
    await steward.post(undo, { motivo: MOTIVO, revisione }).expect(201);
    expect(await steward.living()).toHaveLength(2);
  });

  it('is not separated unseen, nor of what is not its own, nor of all it has', async () => {
    await coppia();
    const { persone, decisione } = await steward.settleFirst('unioni');
    const path = `persone/${persone[0]}`;
    const unseen = { motivo: MOTIVO, revisione: '1', record: [recordIdOf('a')] };
    const undo = `decisioni-riesame/${decisione}/annullamenti`;
    expect(code(await steward.post(undo, { motivo: MOTIVO }).expect(409))).toBe('riesame_non_aperto');
    // Whose it is, or whether it is there, is not told by refusing.
    for (const one of [path, 'persone/0e0e0e0e-0000-4000-8000-000000000000'])
      for (const client of [UNA, 'steward'])
        expect(code(await steward.post(`${one}/separazioni`, unseen, client).expect(409))).toBe('riesame_non_aperto');
    const { revisione } = await steward.open(`${path}/aperture-riesame`);
    const of = (...record: string[]) => ({ motivo: MOTIVO, revisione, record: record.map((one) => recordIdOf(one)) });
    expect(code(await steward.post(`${path}/separazioni`, of('x')).expect(422))).toBe('record_estranei');
    await steward.post(`${path}/separazioni`, { ...of(), record: ['x'] }).expect(422);
    expect(code(await steward.post(`${path}/separazioni`, { ...of('a'), revisione: '9' }).expect(409))).toBe(
      'riesame_superato',
    );
  });

  it('is nobody to the steward of others, as who does not exist', async () => {
    await coppia();
    const [id] = await steward.living();
    const domanda = { finalita: 'riesame_duplicati', motivo: MOTIVO };
    const answers: unknown[] = [];
    for (const one of [id, '0e0e0e0e-0000-4000-8000-000000000000', 'x']) {
      const { body } = await steward.post(`persone/${one}/aperture-riesame`, domanda, 'steward').expect(404);
      const { instance: _, correlation_id: __, ...problem } = body as Record<string, unknown>;
      answers.push(problem);
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });
});

describe('I5: about a person that is protected', () => {
  it('no decision is told, taken or taken back, and no proposal is there', async () => {
    await anagrafe.accept([di('a'), di('c'), di('d'), di('b', GIOVANNA, 'loreto')]);
    const { persone, decisione } = await steward.settleFirst('unioni');
    const path = `persone/${persone[0]}`;
    const { revisione } = await steward.open(`${path}/aperture-riesame`);
    const record = [recordIdOf('c'), recordIdOf('d')];
    const { body } = await steward.post(`${path}/separazioni`, { motivo: MOTIVO, revisione, record }).expect(201);
    await proteggi(persone[0]!);
    expect(await steward.get('decisioni-riesame')).toEqual([]);
    expect(await steward.get('proposte-riesame', ALTRA)).toEqual([]);
    const refusals = [
      await steward.post(`decisioni-riesame/${decisione}/annullamenti`, { motivo: MOTIVO }).expect(404),
      await steward.post(`proposte-riesame/${(body as Decisa).proposta}/conferme`, {}, ALTRA).expect(404),
      await steward.post(`${path}/separazioni`, { motivo: MOTIVO, revisione, record }).expect(404),
      await steward.post(`${path}/aperture-riesame`, { finalita: 'riesame_duplicati', motivo: MOTIVO }).expect(404),
    ];
    expect(refusals.map(code)).toEqual([
      'decisione_sconosciuta',
      'proposta_sconosciuta',
      'persona_sconosciuta',
      'persona_sconosciuta',
    ]);
    expect(await steward.living()).toHaveLength(1);
  });
});
