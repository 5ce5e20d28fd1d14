import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaAnagrafe } from '#libs/tracciati';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { FornitureDiProva, iscritto, nascitaDi } from '../prova/forniture-di-prova.js';
import { ENTI, type NomeEnte } from '../prova/riferimenti-di-prova.js';
import { type Tizio, rigaDi, tizio } from '../prova/righe-di-prova.js';
import type { RispostaContese } from '../residenza/risposta-contese.js';
import { AvanzaForniture } from './avanza-forniture.js';
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
    const [nota] = await noti(1, 'ancona');
    const consegna = { comune: 'recanati', persone: [iscritto(nota!, 'recanati')] } as const;
    const { invioId, parole } = forniture.parole(consegna);
    for (const parola of parole) await parola();
    await forniture.advance();
    expect(await statoDi(nota!)).toMatchObject({ comune: ENTI.recanati.istat });
    await forniture.cancel(invioId, consegna);
    // What its prestazione said.
    expect(await statoDi(nota!)).toMatchObject({ comune: ENTI.ancona.istat });
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
      pretese: null,
      righe: 21,
    });
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

  it('claims the residents of another comune', async () => {
    const persone = await noti(21, 'recanati');
    await forniture.deliver({ comune: 'recanati', persone: persone.map((chi) => iscritto(chi, 'recanati')) });
    const pretesi = persone.map((chi) => iscritto(chi, 'ancona'));
    expect(await forniture.deliver({ comune: 'ancona', persone: pretesi })).toBe('sospesa');
    const [sospesa] = await elenco('ancona');
    expect(sospesa).toMatchObject({ motivi: ['troppe_pretese'], pretese: 21, uscite: 0 });
    expect(await statoDi(persone[0]!)).toMatchObject({ comune: ENTI.recanati.istat });
  });
});

describe('a comune that claims some residents of another', () => {
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
    // How many of them live elsewhere would tell that they do.
    expect((await elenco('ancona'))[0]).toMatchObject({ stato: 'applicata', pretese: null });
    expect((await elenco('ancona'))[0]).not.toHaveProperty('ignote');
  });

  it('is told that they are contested, by its own riga; who has them, and the steward, by whom', async () => {
    const [contesa] = await noti(1, 'recanati');
    await forniture.deliver({ comune: 'recanati', persone: [iscritto(contesa!, 'recanati')] });
    const before = (await contese('steward')).length;
    await forniture.deliver({ comune: 'ancona', persone: [iscritto(contesa!, 'ancona')] });
    const [ancona, recanati] = [ENTI.ancona.istat, ENTI.recanati.istat];
    const own: unknown = expect.any(String);
    const nuova = (await contese('steward')).at(-1)!;
    expect(await contese('steward')).toHaveLength(before + 1);
    const { id } = (await contese('ancona')).find(({ dal }) => dal === '2010-01-01')!;
    expect(await contese('ancona')).toContainEqual(
      expect.objectContaining({ id, comune: ancona, stabilita: null, riga: own }),
    );
    expect(await contese('recanati')).toContainEqual(
      expect.objectContaining({ id, comune: ancona, stabilita: recanati, riga: own }),
    );
    expect(await contese('steward')).toContainEqual(
      expect.objectContaining({ id, comune: ancona, stabilita: recanati, riga: null }),
    );
    expect(nuova).not.toHaveProperty('persona');
    expect(await contese('loreto')).toEqual([]);
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
    expect(await count()).toEqual(before.map((one) => one - 1));
    await protect(false);
    expect(await count()).toEqual(before);
  });
});
