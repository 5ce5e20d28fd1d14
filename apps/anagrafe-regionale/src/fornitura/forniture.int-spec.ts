import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaAnagrafe } from '#libs/tracciati';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { FornitureDiProva, iscritto, nascitaDi } from '../prova/forniture-di-prova.js';
import { ENTI, type NomeEnte } from '../prova/riferimenti-di-prova.js';
import { type Tizio, rigaDi, tizio } from '../prova/righe-di-prova.js';
import type { RispostaContese } from '../residenza/risposta-contese.js';
import { ScadenzeResidenza } from '../residenza/scadenze-residenza.js';
import { AvanzaForniture } from './avanza-forniture.js';
import { ScadenzeForniture } from './scadenze-forniture.js';
import type { RispostaForniture } from './risposta.js';

let anagrafe: AnagrafeDiProva;
let forniture: FornitureDiProva;
let nati = 0;

beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  forniture = new FornitureDiProva(anagrafe);
});
afterAll(() => anagrafe.close());

/** Persons that the registry knows from prestazioni of a comune where they live. */
async function noti(count: number, comune: 'recanati' | 'ancona' | 'portoRecanati'): Promise<Tizio[]> {
  const persone = Array.from({ length: count }, () => sconosciuto(comune));
  await anagrafe.accept(persone.map((chi) => rigaDi(chi, { ente: comune })));
  // Time passes: who says it first is told by the instant.
  anagrafe.clock.advance(1000);
  return persone;
}

/** Of a day of birth of its own, hence of a code of its own. */
function sconosciuto(comune: NomeEnte): Tizio {
  nati += 1;
  const nato = new Date(Date.UTC(1940, 0, 1) + nati * 86_400_000).toISOString().slice(0, 10);
  return tizio({ nato, comune: (ENTI[comune] as { istat?: string }).istat });
}

/** Of a name of its own, by which it is found without a code. */
function rara(at: number): Tizio {
  const letters = [...String(at + 10)].map((digit) => 'ABCDEFGHIL'[Number(digit)]).join('');
  return { ...sconosciuto('recanati'), cognome: `BRAMBI${letters}ETTI`, nome: `TEODO${letters}RICO` };
}

const GIORNO = 86_400_000;

/** What was delivered until now counts no more. */
const domani = (): Promise<void> => anagrafe.at(new Date(anagrafe.clock.now().getTime() + 2 * GIORNO).toISOString());

interface Stato {
  readonly vita: string;
  readonly comune: string | null;
}
const statoDi = async (chi: Tizio): Promise<Stato | undefined> => {
  const found = await anagrafe.database.admin<Stato & { codice: string }>(
    `SELECT vita, comune_residenza AS comune FROM anagrafe_regionale.persona WHERE data_nascita = $1`,
    [nascitaDi(chi)],
  );
  return found[0];
};
const morto = (chi: Tizio, comune: 'recanati' | 'ancona'): PersonaAnagrafe =>
  iscritto(chi, comune, { deceduto: '1', dataDecesso: '2026-02-01' });
const conta = async (table: string): Promise<number> => {
  const [row] = await anagrafe.database.admin<{ n: number }>(
    `SELECT count(*)::int AS n FROM anagrafe_regionale.${table}`,
  );
  return row!.n;
};
const elenco = async (client: string): Promise<RispostaForniture['items']> =>
  ((await anagrafe.ask(client, 'get', '/rest/anagrafe/v1/forniture').expect(200)).body as RispostaForniture).items;
const contese = async (client: string): Promise<RispostaContese['items']> =>
  ((await anagrafe.ask(client, 'get', '/rest/anagrafe/v1/residenze-contese').expect(200)).body as RispostaContese)
    .items;
const decide = (client: string, id: string, verbo: 'conferme' | 'rifiuti') =>
  anagrafe
    .ask(client, 'post', `/rest/anagrafe/v1/forniture/${id}/${verbo}`)
    .send({ motivo: 'Verificato con l’ufficio anagrafe' });

describe('a fornitura of a comune', () => {
  it('covers the persons that the registry knows, and keeps nothing of the others', async () => {
    const [nota] = await noti(1, 'recanati');
    const ignoto = sconosciuto('recanati');
    const before = { persone: await conta('persona'), record: await conta('record') };
    const consegna = {
      comune: 'recanati',
      persone: [iscritto(nota!, 'recanati'), iscritto(ignoto, 'recanati')],
    } as const;
    expect(await forniture.deliver(consegna)).toBe('applicata');
    expect(await statoDi(nota!)).toEqual({ vita: 'in_vita', comune: ENTI.recanati.istat });
    expect(await statoDi(ignoto)).toBeUndefined();
    expect(await conta('persona')).toBe(before.persone);
    expect(await conta('record')).toBe(before.record + 1);
    expect(await conta('fornitura_riga')).toBe(0);
    expect(await conta('residenza_detta')).toBe(1);
  });

  it('covers everybody where an act gives the region the whole population', async () => {
    const ignoto = sconosciuto('portoRecanati');
    expect(await forniture.deliver({ comune: 'portoRecanati', persone: [iscritto(ignoto, 'portoRecanati')] })).toBe(
      'applicata',
    );
    expect(await statoDi(ignoto)).toEqual({ vita: 'in_vita', comune: ENTI.portoRecanati.istat });
  });

  it('waits for all of its messages, in whatever order they come, and is then applied whole', async () => {
    const persone = await noti(3, 'recanati');
    const consegna = { comune: 'recanati', perMessaggio: 1 } as const;
    for (const [at, order] of [
      [0, 3, 1, 2],
      [3, 2, 1, 0],
      [0, 1, 2, 3],
    ].entries()) {
      const said = persone.map((chi) =>
        iscritto(chi, 'recanati', { dataDecesso: `2026-02-0${at + 1}`, deceduto: '1' }),
      );
      const { invioId, parole } = forniture.parole({ ...consegna, persone: said, revisione: at + 1 });
      anagrafe.clock.advance(1000);
      for (const [heard, place] of order.entries()) {
        expect(await forniture.stateOf(invioId)).toBe(heard === 0 ? 'nessuna' : 'in_arrivo');
        await parole[place]!();
        if (heard < order.length - 1) await forniture.advance();
      }
      await forniture.advance();
      expect(await forniture.stateOf(invioId)).toBe('applicata');
    }
    for (const chi of persone) expect(await statoDi(chi)).toMatchObject({ vita: 'deceduta' });
  });

  it('is applied once by two processes at work on it', async () => {
    const persone = await noti(5, 'recanati');
    const { invioId, parole } = forniture.parole({
      comune: 'recanati',
      persone: persone.map((chi) => iscritto(chi, 'recanati')),
    });
    for (const parola of parole) await parola();
    const avanza = anagrafe.get(AvanzaForniture);
    await Promise.all(Array.from({ length: 6 }, () => avanza.step()));
    await forniture.advance();
    const [row] = await anagrafe.database.admin<{ applicate: number }>(
      `SELECT applicate FROM anagrafe_regionale.fornitura WHERE invio_id = $1`,
      [invioId],
    );
    expect(row).toEqual({ applicate: 5 });
  });

  it('that is taken back with its invio says nothing any more', async () => {
    const nota = sconosciuto('recanati');
    await anagrafe.accept([rigaDi({ ...nota, comune: undefined }, { ente: 'ancona' })]);
    const consegna = { comune: 'recanati', persone: [iscritto(nota, 'recanati')] } as const;
    const { invioId, parole } = forniture.parole(consegna);
    for (const parola of parole) await parola();
    await forniture.advance();
    expect(await statoDi(nota)).toMatchObject({ comune: ENTI.recanati.istat });
    await forniture.cancel(invioId, consegna);
    // What its prestazione said: that she lives abroad.
    expect(await statoDi(nota)).toMatchObject({ comune: null });
  });

  it.each([
    ['as soon as all its righe are there', [0, 1, 2]],
    ['also when it is said first how many they are', [2, 0, 1]],
  ])('is taken back %s, and not before', async (_, ordine) => {
    const persone = (await noti(2, 'recanati')).map((chi) => iscritto(chi, 'recanati'));
    const consegna = { comune: 'recanati', persone } as const;
    const { invioId, parole } = forniture.parole(consegna);
    for (const parola of parole) await parola();
    await forniture.advance();
    const dette = ordine.map((at) => forniture.ritiro(invioId, consegna)[at]!);
    const stato = async () =>
      (
        await anagrafe.database.admin<{ stato: string }>(
          `SELECT stato FROM anagrafe_regionale.fornitura WHERE invio_id = $1 AND verso = 'annullamento'`,
          [invioId],
        )
      )[0]!.stato;
    for (const parola of dette.slice(0, -1)) await parola();
    // Half an hour without a word: it is known that something is missing.
    if (ordine[0] === 2) anagrafe.clock.advance(1_800_000);
    while (await anagrafe.get(AvanzaForniture).step());
    expect(await stato()).toBe('in_arrivo');
    await dette.at(-1)!();
    await forniture.advance();
    expect(await stato()).toBe('applicata');
  });

  it('of which an older release did not say how many righe it has is taken back after a while without a word', async () => {
    const persone = (await noti(1, 'recanati')).map((chi) => iscritto(chi, 'recanati'));
    const consegna = { comune: 'recanati', persone } as const;
    const { invioId, parole } = forniture.parole(consegna);
    for (const parola of parole) await parola();
    await forniture.advance();
    await forniture.ritiro(invioId, consegna)[0]!();
    anagrafe.clock.advance(60_000);
    await forniture.advance();
    expect(
      await anagrafe.database.admin(
        `SELECT stato FROM anagrafe_regionale.fornitura WHERE invio_id = $1 AND verso = 'annullamento'`,
        [invioId],
      ),
    ).toEqual([{ stato: 'applicata' }]);
  });

  it('corrected to somebody unknown leaves nobody in a stranger’s famiglia, and does not come again', async () => {
    const [nota] = await noti(1, 'recanati');
    const famiglie = [{ numero: '12', tipo: 'famiglia' as const, relazione: '1' }];
    const sbagliata = iscritto(nota!, 'recanati', { idAnagrafico: 'SBAGLIATA', famiglie });
    const giusta = iscritto(sconosciuto('recanati'), 'recanati', { idAnagrafico: 'SBAGLIATA', famiglie });
    const componenti = async (): Promise<number> => {
      const rows = await anagrafe.database.admin(
        `SELECT FROM anagrafe_regionale.famiglia_componente f JOIN anagrafe_regionale.persona p ON p.id = f.persona_id
         WHERE p.data_nascita = $1 AND f.noto_al IS NULL`,
        [nascitaDi(nota!)],
      );
      return rows.length;
    };
    await forniture.deliver({ comune: 'recanati', persone: [sbagliata] });
    expect(await componenti()).toBe(1);
    await forniture.deliver({ comune: 'recanati', persone: [giusta], revisione: 2 });
    expect(await componenti()).toBe(0);
    await forniture.deliver({ comune: 'recanati', persone: [sbagliata] });
    expect(await componenti()).toBe(0);
  });

  it('that takes back what was of nobody known leaves no residence behind', async () => {
    const ignoto = iscritto(sconosciuto('recanati'), 'recanati');
    const before = await conta('residenza_detta');
    expect(await forniture.deliver({ comune: 'recanati', persone: [ignoto], revisione: 2, annullamento: true })).toBe(
      'applicata',
    );
    expect(await conta('residenza_detta')).toBe(before);
  });
});

describe('a fornitura that is not plausible', () => {
  it('declares everybody dead: nothing of it is applied until the ente itself confirms it', async () => {
    const persone = await noti(21, 'recanati');
    const vivi = persone.map((chi) => iscritto(chi, 'recanati'));
    expect(await forniture.deliver({ comune: 'recanati', persone: vivi })).toBe('applicata');
    const morti = persone.map((chi) => morto(chi, 'recanati'));
    expect(await forniture.deliver({ comune: 'recanati', persone: morti, revisione: 2 })).toBe('sospesa');
    expect(await statoDi(persone[0]!)).toMatchObject({ vita: 'in_vita' });

    const [sospesa] = await elenco('recanati');
    expect(sospesa).toMatchObject({
      stato: 'sospesa',
      motivi: ['troppe_uscite'],
      uscite: 21,
      righe: 21,
    });
    // How many are claimed would tell of persons, one riga at a time; so would how many go, below the bound.
    expect(sospesa).not.toHaveProperty('pretese');
    expect((await elenco('recanati'))[1]).toMatchObject({ stato: 'applicata', uscite: null });
    expect(await elenco('ancona')).not.toContainEqual(expect.objectContaining({ id: sospesa!.id }));
    await decide('ancona', sospesa!.id, 'conferme').expect(404);
    await decide('recanati', 'none', 'conferme').expect(404);
    await decide('recanati', sospesa!.id, 'conferme').expect(200);
    await decide('recanati', sospesa!.id, 'rifiuti').expect(409);
    await forniture.advance();
    expect(await statoDi(persone[0]!)).toMatchObject({ vita: 'deceduta' });
    expect(await conta('fornitura_atto')).toBe(1);
  });

  it('is thrown away when the ente refuses it', async () => {
    const persone = await noti(21, 'recanati');
    expect(await forniture.deliver({ comune: 'recanati', persone: persone.map((chi) => morto(chi, 'recanati')) })).toBe(
      'sospesa',
    );
    const [sospesa] = await elenco('recanati');
    await decide('recanati', sospesa!.id, 'rifiuti').expect(200);
    await forniture.advance();
    expect(await conta('fornitura_riga')).toBe(0);
    expect(await statoDi(persone[0]!)).toMatchObject({ vita: 'in_vita' });
  });

  it('is held too when it comes in many small ones', async () => {
    const persone = await noti(22, 'ancona');
    const states: string[] = [];
    for (const part of [persone.slice(0, 11), persone.slice(11)])
      states.push(await forniture.deliver({ comune: 'ancona', persone: part.map((chi) => morto(chi, 'ancona')) }));
    expect(states).toEqual(['applicata', 'sospesa']);
  });

  it('claims the residents of another comune: then nothing that the ente delivers that day tells whom the registry knows', async () => {
    const persone = await noti(21, 'recanati');
    await forniture.deliver({ comune: 'recanati', persone: persone.map((chi) => iscritto(chi, 'recanati')) });
    const pretesi = persone.map((chi) => iscritto(chi, 'ancona'));
    expect(await forniture.deliver({ comune: 'ancona', persone: pretesi })).toBe('sospesa');
    const [sospesa] = await elenco('ancona');
    expect(sospesa).toMatchObject({ motivi: ['troppe_pretese'], uscite: null });
    expect(await statoDi(persone[0]!)).toMatchObject({ comune: ENTI.recanati.istat });
    for (const chi of [(await noti(1, 'recanati'))[0]!, sconosciuto('ancona')])
      expect(await forniture.deliver({ comune: 'ancona', persone: [iscritto(chi, 'ancona')] })).toBe('sospesa');
    await domani();
    expect(await forniture.deliver({ comune: 'ancona', persone: [iscritto(persone[0]!, 'ancona')] })).toBe('applicata');
  });

  it('claims persons who live nowhere that is known', async () => {
    await domani();
    const persone = Array.from({ length: 21 }, () => sconosciuto('ancona'));
    await anagrafe.accept(persone.map((chi) => rigaDi({ ...chi, comune: undefined }, { ente: 'recanati' })));
    expect(await forniture.deliver({ comune: 'loreto', persone: persone.map((chi) => iscritto(chi, 'loreto')) })).toBe(
      'sospesa',
    );
  });

  it('claims persons whom only likeness finds: none of them is moved until it is confirmed', async () => {
    await domani();
    const persone = Array.from({ length: 21 }, (_, at) => rara(at));
    await anagrafe.accept(persone.map((chi) => rigaDi(chi, { ente: 'recanati' })));
    const senzaCodice = persone.map((chi) => ({ ...iscritto(chi, 'portoRecanati'), codiceFiscale: undefined }));
    const before = await conta('scheda');
    expect(await forniture.deliver({ comune: 'portoRecanati', persone: senzaCodice })).toBe('sospesa');
    expect(await conta('scheda')).toBe(before);
    const [sospesa] = await elenco('portoRecanati');
    expect(sospesa).toMatchObject({ motivi: ['troppe_pretese'] });
    await decide('portoRecanati', sospesa!.id, 'conferme').expect(200);
    await forniture.advance();
    expect(await conta('scheda')).toBe(before + 21);
  });

  it('says that protected persons are gone, or its own: they are in no count', async () => {
    await domani();
    const persone = await noti(21, 'recanati');
    await anagrafe.database.admin(
      `UPDATE anagrafe_regionale.persona SET protetta = true WHERE data_nascita = ANY ($1::date[])`,
      [persone.map(nascitaDi)],
    );
    for (const comune of ['recanati', 'ancona'] as const) {
      const said = persone.map((chi) => (comune === 'recanati' ? morto(chi, comune) : iscritto(chi, comune)));
      expect(await forniture.deliver({ comune, persone: said })).toBe('applicata');
    }
    const rows = await anagrafe.database.admin(
      `SELECT DISTINCT uscite, pretese FROM (SELECT uscite, pretese FROM anagrafe_regionale.fornitura ORDER BY ricevuta_il DESC LIMIT 2) f`,
    );
    expect(rows).toEqual([{ uscite: 0, pretese: 0 }]);
  });

  it('is judged after the one that another process is judging', async () => {
    await domani();
    const persone = await noti(22, 'ancona');
    const invii = [persone.slice(0, 11), persone.slice(11)].map((part) =>
      forniture.parole({ comune: 'ancona', persone: part.map((chi) => morto(chi, 'ancona')) }),
    );
    for (const { parole } of invii) for (const parola of parole) await parola();
    const avanza = anagrafe.get(AvanzaForniture);
    await Promise.all([avanza.step(), avanza.step()]);
    await forniture.advance();
    const states = await Promise.all(invii.map(({ invioId }) => forniture.stateOf(invioId)));
    expect(states.toSorted()).toEqual(['applicata', 'sospesa']);
  });

  it('is refused of itself when nobody decides on it, or when it never comes whole', async () => {
    await domani();
    const persone = await noti(21, 'recanati');
    const held = { comune: 'recanati', persone: persone.map((chi) => morto(chi, 'recanati')) } as const;
    expect(await forniture.deliver(held)).toBe('sospesa');
    const { invioId, parole } = forniture.parole({ comune: 'loreto', persone: [iscritto(persone[0]!, 'loreto')] });
    await parole[0]!();
    expect(await conta('fornitura_riga')).toBeGreaterThan(0);
    const scadenze = anagrafe.get(ScadenzeForniture);
    anagrafe.clock.advance(29 * GIORNO);
    await scadenze.expire();
    expect(await forniture.stateOf(invioId)).toBe('in_arrivo');
    anagrafe.clock.advance(2 * GIORNO);
    await scadenze.expire();
    await forniture.advance();
    expect([await forniture.stateOf(invioId), await conta('fornitura_riga')]).toEqual(['rifiutata', 0]);
    expect((await elenco('recanati')).find(({ motivi }) => motivi.includes('scaduta'))).toMatchObject({
      stato: 'rifiutata',
      motivi: ['troppe_uscite', 'scaduta'],
    });
  });
});

describe('a comune that claims some residents of another', () => {
  beforeAll(domani);

  it('gains no sight of them, and moves nobody', async () => {
    const persone = await noti(2, 'recanati');
    await forniture.deliver({ comune: 'recanati', persone: persone.map((chi) => iscritto(chi, 'recanati')) });
    anagrafe.clock.advance(1000);
    const cerca = async (client: string): Promise<number> => {
      const asked = { codice_fiscale: persone[0]!.codice, finalita: 'presa_in_carico' };
      const answer = await anagrafe.ask(client, 'post', '/rest/anagrafe/v1/persone/ricerche').send(asked).expect(200);
      return (answer.body as { items: unknown[] }).items.length;
    };
    const pretesi = persone.map((chi) => iscritto(chi, 'ancona'));
    expect(await forniture.deliver({ comune: 'ancona', persone: pretesi })).toBe('applicata');
    expect(await statoDi(persone[0]!)).toMatchObject({ comune: ENTI.recanati.istat });
    expect([await cerca('recanati'), await cerca('ancona')]).toEqual([1, 0]);
    expect((await elenco('ancona'))[0]).toMatchObject({ stato: 'applicata', uscite: null });
    expect((await elenco('ancona'))[0]).not.toHaveProperty('ignote');
  });

  it('gains nobody by being the first to say so, where social services know them elsewhere', async () => {
    const [nota] = await noti(1, 'recanati');
    const client = 'ancona';
    expect(await forniture.deliver({ comune: client, persone: [iscritto(nota!, client)] })).toBe('applicata');
    const said = [morto(nota!, client)];
    expect(await forniture.deliver({ comune: client, persone: said, revisione: 2 })).toBe('applicata');
    expect(await statoDi(nota!)).toEqual({ vita: 'decesso_segnalato', comune: ENTI.recanati.istat });
    const asked = { codice_fiscale: nota!.codice, finalita: 'presa_in_carico' };
    const { body } = await anagrafe.ask(client, 'post', '/rest/anagrafe/v1/persone/ricerche').send(asked).expect(200);
    expect(body).toMatchObject({ items: [] });
    await anagrafe.at(new Date(anagrafe.clock.now().getTime() + 91 * GIORNO).toISOString());
    await anagrafe.get(ScadenzeResidenza).settle();
    expect(await statoDi(nota!)).toEqual({ vita: 'deceduta', comune: ENTI.ancona.istat });
  });

  it('is told of none; who has them, and the steward, by whom', async () => {
    const [contesa] = await noti(1, 'recanati');
    await forniture.deliver({ comune: 'recanati', persone: [iscritto(contesa!, 'recanati')] });
    const before = await contese('steward');
    await forniture.deliver({ comune: 'ancona', persone: [iscritto(contesa!, 'ancona')] });
    const after = await contese('steward');
    const nuova = after.find(({ id }) => !before.some((one) => one.id === id))!;
    expect(nuova).toMatchObject({ comune: ENTI.ancona.istat, stabilita: ENTI.recanati.istat, riga: null });
    expect(nuova).not.toHaveProperty('persona');
    const own: unknown = expect.any(String);
    expect(await contese('recanati')).toContainEqual({ ...nuova, riga: own });
    expect([await contese('ancona'), await contese('loreto')]).toEqual([[], []]);
  });

  it('is told nothing of a protected person, and neither is where she lives', async () => {
    const [protetta] = await noti(1, 'recanati');
    await forniture.deliver({ comune: 'recanati', persone: [iscritto(protetta!, 'recanati')] });
    await forniture.deliver({ comune: 'ancona', persone: [iscritto(protetta!, 'ancona')] });
    const count = async () =>
      Promise.all(['ancona', 'recanati', 'steward'].map(async (who) => (await contese(who)).length));
    const before = await count();
    const protect = (value: boolean) =>
      anagrafe.database.admin(`UPDATE anagrafe_regionale.persona SET protetta = $2 WHERE data_nascita = $1`, [
        nascitaDi(protetta!),
        value,
      ]);
    await protect(true);
    expect(before[0]).toBe(0);
    expect(await count()).toEqual([0, before[1]! - 1, before[2]! - 1]);
    await protect(false);
    expect(await count()).toEqual(before);
  });
});
