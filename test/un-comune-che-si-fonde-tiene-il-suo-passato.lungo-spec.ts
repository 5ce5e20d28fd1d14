import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { idEnte } from '../apps/nomenclatore/src/pacchetto/identita.js';
import { RegioneConOrologio, type Trasporto } from './prova/regione-con-orologio.js';

const JESI = 'E388';
const STAFFOLO = 'I932';
const BELVEDERE = 'A769';
/** Of the same ambito, and nothing to do with the merger. */
const APIRO = 'A329';
/** What Staffolo and Belvedere become. */
const NUOVO = 'M990';

/** Instants of Rome, an hour ahead of UTC in winter. */
const DICEMBRE = '2026-12-15T09:00:00Z';
const ULTIMO_ISTANTE = '2026-12-31T22:59:59.999Z';
const MEZZANOTTE = '2026-12-31T23:00:00Z';

const VARIAZIONI = '/rest/nomenclatore/v1/territorio/variazioni';
const FUSIONE = {
  tipo: 'fusione',
  dal: '2027-01-01',
  comuni: [STAFFOLO, BELVEDERE],
  denominazione: 'Staffolo Belvedere',
  belfiore: NUOVO,
  istat: '042990',
  subentro_atti: true,
  atto: { tipo: 'legge regionale', numero: '30', data: '2026-12-01' },
  fonte: 'prova',
};

describe.each<Trasporto>(['embedded', 'rabbitmq'])('un comune che si fonde tiene il suo passato (%s)', (trasporto) => {
  let regione: RegioneConOrologio;
  /** What Staffolo delivered while it was. */
  let invio: string;

  beforeAll(async () => {
    regione = await RegioneConOrologio.start(trasporto, DICEMBRE, () => false);
  }, 120_000);
  afterAll(() => regione.drop(), 60_000);

  const modalita = (ente: string) =>
    regione.call(ente, 'POST', '/rest/inps/v1/modalita', { tracciato: 'PS_PSA_SINA', modalita: 'snodo' });
  /** What INPS finds at the address of an ente. */
  const operazioni = async (ente: string): Promise<number> => {
    const { elenco_flussi: found } = await regione.ask('inps', 'GET', `/waas/${ente}/v1/flussi?since=0&limit=100`);
    return found.length;
  };
  const readBy = async (chi: string): Promise<number> =>
    (await regione.call(chi, 'GET', `/rest/esiti/v1/invii/${invio}`)).status;

  it('is declared by the region before its day, and every service hears of it', async () => {
    expect((await modalita(STAFFOLO)).status).toBe(201);
    invio = (await regione.delivered(STAFFOLO, STAFFOLO, 'a_disposizione_di_inps')).id;
    expect((await regione.call(STAFFOLO, 'POST', VARIAZIONI, FUSIONE)).status).toBe(403);
    const looked = await regione.ask('regione', 'POST', `${VARIAZIONI}?verifica=true`, FUSIONE);
    expect(looked.registrata).toBe(false);
    const made = await regione.ask('regione', 'POST', VARIAZIONI, FUSIONE);
    expect({ ...made, registrata: false }).toEqual(looked);
    await regione.arrived('ente', { id: idEnte('11', `belfiore:${NUOVO}`), revisione: 1 });
    await regione.arrived('territorio', { id: 'comuni:042#0', revisione: 2 });
    await regione.write('client', '/client', {
      client_id: `demo-${NUOVO.toLowerCase()}`,
      identita: 'pdnd',
      ente: NUOVO,
      ruoli: ['titolare'],
      dal: '2027-01-01',
    });
  }, 90_000);

  it('changes nothing up to the last instant of the day before', async () => {
    regione.clock.set(ULTIMO_ISTANTE);
    expect(await regione.mayDeposit(STAFFOLO, STAFFOLO)).toBe('sì');
    expect(await regione.mayDeposit(JESI, STAFFOLO)).toBe('sì');
    expect(await readBy(STAFFOLO)).toBe(200);
    expect(await readBy(NUOVO)).toBe(403);
  }, 60_000);

  it('from midnight is the new comune’s: it reads what was delivered, and nobody else does', async () => {
    regione.clock.set(MEZZANOTTE);
    expect(await readBy(STAFFOLO)).toBe(403);
    expect(await readBy(NUOVO)).toBe(200);
    expect(await readBy(APIRO)).toBe(404);
    const { items } = await regione.ask(NUOVO, 'GET', `/rest/esiti/v1/invii/${invio}/righe`);
    expect(items).toHaveLength(2);
    const { ricevuta_id: ricevuta } = await regione.ask(NUOVO, 'GET', `/rest/esiti/v1/invii/${invio}`);
    expect((await regione.call(NUOVO, 'GET', `/rest/esiti/v1/ricevute/${ricevuta}`)).status).toBe(200);
    expect((await regione.call(APIRO, 'GET', `/rest/esiti/v1/ricevute/${ricevuta}`)).status).toBe(404);
  }, 60_000);

  it('the new comune and its capofila deliver for it, and for those it continues under their old code', async () => {
    expect((await modalita(NUOVO)).status).toBe(201);
    await regione.delivered(NUOVO, NUOVO, 'a_disposizione_di_inps');
    expect(await operazioni(NUOVO)).toBe(2);
    const before = await operazioni(STAFFOLO);
    await regione.delivered(NUOVO, STAFFOLO, 'a_disposizione_di_inps');
    expect(await operazioni(STAFFOLO)).toBe(before + 2);
    expect(await operazioni(NUOVO)).toBe(2);
    expect(await regione.mayDeposit(JESI, NUOVO)).toBe('sì');
    expect(await regione.mayDeposit(JESI, STAFFOLO)).toBe('sì');
    expect(await regione.mayDeposit(APIRO, STAFFOLO)).toBe('ente_non_consentito');
    expect(await regione.mayDeposit(APIRO, NUOVO)).toBe('ente_non_consentito');
  }, 120_000);

  it('what was delivered before is cancelled by the new comune, and INPS hears of it at the old address', async () => {
    const before = await operazioni(STAFFOLO);
    expect((await regione.call(APIRO, 'POST', `/rest/invii/v1/invii/${invio}/annullamenti`)).status).toBe(404);
    expect((await regione.call(NUOVO, 'POST', `/rest/invii/v1/invii/${invio}/annullamenti`)).status).toBeLessThan(300);
    await eventually(async () => (await operazioni(STAFFOLO)) >= before + 2, { timeout: 60_000, interval: 200 });
    const { items } = await regione.ask(NUOVO, 'GET', `/rest/inps/v1/flussi?ente=${STAFFOLO}`);
    expect(items.filter(({ operazione }: { operazione: string }) => operazione === 'C')).toHaveLength(2);
    expect((await regione.call(APIRO, 'GET', `/rest/inps/v1/flussi?ente=${STAFFOLO}`)).status).toBe(404);
    expect((await regione.call(NUOVO, 'GET', `/rest/inps/v1/flussi?ente=${APIRO}`)).status).toBe(404);
  }, 120_000);
});
