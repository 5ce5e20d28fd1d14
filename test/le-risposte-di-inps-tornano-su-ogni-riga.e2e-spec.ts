import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type EsitoRicevuto,
  esitiRicevutiV1,
  flussiPrelevatiV1,
  flussiPubblicatiV1,
  rigaCollegataV1,
  righeNonTrasmissibiliV1,
} from '#libs/contracts';
import { eventually } from '#libs/testing';
import { dropBus } from './prova/broker.js';
import { Cliente } from './prova/chiamate.js';
import { documentoCon } from './prova/documenti.js';
import { type Soggetto, soggettoOf } from './prova/fatti.js';
import { type IngestionInProva, startIngestion } from './prova/ingestion.js';
import { type Ricevente, startRicevente } from './prova/ricevente.js';
import { ENTI } from './prova/riferimenti.js';
import { trasporto } from './prova/trasporto.js';

const CF = 'RSSMRA80A01H501U';
const ENTE = ENTI.loreto.id;
const RIGHE = 6;
const PAROLE = `CodiceFiscale ${CF}: beneficiario deceduto; "sentire l'ente"`;
const DAY = 86_400_000;

describe.each([trasporto()])('le risposte di INPS tornano su ogni riga ($kind)', (transport) => {
  let ingestion: IngestionInProva;
  let inps: Ricevente;
  let loreto: Cliente;
  let ats: Cliente;
  let altro: Cliente;
  let invio: string;
  let righe: Soggetto[];
  const ora = new Date();

  beforeAll(async () => {
    ingestion = await startIngestion(transport, { SNODO_GIORNI_SILENZIO: '10' });
    const { database, emittente, env, prefix, url } = ingestion;
    inps = await startRicevente(database, transport, prefix, env['SNODO_CHIAVI_MESSAGGI']!);
    loreto = new Cliente(url, emittente, 'loreto');
    ats = new Cliente(url, emittente, 'ats');
    altro = new Cliente(url, emittente, 'altro');
    const testo = documentoCon(
      'loreto',
      Array.from({ length: RIGHE }, (_, n) => ({ codiceFiscale: CF, protocollo: `INPS-${n}` })),
    );
    // The ATS deposits for Loreto, under its delega.
    invio = (await ats.deposit(testo, {}, `tracciato=PS_PSA_SINA&ente=${ENTI.loreto.belfiore}`)).body.id;
    await ats.concluso(invio);
    righe = await Promise.all(Array.from({ length: RIGHE }, (_, n) => soggettoOf(database, invio, n + 1)));
    await tellEverything();
  });

  afterAll(async () => {
    await inps.close();
    await ingestion.close();
    if (transport.kind === 'rabbitmq') await dropBus(transport.url, ingestion.prefix);
  });

  /** Riga 1 accepted, 2 refused, 3 silent, 4 not for INPS, 5 left to the ente, 6 only linked. */
  async function tellEverything(): Promise<void> {
    const at = (days: number) => new Date(ora.getTime() - days * DAY).toISOString();
    const flusso = (n: number) => ({ ...righe[n - 1]!, idFlusso: `E690.PS.20261101.000000${n}`, di: 1 });
    const esito = (n: number, accolto: boolean, descrizione: string | null): EsitoRicevuto => ({
      ...flusso(n),
      accolto,
      codice: accolto ? 'OK' : 'RICHIESTA_INVALIDA',
      descrizione,
      idAcquisizione: null,
      acquisitoIl: at(11),
    });
    const pubblicati = [1, 2, 3].map((n) => ({ ...flusso(n), operazione: 'I' as const, tsFlusso: at(13) }));
    // Backwards: the order in which apps speak is not ours to choose.
    await inps.say(
      esitiRicevutiV1,
      { ente: ENTE, ricevutiIl: at(2), esiti: [esito(1, true, null), esito(2, false, PAROLE)] },
      ENTE,
    );
    await inps.say(flussiPrelevatiV1, { ente: ENTE, il: at(12), flussi: [1, 2, 3].map(flusso) }, ENTE);
    await inps.say(flussiPubblicatiV1, { ente: ENTE, flussi: pubblicati }, ENTE);
    await inps.say(
      righeNonTrasmissibiliV1,
      {
        ente: ENTE,
        il: at(13),
        righe: [
          { ...righe[3]!, motivo: 'stp' },
          { ...righe[4]!, motivo: 'canale_dell_ente' },
        ],
      },
      ENTE,
    );
    const collegate = righe.map((riga, n) => ({ ...riga, esito: n === 1 ? ('dubbia' as const) : ('nuova' as const) }));
    await inps.say(rigaCollegataV1, { collegateIl: at(14), righe: collegate }, ENTE);
    await eventually(async () => {
      const { body } = await ats.get(`/rest/esiti/v1/righe/${righe[5]!.rigaId}`);
      const { righe_per_stato: stati } = (await ats.get(`/rest/esiti/v1/invii/${invio}`)).body;
      return body.collegata && stati.accettata === 1 && stati.ritirata === 1;
    });
  }

  const elenco = async (cliente: Cliente, query = '') => cliente.get(`/rest/esiti/v1/invii/${invio}/righe${query}`);

  it('I3 counts every riga of the invio in the state it has come to, and the sum is what was received', async () => {
    const { body } = await loreto.get(`/rest/esiti/v1/invii/${invio}`);
    expect(body.righe_per_stato).toEqual({
      accolta: 1,
      respinta_da_inps: 1,
      ritirata: 1,
      non_trasmissibile: 1,
      lasciata_al_canale_dell_ente: 1,
      accettata: 1,
    });
    expect(Object.values<number>(body.righe_per_stato).reduce((sum, n) => sum + n)).toBe(RIGHE);
    expect(body).toMatchObject({ righe_silenti: 1, giorni_silenzio: 10 });
  });

  it('tells of one riga every step that it took, in order of time, with the words of INPS', async () => {
    const { body } = await loreto.get(`/rest/esiti/v1/righe/${righe[1]!.rigaId}`);
    expect(body).toMatchObject({
      stato: 'respinta_da_inps',
      silente: false,
      in_attesa_dal: null,
      collegata: true,
    });
    expect(body.esito_inps).toMatchObject({ accolto: false, codice: 'RICHIESTA_INVALIDA', descrizione: PAROLE });
    const passi = body.passi.map(({ passo, flusso, operazione }: Record<string, string>) => [
      passo,
      flusso,
      operazione,
    ]);
    const id = 'E690.PS.20261101.0000002';
    expect(passi).toEqual([
      ['ricevuta', undefined, undefined],
      ['accettata', undefined, undefined],
      ['collegata', undefined, undefined],
      ['a_disposizione_di_inps', id, 'I'],
      ['ritirata', id, 'I'],
      ['respinta_da_inps', id, 'I'],
    ]);
    expect(body.passi[5]).toMatchObject({ codice: 'RICHIESTA_INVALIDA', descrizione: PAROLE });
  });

  it('says in Italian why a riga does not go to INPS', async () => {
    const stp = (await loreto.get(`/rest/esiti/v1/righe/${righe[3]!.rigaId}`)).body;
    expect(stp).toMatchObject({ stato: 'non_trasmissibile', motivo: 'stp', esito_inps: null });
    expect(stp.motivo_descrizione).toContain('STP');
    expect(stp.passi.at(-1)).toMatchObject({ passo: 'non_trasmissibile', motivo: 'stp' });
    const propria = (await loreto.get(`/rest/esiti/v1/righe/${righe[4]!.rigaId}`)).body;
    expect(propria).toMatchObject({ stato: 'lasciata_al_canale_dell_ente', motivo: 'canale_dell_ente' });
  });

  it('marks as silent a riga that INPS took long ago and never answered', async () => {
    const { body } = await loreto.get(`/rest/esiti/v1/righe/${righe[2]!.rigaId}`);
    expect(body).toMatchObject({ stato: 'ritirata', silente: true });
    expect(Date.parse(body.in_attesa_dal)).toBe(ora.getTime() - 12 * DAY);
  });

  it('lists the righe of the invio line by line, by pages and by state', async () => {
    const { body } = await elenco(ats);
    expect(body.items.map(({ numero, stato }: { numero: number; stato: string }) => [numero, stato])).toEqual([
      [1, 'accolta'],
      [2, 'respinta_da_inps'],
      [3, 'ritirata'],
      [4, 'non_trasmissibile'],
      [5, 'lasciata_al_canale_dell_ente'],
      [6, 'accettata'],
    ]);
    expect(body.next_cursor).toBeNull();

    const read: number[] = [];
    let cursor = '';
    do {
      const page = (await elenco(ats, `?limit=4${cursor}`)).body;
      read.push(...page.items.map(({ numero }: { numero: number }) => numero));
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
    } while (cursor !== '');
    expect(read).toEqual([1, 2, 3, 4, 5, 6]);

    const refused = (await elenco(ats, '?stato=respinta_da_inps')).body;
    expect(refused.items).toHaveLength(1);
    expect(refused.items[0]).toMatchObject({ numero: 2, esito_inps: { descrizione: PAROLE } });
    expect((await elenco(ats, '?stato=superata')).body).toEqual({ items: [], next_cursor: null });
    const silent = (await elenco(ats, '?silente=true')).body;
    expect(silent.items.map(({ numero }: { numero: number }) => numero)).toEqual([3]);
    expect((await elenco(ats, '?stato=boh')).status).toBe(422);
    expect((await elenco(ats, '?cursor=boh')).body.code).toBe('parametro_non_valido');
  });

  it('gives the same list as a table for a spreadsheet', async () => {
    const { status, headers, body } = await elenco(loreto, '?formato=csv');
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain(`righe-${invio}.csv`);
    const lines = body.split('\r\n');
    expect(lines[0]).toBe(
      'riga;foglio;id_mittente;linea;colonna;stato;silente;attesa;motivo;messaggio_inps;codice_inps;descrizione_inps;risposta_il;riga_id',
    );
    expect(lines[2]).toContain(';respinto da INPS;no;;;E690.PS.20261101.0000002;RICHIESTA_INVALIDA;"CodiceFiscale');
    expect(lines[3]).toContain(';ritirato da INPS;sì;;;');
    expect(lines).toHaveLength(RIGHE + 2);
  });

  it('I5 shows righe and words of INPS to the ente erogatore and to who deposited them, and to nobody else', async () => {
    for (const cliente of [loreto, ats]) {
      expect((await elenco(cliente, '?stato=respinta_da_inps')).body.items[0].esito_inps.descrizione).toBe(PAROLE);
    }
    const unknown = await altro.get(`/rest/esiti/v1/invii/0198a2c4-0000-7000-8000-000000000001/righe`);
    const notTheirs = await elenco(altro);
    expect([notTheirs.status, notTheirs.body.code]).toEqual([404, 'invio_sconosciuto']);
    expect([unknown.status, unknown.body.code, unknown.body.detail]).toEqual([
      404,
      'invio_sconosciuto',
      notTheirs.body.detail,
    ]);
    expect((await elenco(altro, '?formato=csv')).status).toBe(404);
    expect((await altro.get(`/rest/esiti/v1/righe/${righe[1]!.rigaId}`)).status).toBe(404);
  });

  it('shows the answers to who delivers the same righe again, though another ente had delivered them', async () => {
    const testo = documentoCon('loreto', [{ codiceFiscale: CF, protocollo: 'INPS-1' }], 'ripetuta');
    const { body } = await loreto.deposit(testo);
    const concluso = await loreto.concluso(body.id);
    expect(concluso.righe_per_stato).toEqual({ respinta_da_inps: 1 });
    const again = (await loreto.get(`/rest/esiti/v1/invii/${body.id}/righe`)).body.items[0];
    expect(again.esito_inps.descrizione).toBe(PAROLE);
    const before = (await ats.get(`/rest/esiti/v1/righe/${righe[1]!.rigaId}`)).body;
    expect(before).toMatchObject({ stato: 'superata', esito_inps: { codice: 'RICHIESTA_INVALIDA' } });
    expect(before.passi.at(-1)).toMatchObject({ passo: 'superata', per_effetto_di: again.id });
    // The one that deposited only the first delivery sees nothing of the second.
    expect((await ats.get(`/rest/esiti/v1/righe/${again.id}`)).status).toBe(404);
  });

  it('parks what is said of a record that the ledger does not have, and tells operators nothing personal', async () => {
    const unknown = { ...righe[0]!, recordId: 'a'.repeat(64), idFlusso: 'X', di: 1 };
    const esito = {
      accolto: false,
      codice: 'X',
      descrizione: PAROLE,
      idAcquisizione: null,
      acquisitoIl: ora.toISOString(),
    };
    await inps.say(
      esitiRicevutiV1,
      { ente: ENTE, ricevutiIl: ora.toISOString(), esiti: [{ ...unknown, ...esito }] },
      ENTE,
    );
    const parked = await eventually(async () => {
      const [row] = await ingestion.database.admin<{ reason: string; sealed: boolean; body: Buffer }>(
        `SELECT reason, sealed, body FROM ingestion.inbox WHERE state = 'parked'`,
      );
      if (row === undefined) throw new Error('nothing parked yet');
      return row;
    });
    expect(parked).toMatchObject({ sealed: true, reason: expect.stringContaining('no such record') });
    expect(parked.reason + parked.body.toString('latin1')).not.toContain(CF);
  });
});
