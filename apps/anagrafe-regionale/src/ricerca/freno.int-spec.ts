import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { metrics } from '#libs/observability';
import { Caller } from '#libs/security';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { operatriceDi, sistemaDi } from '../prova/chiamanti-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';
import { CercaPersone } from './cerca-persone.js';
import { DimenticaRicerche } from './dimentica-ricerche.js';

const VUOTE = 6;
const LINEA = 4;

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start({
    SNODO_ANAGRAFE_RICERCHE_VUOTE: String(VUOTE),
    SNODO_ANAGRAFE_RICERCHE_VUOTE_ENTE: String(2 * VUOTE),
    SNODO_ANAGRAFE_PROVE_DI_SEGUITO: String(LINEA),
  });
});
afterAll(() => anagrafe.close());
const residente = tizio({ comune: ENTI.loreto.istat });
beforeEach(async () => {
  anagrafe.clock.set('2026-03-10T09:20:00Z');
  await anagrafe.empty();
  await anagrafe.accept([rigaDi(residente, { ente: 'loreto' })]);
});

const cerca = (caller: Caller, campi: object) =>
  anagrafe.get(CercaPersone).search(caller, { ...campi, finalita: 'presa_in_carico' });
const stopped = async (caller: Caller, campi: object): Promise<boolean> =>
  cerca(caller, campi).then(
    () => false,
    (error: { code?: string }) => {
      if (error.code !== 'troppe_ricerche') throw error;
      return true;
    },
  );
/** How many of some searches, one after the other, are answered before the first that is not. */
async function answered(caller: Caller, searches: object[]): Promise<number> {
  for (const [at, campi] of searches.entries()) if (await stopped(caller, campi)) return at;
  return searches.length;
}
const lettera = (at: number): string => String.fromCharCode(65 + at);
/** Codes of nobody, of other names and other birthdays: they share no line. */
const sconosciuti = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => {
    const nome = `${lettera(from + at)}${lettera(from + at)}BINO`;
    const nato = `19${30 + from + at}-01-0${1 + ((from + at) % 9)}`;
    return { codice_fiscale: tizio({ cognome: `${nome}ZZ`, nome, nato }).codice };
  });

describe('who looks for persons that are not found', () => {
  it('is answered so often in an hour and then no more, not even of who is there, until the next hour', async () => {
    const suo = sistemaDi('loreto');
    expect(await answered(suo, sconosciuti(0, VUOTE + 3))).toBe(VUOTE);
    expect(await stopped(suo, { codice_fiscale: residente.codice })).toBe(true);
    anagrafe.clock.set('2026-03-10T10:00:00Z');
    expect(await stopped(suo, { codice_fiscale: residente.codice })).toBe(false);
  });

  it('is told how long to wait, and stays in the register and in the figures', async () => {
    await answered(sistemaDi('loreto'), sconosciuti(0, VUOTE));
    const { headers, body } = await anagrafe
      .ask('loreto', 'post', '/rest/anagrafe/v1/persone/ricerche')
      .send({ codice_fiscale: residente.codice, finalita: 'presa_in_carico' })
      .expect(429);
    expect(headers['retry-after']).toBe('2400');
    expect(body).toMatchObject({ code: 'troppe_ricerche', retryable: true });
    const [entry] = await anagrafe.database.admin(
      `SELECT esito, ente, persona, quante FROM anagrafe_regionale.accesso WHERE esito = 'troppe_ricerche'`,
    );
    expect(entry).toEqual({ esito: 'troppe_ricerche', ente: ENTI.loreto.id, persona: null, quante: 0 });
    expect(await metrics.text()).toMatch(/snodo_anagrafe_ricerche_fermate_total\{motivo="vuote"\} [1-9]/);
  });

  it('does not stop others of its ente, until together they are too many', async () => {
    expect(await answered(sistemaDi('loreto'), sconosciuti(0, VUOTE + 1))).toBe(VUOTE);
    const lei = operatriceDi('loreto');
    expect(await answered(lei, sconosciuti(0, VUOTE + 1))).toBe(VUOTE);
    expect(await stopped(new Caller({ ...lei, subject: 'una collega' }), { codice_fiscale: residente.codice })).toBe(
      true,
    );
    expect(await stopped(sistemaDi('recanati'), { codice_fiscale: residente.codice })).toBe(false);
  });

  it('is stopped alike whether the persons are not hers to see or do not exist', async () => {
    await anagrafe.accept(
      sconosciuti(0, VUOTE).map(({ codice_fiscale: codice }) =>
        rigaDi({ ...residente, codice, comune: ENTI.ancona.istat }, { ente: 'ancona' }),
      ),
    );
    expect(await answered(sistemaDi('loreto'), sconosciuti(0, VUOTE + 3))).toBe(VUOTE);
  });

  it('at once from many connections gets little more than one after the other', async () => {
    const suo = sistemaDi('loreto');
    const wave = 4;
    const outcomes: boolean[] = [];
    for (let from = 0; from < 20; from += wave) {
      outcomes.push(...(await Promise.all(sconosciuti(from, wave).map((campi) => stopped(suo, campi)))));
    }
    expect(outcomes.filter((stop) => !stop).length).toBeLessThanOrEqual(VUOTE + wave);
  });
});

describe('who goes along a line is stopped on it', () => {
  const giorno = (at: number): string => `1966-03-${String(10 + at)}`;
  it.each<[string, (at: number) => object]>([
    ['the days of a surname', (at) => ({ cognome: 'ROSSI', data_nascita: giorno(at) })],
    ['the surnames of a day, by how they begin', (at) => ({ cognome: `${lettera(at)}AB*`, data_nascita: giorno(0) })],
    [
      'the years of a surname',
      (at) => ({ cognome: 'ROSSI', anno_nascita: 1950 + at, comune_residenza: ENTI.loreto.istat }),
    ],
    [
      'the surnames of a year',
      (at) => ({ cognome: `${lettera(at)}AB*`, anno_nascita: 1950, comune_residenza: ENTI.loreto.istat }),
    ],
    [
      'the birthdays of a name in codes',
      (at) => ({ codice_fiscale: tizio({ nome: 'GINO', nato: giorno(at) }).codice }),
    ],
    [
      'the names of a birthday in codes',
      (at) => ({
        codice_fiscale: tizio({ nato: '1971-07-07', nome: `${lettera(at)}${lettera(at)}${lettera(at)}A` }).codice,
      }),
    ],
    ['STP codes in a row', (at) => ({ codice_fiscale: `STP110001000001${at}` })],
  ])('%s', async (_quale, step) => {
    const lei = operatriceDi('loreto');
    expect(
      await answered(
        lei,
        Array.from({ length: LINEA + 1 }, (_, at) => step(at)),
      ),
    ).toBe(LINEA);
    // The line is shut, the registry is not.
    expect(await stopped(lei, { codice_fiscale: residente.codice })).toBe(false);
  });

  it('but the same search again is no step', async () => {
    const again = Array.from({ length: LINEA + 2 }, () => ({ cognome: 'ROSSI', data_nascita: '1966-03-14' }));
    expect(await answered(operatriceDi('loreto'), again)).toBe(again.length);
  });

  it('and who looks by code for those it has at its desk is never stopped', async () => {
    const again = Array.from({ length: 3 * VUOTE }, () => ({ codice_fiscale: residente.codice }));
    expect(await answered(sistemaDi('loreto'), again)).toBe(again.length);
  });
});

it('what was looked for is kept as digests alone, and forgotten after two hours', async () => {
  await cerca(operatriceDi('loreto'), { cognome: 'INTROVABILE', data_nascita: '1966-03-14' });
  const kept = () =>
    anagrafe.database.admin<{ riga: string }>(
      `SELECT t::text AS riga FROM anagrafe_regionale.traccia_ricerca t UNION ALL SELECT v::text FROM anagrafe_regionale.ricerche_vuote v`,
    );
  expect(await kept()).toHaveLength(3);
  expect(JSON.stringify(await kept())).not.toMatch(/INTROVABILE|1966-03-14/);
  anagrafe.clock.set('2026-03-10T10:59:59Z');
  await anagrafe.get(DimenticaRicerche).forget();
  expect(await kept()).toHaveLength(3);
  anagrafe.clock.set('2026-03-10T11:00:01Z');
  await anagrafe.get(DimenticaRicerche).forget();
  expect(await kept()).toEqual([]);
});

describe('who goes through ids', () => {
  const path = (id: string): string => `/rest/anagrafe/v1/persone/${id}`;
  const legge = (client: string, id: string, finalita = 'presa_in_carico') =>
    anagrafe.ask(client, 'get', `${path(id)}?finalita=${finalita}`);
  const leggeDi = (parte: 'famiglia' | 'storia') => (client: string, id: string) =>
    anagrafe.ask(client, 'post', `${path(id)}/${parte}`).send({ finalita: 'presa_in_carico' });
  const modi = [legge, leggeDi('famiglia'), leggeDi('storia')];
  const suoId = async (): Promise<string> =>
    (await anagrafe.database.admin<{ id: string }>('SELECT id FROM anagrafe_regionale.persona'))[0]!.id;

  it('is stopped after so many that lead to nobody it sees, wherever it asks, not for who is in danger', async () => {
    const suo = await suoId();
    for (let at = 0; at < VUOTE; at += 1) await modi[at % modi.length]!('loreto', randomUUID()).expect(404);
    for (const modo of modi) {
      const { body } = await modo('loreto', suo).expect(429).expect('retry-after', '2400');
      expect(body).toMatchObject({ code: 'troppe_ricerche' });
    }
    await legge('loreto', suo, 'tutela_urgente').expect(200);
    expect(await stopped(sistemaDi('loreto'), { codice_fiscale: residente.codice })).toBe(true);
    anagrafe.clock.set('2026-03-10T10:00:00Z');
    await legge('loreto', suo).expect(200);
  });

  it('is not stopped by reading whom it sees, however often', async () => {
    const suo = await suoId();
    for (let at = 0; at < 3 * VUOTE; at += 1) await legge('loreto', suo).expect(200);
  });

  it('hears nothing of persons: an id of somebody that it does not see counts like one of nobody', async () => {
    const suo = await suoId();
    for (let at = 0; at < VUOTE; at += 1) await legge('ancona', suo).expect(404);
    await legge('ancona', suo).expect(429);
  });
});
