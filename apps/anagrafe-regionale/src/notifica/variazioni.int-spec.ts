import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { legalDay } from '#libs/codici';
import { metrics } from '#libs/observability';
import { Database } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { Riferimento } from '../persona/riferimento.js';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { FINESTRA_MS, FeedDiProva } from '../prova/feed-di-prova.js';
import { ENTI, type NomeEnte, vociDiProva } from '../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';
import { SmistaVariazioni } from '../variazione/smista-variazioni.js';
import { ControllaRelazioni } from './controlla-relazioni.js';
import { EmettiNotifiche } from './emetti-notifiche.js';
import { LeggiCanali } from './leggi-canali.js';
import { MaggioriEta } from './maggiori-eta.js';
import { MisuraNotifiche } from './misura-notifiche.js';
import { ScartaNotifiche } from './scarta-notifiche.js';

let anagrafe: AnagrafeDiProva;
let feed: FeedDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  feed = new FeedDiProva(anagrafe);
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  anagrafe.clock.set('2026-03-10T09:00:00Z');
  await feed.empty();
});

/** Lives in Recanati, and only Recanati gave it something. */
const mirko = tizio();
const change = (id: string, column: string) =>
  anagrafe.database.admin(`UPDATE anagrafe_regionale.persona SET ${column} WHERE id = $1`, [id]);
/** Nobody gave it a prestazione any more: what is left is where it lives. */
const forgetSchede = (id: string) =>
  anagrafe.database.admin('DELETE FROM anagrafe_regionale.scheda WHERE persona_id = $1', [id]);

describe('an ente that follows a person', () => {
  it('is told what changed and never how, once for all that falls into a window', async () => {
    const id = await feed.persona(mirko);
    const { soggetto, id: sottoscrizione } = await feed.follow('recanati', id);
    await feed.note({ personaId: id, gruppi: ['residenza'], decorrenza: legalDay('2026-03-01') });
    await feed.smista();
    expect(await feed.told('recanati')).toEqual([]);
    anagrafe.clock.advance(60_000);
    await feed.note({ personaId: id, gruppi: ['identita', 'residenza'] });
    await feed.endWindow();
    expect(await feed.feed('recanati')).toEqual({
      items: [
        {
          numero: 1,
          tipo: 'persona.variata',
          sottoscrizione,
          soggetto,
          altro_soggetto: null,
          gruppi: ['identita', 'residenza'],
          decorrenza: '2026-03-01',
          emessa_il: anagrafe.clock.now().toISOString(),
        },
      ],
      next_cursor: '1',
      altre: false,
    });
  });

  it('is told of what a source says anew, and not of what it repeats', async () => {
    const id = await feed.persona(mirko);
    await feed.follow('recanati', id);
    await anagrafe.accept([rigaDi(mirko, { ente: 'recanati' })], '2026-03-10T09:01:00.000Z');
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual([]);
    const moved = { ...mirko, comune: ENTI.loreto.istat };
    await anagrafe.accept([rigaDi(moved, { ente: 'recanati' })], '2026-03-10T09:02:00.000Z');
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual(['1 persona.variata residenza']);
  });

  it('is told only of what it asked for', async () => {
    const id = await feed.persona(mirko);
    await feed.follow('recanati', id, { gruppi: ['famiglia'] });
    await feed.note({ personaId: id, gruppi: ['residenza'] });
    await feed.endWindow();
    await feed.note({ personaId: id, gruppi: ['residenza', 'famiglia', 'cittadinanza'] });
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual(['1 persona.variata famiglia']);
  });

  it('who is shown the minimum is not told of an address or a household', async () => {
    const id = await feed.persona(mirko);
    await feed.follow('loreto', id);
    await feed.note({ personaId: id, gruppi: ['residenza', 'famiglia', 'cittadinanza', 'stato_civile'] });
    await feed.endWindow();
    await feed.note({ personaId: id, gruppi: ['residenza', 'identita'] });
    await feed.endWindow();
    expect(await feed.told('loreto')).toEqual(['1 persona.variata identita']);
  });

  it('keeps its place in a feed in which nothing is new', async () => {
    expect(await feed.feed('recanati')).toEqual({ items: [], next_cursor: '0', altre: false });
    const id = await feed.persona(mirko);
    await feed.follow('recanati', id);
    for (let times = 0; times < 3; times += 1) {
      await feed.note({ personaId: id, gruppi: ['vita'] });
      await feed.endWindow();
    }
    const { items, next_cursor, altre } = await feed.feed('recanati', '?limit=2');
    expect([items.map(({ numero }) => numero), next_cursor, altre]).toEqual([[1, 2], '2', true]);
    expect((await feed.feed('recanati', '?cursor=2')).items.map(({ numero }) => numero)).toEqual([3]);
    expect(await feed.feed('recanati', '?cursor=3')).toEqual({ items: [], next_cursor: '3', altre: false });
    const { body } = await anagrafe.ask('recanati', 'get', '/rest/anagrafe/v1/variazioni?cursor=4').expect(400);
    expect(body).toMatchObject({ code: 'cursore_sconosciuto' });
  });

  it('reads its own feed alone, and its subscriptions alone', async () => {
    const id = await feed.persona(mirko);
    const { id: sottoscrizione } = await feed.follow('recanati', id);
    await feed.note({ personaId: id, gruppi: ['vita'] });
    await feed.endWindow();
    expect((await feed.feed('loreto')).items).toEqual([]);
    for (const method of ['get', 'delete'] as const) {
      const { body } = await anagrafe
        .ask('loreto', method, `/rest/anagrafe/v1/sottoscrizioni/${sottoscrizione}`)
        .expect(404);
      expect(body).toMatchObject({ code: 'sottoscrizione_sconosciuta' });
    }
    const { body } = await anagrafe.ask('loreto', 'get', '/rest/anagrafe/v1/sottoscrizioni').expect(200);
    expect(body).toEqual({ items: [], next_cursor: null });
  });

  it('has another name for the same person than another ente, and none that is in the registry', async () => {
    const id = await feed.persona(mirko);
    const names = [await feed.follow('recanati', id), await feed.follow('loreto', id)].map(({ soggetto }) => soggetto);
    expect(new Set([...names, id.replaceAll('-', '')]).size).toBe(3);
    expect((await feed.follow('recanati', id, { oggetto: 'famiglia' })).soggetto).not.toBe(names[0]);
  });

  it('hears nothing more once it asked so, whatever was waiting', async () => {
    const id = await feed.persona(mirko);
    const { id: sottoscrizione } = await feed.follow('recanati', id);
    await feed.note({ personaId: id, gruppi: ['vita'] });
    await feed.smista();
    for (let times = 0; times < 2; times += 1)
      await anagrafe.ask('recanati', 'delete', `/rest/anagrafe/v1/sottoscrizioni/${sottoscrizione}`).expect(204);
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual([]);
    expect(await feed.sottoscrizione('recanati', sottoscrizione)).toMatchObject({
      stato: 'cessata',
      motivo: 'richiesta',
    });
  });
});

const protect = (id: string, ente: NomeEnte) =>
  anagrafe.database.admin(
    `INSERT INTO anagrafe_regionale.protezione (id, persona_id, ente, genere, motivo, dal) VALUES (gen_random_uuid(), $1, $2, 'altro', '', $3)`,
    [id, ENTI[ente].id, anagrafe.clock.now()],
  );
const lift = () =>
  anagrafe.database.admin(`UPDATE anagrafe_regionale.protezione SET al = $1, motivo_fine = ''`, [anagrafe.clock.now()]);

describe('an ente that follows a famiglia', () => {
  const live = (persone: readonly string[], famiglia: string, al: string | null = null) =>
    anagrafe.database.admin(
      `INSERT INTO anagrafe_regionale.famiglia_componente (id, record_id, persona_id, comune, famiglia, tipo, dal, al, noto_dal)
       SELECT gen_random_uuid(), '', id, '043044', convert_to($2, 'UTF8'), 'famiglia', '2020-01-01', $3, now() FROM unnest($1::uuid[]) AS v (id)`,
      [persone, famiglia, al],
    );
  const figlia = tizio({ nome: 'SARA', sesso: 'F', nato: '2015-05-02' });

  it('is told of whoever is in it today, once for all, and of no one else', async () => {
    const [padre, sara] = [await feed.persona(mirko), await feed.persona(figlia)];
    const zio = await feed.persona(tizio({ nome: 'UGO', nato: '1950-01-01' }));
    await live([padre, sara], 'casa');
    await live([padre, zio], 'vecchia casa', '2025-12-31');
    await feed.follow('recanati', padre, { oggetto: 'famiglia' });
    await feed.note({ personaId: zio, gruppi: ['vita'] });
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual([]);
    await feed.note({ personaId: sara, gruppi: ['residenza'] }, { personaId: padre, gruppi: ['stato_civile'] });
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual(['1 famiglia.variata residenza stato_civile']);
  });

  it('is told nothing of a member under protection, nor that it left, through those who stay', async () => {
    const [padre, sara] = [await feed.persona(mirko), await feed.persona(figlia)];
    await live([padre, sara], 'casa');
    const { id } = await feed.follow('recanati', padre, { oggetto: 'famiglia' });
    const { id: sua } = await feed.follow('recanati', sara);
    await protect(sara, 'loreto');
    await feed.note(
      { personaId: sara, gruppi: ['residenza'] },
      { personaId: padre, gruppi: ['famiglia'], causa: sara },
    );
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual([]);
    // And nothing of it comes out when the protection is lifted, though nobody had looked at it yet.
    await feed.note(
      { personaId: sara, gruppi: ['residenza'] },
      { personaId: padre, gruppi: ['famiglia'], causa: sara },
    );
    anagrafe.clock.advance(1);
    await lift();
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual([]);
    anagrafe.clock.advance(1);
    await feed.note({ personaId: sara, gruppi: ['vita'] });
    await feed.endWindow();
    const after = (await feed.told('recanati')).map((one) => one.slice(2));
    expect(new Set(after)).toEqual(new Set(['famiglia.variata vita', 'persona.variata vita']));
    for (const one of [id, sua]) expect(await feed.sottoscrizione('recanati', one)).toMatchObject({ stato: 'attiva' });
  });
});

describe('who protects a person', () => {
  it('is told of it, and who does not hears nothing', async () => {
    const id = await feed.persona(mirko);
    await feed.follow('recanati', id);
    await feed.follow('portoRecanati', id);
    await protect(id, 'recanati');
    await feed.note({ personaId: id, gruppi: ['residenza'] });
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual(['1 persona.variata residenza']);
    expect(await feed.told('portoRecanati')).toEqual([]);
  });
});

describe('a relation that ends ends the subscription', () => {
  it('when the person leaves, without saying where to', async () => {
    const id = await feed.persona(mirko);
    const { id: sottoscrizione } = await feed.follow('loreto', id);
    await forgetSchede(id);
    await change(id, `comune_residenza = '042002'`);
    await feed.note({ personaId: id, gruppi: ['residenza'], decorrenza: legalDay('2026-03-09') });
    await feed.endWindow();
    const { items } = await feed.feed('loreto');
    expect(items).toEqual([expect.objectContaining({ tipo: 'fine_visibilita', gruppi: [], decorrenza: null })]);
    expect(await feed.sottoscrizione('loreto', sottoscrizione)).toMatchObject({
      stato: 'cessata',
      motivo: 'fine_visibilita',
    });
    await feed.note({ personaId: id, gruppi: ['vita'] });
    await feed.endWindow();
    expect(await feed.told('loreto')).toEqual(['1 fine_visibilita']);
    await anagrafe.ask('loreto', 'get', `/rest/anagrafe/v1/persone/${id}?finalita=presa_in_carico`).expect(404);
  });

  it.each(['is read', 'is examined at night'])('also if nothing of the person changed, when it %s', async (when) => {
    const id = await feed.persona(mirko);
    const { id: sottoscrizione } = await feed.follow('loreto', id);
    await forgetSchede(id);
    await change(id, `comune_residenza = '042002'`);
    await feed.endWindow();
    expect(await feed.told('loreto')).toEqual([]);
    if (when === 'is read') await feed.sottoscrizione('loreto', sottoscrizione);
    else await anagrafe.get(ControllaRelazioni).run();
    await feed.endWindow();
    expect(await feed.told('loreto')).toEqual(['1 fine_visibilita']);
  });

  it('on its last day, without a word', async () => {
    const id = await feed.persona(mirko);
    const { id: sottoscrizione } = await feed.follow('recanati', id, { fino_al: '2026-03-10' });
    await feed.note({ personaId: id, gruppi: ['vita'] });
    anagrafe.clock.set('2026-03-10T23:00:00Z');
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual([]);
    expect(await feed.sottoscrizione('recanati', sottoscrizione)).toMatchObject({
      stato: 'cessata',
      motivo: 'scadenza',
    });
  });

  it('with the person', async () => {
    const id = await feed.persona(mirko);
    const { id: sottoscrizione } = await feed.follow('recanati', id);
    await change(id, `vita = 'decesso_segnalato'`);
    await feed.note({ personaId: id, gruppi: ['vita'] });
    await feed.endWindow();
    await change(id, `vita = 'deceduta', data_decesso = '2026-03-08'`);
    await feed.note({ personaId: id, gruppi: ['vita'] });
    await feed.endWindow();
    await feed.note({ personaId: id, gruppi: ['vita', 'famiglia'] });
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual(['1 persona.variata vita', '2 decesso']);
    expect(await feed.sottoscrizione('recanati', sottoscrizione)).toMatchObject({
      stato: 'cessata',
      motivo: 'decesso',
    });
  });

  it('and does not end while the ente has no client: what it may not be told meanwhile waits', async () => {
    const id = await feed.persona(mirko);
    await feed.follow('recanati', id);
    await feed.note({ personaId: id, gruppi: ['vita'] });
    await feed.smista();
    const riferimenti = anagrafe.get(Riferimenti);
    const { vista, movimento } = riferimenti;
    const clients = vociDiProva().filter(({ genere }) => genere === 'client');
    riferimenti.replace(vista.with(clients.map((voce) => ({ ...voce, contenuto: null }))), true, movimento);
    anagrafe.clock.advance(FINESTRA_MS);
    const examined = await anagrafe.get(EmettiNotifiche).run();
    riferimenti.replace(vista, true, movimento);
    expect(examined).toBe(0);
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual(['1 persona.variata vita']);
  });
});

describe('merges and separations', () => {
  const anna = tizio({ nome: 'ANNA', sesso: 'F', nato: '1980-05-02' });

  it('are told with both names to who follows both, and to others as a change of what they see', async () => {
    const [uno, altro] = [await feed.persona(mirko), await feed.persona(anna)];
    const sue = [await feed.follow('recanati', uno), await feed.follow('recanati', altro)];
    await feed.follow('loreto', altro);
    await feed.follow('portoRecanati', uno);
    await change(uno, `unita_in = '${altro}'`);
    await feed.note({ personaId: uno, gruppi: ['identita', 'legami'], legame: { tipo: 'unione', altra: altro } });
    await feed.endWindow();
    const { items } = await feed.feed('recanati');
    const unioni = items.filter(({ tipo }) => tipo === 'unione');
    expect(unioni).toHaveLength(2);
    for (const [at, { soggetto }] of sue.entries()) {
      const altro_soggetto = sue[1 - at]!.soggetto;
      expect(unioni).toContainEqual(expect.objectContaining({ soggetto, altro_soggetto }));
    }
    for (const client of ['loreto', 'portoRecanati'] as const)
      expect(await feed.told(client)).toEqual(['1 persona.variata identita']);
    // What happens to the one that is left is told under the name that each knows.
    await feed.note({ personaId: altro, gruppi: ['vita'] });
    await feed.endWindow();
    expect(await feed.told('portoRecanati')).toEqual(['1 persona.variata identita', '2 persona.variata vita']);
  });
});

describe('two that were one, of which one is protected', () => {
  const anna = tizio({ nome: 'ANNA', sesso: 'F', nato: '1980-05-02' });
  const seguite = async () => {
    const [uno, altra] = [await feed.persona(mirko), await feed.persona(anna)];
    await feed.follow('recanati', uno);
    await feed.follow('recanati', altra);
    await feed.follow('portoRecanati', uno);
    await feed.follow('portoRecanati', altra);
    return { personaId: uno, gruppi: [], legame: { tipo: 'separazione', altra } } as const;
  };

  it('are told to who protects her, and neither to another under the name of either', async () => {
    const separazione = await seguite();
    await protect(separazione.legame.altra, 'recanati');
    await feed.note(separazione);
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual(['1 separazione', '2 separazione']);
    expect(await feed.told('portoRecanati')).toEqual([]);
  });

  it('are told to nobody once she is protected no more', async () => {
    const separazione = await seguite();
    await protect(separazione.legame.altra, 'recanati');
    await feed.note(separazione);
    anagrafe.clock.advance(1);
    await lift();
    await feed.endWindow();
    expect([await feed.told('recanati'), await feed.told('portoRecanati')]).toEqual([[], []]);
  });
});

describe('a birthday', () => {
  const ragazza = tizio({ nome: 'SARA', sesso: 'F', nato: '2008-03-11' });

  it('is told when a person that is followed comes of age, once, also after days in which nothing ran', async () => {
    const id = await feed.persona(ragazza);
    await feed.follow('recanati', id, { gruppi: ['famiglia'] });
    await anagrafe.get(MaggioriEta).run();
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual([]);
    anagrafe.clock.set('2026-03-13T09:00:00Z');
    await Promise.all([anagrafe.get(MaggioriEta).run(), anagrafe.get(MaggioriEta).run()]);
    await feed.endWindow();
    anagrafe.clock.set('2026-03-14T09:00:00Z');
    await anagrafe.get(MaggioriEta).run();
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual(['1 maggiore_eta']);
  });
});

describe('what is not kept any more', () => {
  it('is refused to an old cursor, and not left out in silence', async () => {
    const id = await feed.persona(mirko);
    await feed.follow('recanati', id);
    await feed.note({ personaId: id, gruppi: ['vita'] });
    await feed.endWindow();
    anagrafe.clock.advance(29 * 86_400_000);
    await feed.note({ personaId: id, gruppi: ['identita'] });
    await feed.endWindow();
    await anagrafe.get(ScartaNotifiche).run();
    expect((await feed.feed('recanati')).items).toHaveLength(2);
    anagrafe.clock.advance(86_400_000);
    await anagrafe.get(ScartaNotifiche).run();
    const { body } = await anagrafe.ask('recanati', 'get', '/rest/anagrafe/v1/variazioni?cursor=0').expect(410);
    expect(body).toMatchObject({ code: 'cursore_scaduto' });
    expect((await feed.feed('recanati', '?cursor=1')).items.map(({ numero }) => numero)).toEqual([2]);
    expect((await feed.feed('recanati')).items.map(({ numero }) => numero)).toEqual([2]);
  });
});

describe('a request to follow', () => {
  it('of a person that the caller may not see is answered as one of nobody, and both are in the register', async () => {
    const id = await feed.persona(mirko);
    const nessuno = '00000000-0000-4000-8000-000000000000';
    const answers = [
      await feed.ask('ancona', id),
      await feed.ask('ancona', nessuno),
      await feed.ask('ancona', 'nessuno'),
    ];
    expect(answers.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual(
      answers.map(() => [404, 'persona_sconosciuta']),
    );
    await feed.ask('recanati', id).expect(201);
    const entries = await anagrafe.database.admin(
      'SELECT ente, verbo, esito, profilo FROM anagrafe_regionale.accesso ORDER BY avvenuto_il, esito',
    );
    expect(entries).toHaveLength(4);
    expect(entries).toContainEqual({ ente: ENTI.ancona.id, verbo: 'variazione', esito: 'nessuna', profilo: null });
    expect(entries).toContainEqual({ ente: ENTI.recanati.id, verbo: 'variazione', esito: 'mostrata', profilo: 'H' });
  });

  it('by an id of before a merge is in the register under the person that it is now', async () => {
    const [id, altra] = [await feed.persona(mirko), await feed.persona(tizio({ nome: 'UGO', nato: '1950-01-01' }))];
    await change(altra, `unita_in = '${id}'`);
    await feed.ask('recanati', altra).expect(201);
    await feed.ask('recanati', altra, { finalita: 'curiosita' });
    const persone = await anagrafe.database.admin<{ persona: Buffer }>(
      'SELECT persona FROM anagrafe_regionale.accesso',
    );
    const ora = anagrafe.get(Riferimento).ofPersona(id);
    expect(persone.map(({ persona }) => persona.toString('hex'))).toEqual([ora, ora]);
  });

  it('is renewed when it is made again, and made anew under another pratica', async () => {
    const id = await feed.persona(mirko);
    const first = await feed.follow('recanati', id, { fino_al: '2026-04-01', gruppi: ['vita'] });
    const second = await feed.follow('recanati', id);
    expect(second).toEqual({ ...first, fino_al: '2026-12-31', gruppi: expect.arrayContaining(['residenza']) });
    expect((await feed.follow('recanati', id, { pratica: 'P-2' })).id).not.toBe(first.id);
  });

  it('is refused for a day, a pratica, a purpose or groups that cannot be', async () => {
    const id = await feed.persona(mirko);
    const wrong: [object, string][] = [
      [{ fino_al: '2026-03-09' }, 'scadenza_non_ammessa'],
      [{ fino_al: '2027-03-12' }, 'scadenza_non_ammessa'],
      [{ fino_al: '2026-02-30' }, 'campi_non_validi'],
      [{ pratica: 'RSSMRK66C14H501U' }, 'pratica_non_ammessa'],
      [{ pratica: 'è di Mario' }, 'campi_non_validi'],
      [{ finalita: 'curiosita' }, 'finalita_non_ammessa'],
      [{ gruppi: [] }, 'campi_non_validi'],
      [{ gruppi: ['legami'] }, 'campi_non_validi'],
    ];
    for (const [others, code] of wrong) {
      const { status, body } = await feed.ask('recanati', id, others);
      expect([others, status, (body as { code: string }).code]).toEqual([others, 422, code]);
    }
  });

  it('of a household needs a profile that shows it', async () => {
    const id = await feed.persona(mirko);
    const { body } = await feed.ask('loreto', id, { oggetto: 'famiglia' }).expect(422);
    expect(body).toMatchObject({ code: 'famiglia_non_visibile' });
    expect(await anagrafe.database.admin('SELECT esito FROM anagrafe_regionale.accesso')).toEqual([
      { esito: 'mostrata' },
    ]);
    await feed.follow('recanati', id, { oggetto: 'famiglia' });
  });

  it('is for those in charge only', async () => {
    for (const client of ['gestore', 'software', 'regione', 'inps'] as const) {
      await feed.ask(client, 'x').expect(403);
      await anagrafe.ask(client, 'get', '/rest/anagrafe/v1/variazioni').expect(403);
    }
  });
});

describe('what fails while it is told', () => {
  it('was not told, and is told once when it can be', async () => {
    const id = await feed.persona(mirko);
    await feed.follow('recanati', id);
    await feed.note({ personaId: id, gruppi: ['vita'] });
    const cannot = (table: string) =>
      `ALTER TABLE anagrafe_regionale.${table} ADD CONSTRAINT muore CHECK (false) NOT VALID`;
    const can = (table: string) => `ALTER TABLE anagrafe_regionale.${table} DROP CONSTRAINT muore`;
    await anagrafe.database.admin(cannot('notifica_in_attesa'));
    expect(await anagrafe.get(SmistaVariazioni).run()).toBe(0);
    await anagrafe.database.admin(can('notifica_in_attesa'));
    anagrafe.clock.advance(60_000);
    await feed.smista();
    await anagrafe.database.admin(cannot('notifica'));
    anagrafe.clock.advance(FINESTRA_MS);
    expect(await anagrafe.get(EmettiNotifiche).run()).toBe(0);
    await anagrafe.database.admin(can('notifica'));
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual(['1 persona.variata vita']);
  });
});

describe('two processes', () => {
  it('do not number for one ente at once: the second leaves it to the first', async () => {
    const id = await feed.persona(mirko);
    await feed.follow('recanati', id);
    await feed.note({ personaId: id, gruppi: ['vita'] });
    await feed.endWindow();
    await feed.note({ personaId: id, gruppi: ['identita'] });
    await feed.smista();
    anagrafe.clock.advance(FINESTRA_MS);
    const examined = await anagrafe.get(Database).transaction('consumer', {}, async (tx) => {
      await tx.query('SELECT FROM canale FOR UPDATE');
      return anagrafe.get(EmettiNotifiche).run();
    });
    expect(examined).toBe(0);
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual(['1 persona.variata vita', '2 persona.variata identita']);
  });
});

describe('an ente that sees nobody of it', () => {
  it('gets the same feed whatever happens to a person that is not its to see', async () => {
    const [suo, altrui] = [
      await feed.persona(mirko),
      await feed.persona(tizio({ nome: 'UGO', comune: ENTI.ancona.istat }), 'ancona'),
    ];
    const { soggetto } = await feed.follow('recanati', suo);
    await feed.follow('ancona', altrui);
    for (const others of [[], [{ personaId: altrui, gruppi: ['vita', 'residenza'] as const }]]) {
      await feed.note({ personaId: suo, gruppi: ['vita'] }, ...others);
      await feed.endWindow();
    }
    // A subscription that was made in some other way shows it nothing either, and ends.
    await anagrafe.database.admin(
      `INSERT INTO anagrafe_regionale.sottoscrizione (id, ente, persona_id, oggetto, gruppi, finalita, pratica, soggetto, client_id, dal, fino_al)
       SELECT gen_random_uuid(), ente, $1, oggetto, gruppi, finalita, 'P-2', '', client_id, dal, fino_al FROM anagrafe_regionale.sottoscrizione
       WHERE soggetto = $2`,
      [altrui, Buffer.from(soggetto, 'hex')],
    );
    await feed.note({ personaId: altrui, gruppi: ['vita'] });
    await feed.endWindow();
    const told = ['1 persona.variata vita', '2 persona.variata vita', '3 fine_visibilita'];
    expect(await feed.told('recanati')).toEqual(told);
  });
});

describe('operators', () => {
  it('see how far each feed has come and who follows how many, nothing of persons', async () => {
    const id = await feed.persona(mirko);
    await feed.follow('recanati', id);
    await feed.note({ personaId: id, gruppi: ['vita'] });
    await feed.endWindow();
    expect(await anagrafe.get(LeggiCanali).page(undefined, 10)).toEqual({
      items: [
        {
          ente: ENTI.recanati.id,
          sottoscrizioni: 1,
          in_attesa: 0,
          ultimo: 1,
          scartate_fino: 0,
          webhook: null,
          consegnate_fino: null,
          tentativi: null,
          fallito_dal: null,
          ultimo_errore: null,
        },
      ],
      next_cursor: null,
    });
    await anagrafe.ask('recanati', 'get', '/rest/amministrazione/v1/anagrafe-regionale/notifiche').expect(403);
  });

  it('read in the metrics what waits and who cannot be reached', async () => {
    const id = await feed.persona(mirko);
    await feed.follow('recanati', id);
    await feed.note({ personaId: id, gruppi: ['vita'] });
    anagrafe.clock.advance(40_000);
    await anagrafe.get(MisuraNotifiche).run();
    const text = await metrics.registry.metrics();
    expect(text).toMatch(/^snodo_anagrafe_variazioni_da_smistare(\{.*\})? 1$/m);
    expect(text).toMatch(/^snodo_anagrafe_notifiche_ritardo_secondi(\{.*\})? 40$/m);
    expect(text).toMatch(/^snodo_anagrafe_sottoscrizioni(\{.*\})? 1$/m);
  });
});
