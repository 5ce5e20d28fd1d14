import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayBefore } from '#libs/codici';
import { legalDayOf } from '#libs/persistence';
import { eventually } from '#libs/testing';
import { documentoDi } from './prova/documenti.js';
import { Installazione, type Json } from './prova/installazione.js';

const BASE = '/rest/nomenclatore/v1';
/** Ancona, which joined by an act of its own; its ATS did not join. */
const ANCONA = 'A271';
/** Recanati, which takes part because the capofila of its ATS signed. */
const RECANATI = 'H211';
const ATTO = { tipo: 'deliberazione', numero: '1/prova', data: '2026-01-15' };

describe('what the region changes by API reaches every service', () => {
  const today = legalDayOf(new Date());
  let installazione: Installazione;

  beforeAll(async () => {
    installazione = await Installazione.prepare('processi separati con RabbitMQ');
    await installazione.start();
  }, 300_000);
  afterAll(() => installazione?.drop(), 60_000);

  const write = (path: string, body: object): Promise<Json> =>
    installazione.ask('regione', BASE + path, { method: 'POST', body });
  const read = (path: string): Promise<Json> => installazione.ask('regione', BASE + path);
  /** How a deposit of the ente ends: its status, and the code of a refusal. */
  const deposit = async (ente: string, chi = ente): Promise<[number, string | undefined, string | undefined]> => {
    const xml = documentoDi(ente === ANCONA ? 'altro' : 'recanati', { seed: ente, righe: 1 });
    const path = `/rest/invii/v1/invii?tracciato=PS_PSA_SINA&ente=${ente}`;
    const answer = await installazione.call(chi, path, { method: 'POST', body: xml });
    const { code, detail } = (await answer.json()) as Json;
    return [answer.status, code, detail];
  };
  const becomes = (ente: string, code: string | undefined, chi = ente) =>
    eventually(async () => (await deposit(ente, chi))[1] === code, { timeout: 20_000, interval: 300 });
  const adesioneOf = async (ente: string): Promise<Json> =>
    (await read(`/deleghe?ente=${ente}&giorno=${today}`)).deleghe.find(({ oggetto }: Json) => oggetto === 'adesione');
  const aderentiOf = async (ambito: string): Promise<{ enti: number; aderenti: number }> =>
    (await read('/adesioni')).ambiti.find((one: Json) => one.ambito === ambito);

  it('an ente that leaves deposits no more, and is not published for; one that joins again does', async () => {
    expect((await deposit(ANCONA))[0]).toBe(202);
    const adesione = await adesioneOf(ANCONA);
    const before = await aderentiOf('ATS11');
    await write(`/deleghe/${adesione.id}/chiusura`, {
      al: dayBefore(today),
      revisione: adesione.revisione,
      motivo: 'recesso',
    });
    await becomes(ANCONA, 'adesione_non_in_vigore');
    expect((await deposit(ANCONA))[2]).toContain(`al ${dayBefore(today)}`);
    expect(await aderentiOf('ATS11')).toMatchObject({ enti: before.enti, aderenti: before.aderenti - 1 });
    const modalita = { method: 'POST', body: { tracciato: 'PS_PSA_SINA', modalita: 'snodo' } };
    await eventually(async () => (await installazione.call(ANCONA, '/rest/inps/v1/modalita', modalita)).status === 409);

    await write('/adesioni', { ente: ANCONA, atto: ATTO, dal: today });
    await becomes(ANCONA, undefined);
    await eventually(async () => (await installazione.call(ANCONA, '/rest/inps/v1/modalita', modalita)).status === 201);
  }, 60_000);

  it('a comune that moves to an ambito that has not joined has no act any more, and its former capofila no delega', async () => {
    const { id } = await read(`/enti/${RECANATI}`);
    const former = (await read('/adesioni')).enti.find((one: Json) => one.id === id);
    expect(former).toMatchObject({ aderisce: true, ambito: 'ATS14' });
    const capofila = (await read(`/ambiti/${former.ambito}`)).capofila[0];
    const codice = (await read(`/enti/${capofila.ente}`)).codici.find((one: Json) => one.sistema === 'belfiore').codice;
    expect((await deposit(RECANATI))[0]).toBe(202);
    expect((await deposit(RECANATI, codice))[0]).toBeLessThan(300);

    const { revisione } = await read('/ambiti/ATS11');
    await write('/ambiti/ATS11/appartenenze', { ente: RECANATI, dal: today, revisione });
    await becomes(RECANATI, 'nessuna_adesione');
    if (codice !== RECANATI) await becomes(RECANATI, 'ente_non_consentito', codice);
    const members = (await read('/ambiti/ATS11')).appartenenze.map((one: Json) => one.ente);
    expect(members).toContain(id);
    expect((await read(`/ambiti/${former.ambito}`)).appartenenze.map((one: Json) => one.ente)).not.toContain(id);
    const yesterday = await read(`/ambiti/${former.ambito}?giorno=${dayBefore(today)}`);
    expect(yesterday.appartenenze.map((one: Json) => one.ente)).toContain(id);
  }, 60_000);

  it('a file of the region reaches them as well', async () => {
    const csv =
      'delega,delegante,delegato,oggetto,tracciato,ambito,subdelegabile,deriva_da,atto_tipo,atto_numero,atto_data,dal,al\n' +
      `AD-RECANATI,belfiore:${RECANATI},regionale:REGIONE,adesione,,,no,,deliberazione,2/prova,2026-01-15,${today},\n`;
    const file = { method: 'POST', body: csv, headers: { 'content-type': 'text/csv' } };
    const { nuove } = await installazione.ask('regione', `${BASE}/registri/deleghe/caricamenti`, file);
    expect(nuove).toBe(1);
    await becomes(RECANATI, undefined);
  }, 60_000);
});
