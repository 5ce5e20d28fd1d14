import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rigaId } from '../apps/ingestion/src/riga/riga-id.js';
import { type RigaAccettata, type VoceCopia, associazioneApprovataV1, nomenclatorePubblicatoV1 } from '#libs/contracts';
import type { Voce } from '#libs/riferimenti';
import { eventually } from '#libs/testing';
import { dropBus } from './prova/broker.js';
import { Cliente } from './prova/chiamate.js';
import { associazione, lista, sistemaDi } from './prova/codici-locali.js';
import { type PrestazioneDiProva, documentoCon } from './prova/documenti.js';
import { type IngestionInProva, openIngestion, startIngestion } from './prova/ingestion.js';
import { type Ricevente, startRicevente } from './prova/ricevente.js';
import { ENTI } from './prova/riferimenti.js';
import { trasporto } from './prova/trasporto.js';

const CF = 'RSSMRA80A01H501U';
const LOCALE = sistemaDi('recanati');

describe.each([trasporto()])('un codice locale attende e parte ($kind)', (transport) => {
  let ingestion: IngestionInProva;
  let ricevente: Ricevente;
  let recanati: Cliente;
  let loreto: Cliente;
  let revisione = 0;

  beforeAll(async () => {
    ingestion = await startIngestion(transport);
    const { database, emittente, env, prefix, url } = ingestion;
    ricevente = await startRicevente(database, transport, prefix, env['SNODO_CHIAVI_MESSAGGI']!);
    recanati = new Cliente(url, emittente, 'recanati');
    loreto = new Cliente(url, emittente, 'loreto');
    const codici = ['SAD', 'BUONO', 'NUOVO', 'CENTRO-DIURNO-ANZIANI'];
    await say(lista({ sistema: LOCALE, codici, ente: 'recanati' }));
    // Read like any other from now on: the copy has it.
    await eventually(async () => expect((await verify(riga('x', 'SAD'))).righe_senza_errori).toBe(1));
  });
  afterAll(async () => {
    await ricevente.close();
    await ingestion.close();
    if (transport.kind === 'rabbitmq') await dropBus(transport.url, ingestion.prefix);
  });

  /** As the nomenclatore tells everybody. */
  const say = (...voci: Voce[]): Promise<void> => {
    const type = voci[0]!.genere === 'nomenclatura' ? nomenclatorePubblicatoV1 : associazioneApprovataV1;
    return ricevente.say(type, { voci: voci as unknown as VoceCopia[] }, ENTI.recanati.id);
  };
  const approve = (codice: string, ...periodi: Parameters<typeof associazione>[2]): Promise<void> =>
    say(associazione(LOCALE, codice, periodi, (revisione += 1)));
  const riga = (protocollo: string, codicePrestazione: string, altro: Partial<PrestazioneDiProva> = {}) => ({
    codiceFiscale: CF,
    protocollo,
    codicePrestazione,
    ...altro,
  });
  async function verify(...righe: PrestazioneDiProva[]) {
    const { body } = await recanati.call(
      'POST',
      '/rest/invii/v1/verifiche?tracciato=PS_PSA_SINA',
      documentoCon('recanati', righe),
    );
    return body;
  }
  async function deliver(...righe: PrestazioneDiProva[]): Promise<string> {
    const { body } = await recanati.deposit(documentoCon('recanati', righe));
    await recanati.concluso(body.id);
    return body.id as string;
  }
  const follow = async (invio: string, numero = 1) =>
    (await recanati.get(`/rest/esiti/v1/righe/${rigaId(invio, numero)}`)).body;
  const heardOf = async (invio: string): Promise<RigaAccettata[]> =>
    (await ricevente.sentite()).filter(({ rigaId: id }) => id.startsWith(invio.slice(0, 28)));
  const statesOf = async (invio: string) => (await recanati.get(`/rest/esiti/v1/invii/${invio}`)).body.righe_per_stato;

  it('is said of a document before it is deposited, with what would wait and what must be chosen', async () => {
    await approve('BUONO', { relazione: 'scelta', destinazioni: ['A1.04', 'A1.11'] });
    await eventually(async () => {
      const { rilievi, righe_senza_errori, non_verificato, schema_valido } = await verify(
        riga('a', 'CENTRO-DIURNO-ANZIANI'),
        riga('b', 'BUONO'),
        riga('c', 'BUONO/A1.11'),
        riga('d', 'MAI-VISTO'),
        riga('e', 'A1.05'),
      );
      expect(
        rilievi.map(({ riga: numero, regola, gravita }: Record<string, unknown>) => [numero, regola, gravita]),
      ).toEqual([
        [1, 'SN-16', 'avviso'],
        [2, 'SN-15', 'errore'],
        [4, 'PS-22', 'errore'],
      ]);
      expect([righe_senza_errori, schema_valido]).toEqual([3, false]);
      expect(non_verificato.map(({ codice }: { codice: string }) => codice)).not.toContain('ST-05');
    });
    const { body } = await loreto.call(
      'POST',
      '/rest/invii/v1/verifiche?tracciato=PS_PSA_SINA',
      documentoCon('loreto', [riga('a', 'CENTRO-DIURNO-ANZIANI')]),
    );
    expect(body.rilievi).toMatchObject([{ regola: 'PS-22' }]);
  });

  it('waits where its sender sees it, and goes to INPS’s side once, by itself, when the associazione is approved', async () => {
    const id = await deliver(riga('attende-1', 'NUOVO'), riga('attende-2', 'A1.05'));
    expect(await statesOf(id)).toEqual({ accettata: 1, in_attesa_di_codifica: 1 });
    const list = await recanati.get(`/rest/esiti/v1/invii/${id}/righe?stato=in_attesa_di_codifica`);
    expect(list.body.items.map(({ numero }: { numero: number }) => numero)).toEqual([1]);

    const waiting = await follow(id);
    expect(waiting).toMatchObject({
      stato: 'in_attesa_di_codifica',
      codifica: { codice_ricevuto: 'NUOVO', codice_inps: null, versioni: [] },
      attesa: {
        motivo: 'senza_associazione',
        motivo_descrizione: 'il codice NUOVO non ha ancora un’associazione in vigore il 2026-03-02',
        giorno_evento: '2026-03-02',
        alternative: [],
      },
    });
    expect(waiting.passi.map(({ passo }: { passo: string }) => passo)).toEqual(['ricevuta', 'trattenuta']);
    expect(waiting.attesa.dal).toBe(waiting.passi[1].il);
    expect((await follow(id, 2)).codifica).toEqual({
      codice_ricevuto: null,
      codice_inps: null,
      versioni: ['SIUSS@prova'],
    });
    expect((await loreto.get(`/rest/esiti/v1/righe/${rigaId(id, 1)}`)).status).toBe(404);

    await approve('NUOVO', { destinazioni: ['A2.07'] });
    await eventually(async () => expect((await follow(id)).stato).toBe('accettata'));
    const gone = await follow(id);
    expect(gone).toMatchObject({
      codifica: { codice_ricevuto: 'NUOVO', codice_inps: 'A2.07', versioni: ['LOC:H211@1', 'SIUSS@prova'] },
      attesa: null,
    });
    expect(gone.passi.map(({ passo }: { passo: string }) => passo)).toEqual(['ricevuta', 'trattenuta', 'sbloccata']);
    const heard = await eventually(async () => {
      const all = await heardOf(id);
      expect(all).toHaveLength(2);
      return all;
    });
    expect(heard.find(({ rigaId: one }) => one === rigaId(id, 1))).toMatchObject({
      revisione: 1,
      contenuto: { codicePrestazione: 'A2.07', protocolloDomanda: 'attende-1' },
      codifica: { ricevuto: 'NUOVO', versioni: ['LOC:H211@1', 'SIUSS@prova'] },
      nomenclatura: 'SIUSS@prova',
    });
    expect(await statesOf(id)).toEqual({ accettata: 2 });
  });

  it('that turns into a choice says so to its sender, who sends it again and takes the first back', async () => {
    const id = await deliver(riga('scelta-1', 'CENTRO-DIURNO-ANZIANI'));
    await approve('CENTRO-DIURNO-ANZIANI', { relazione: 'scelta', destinazioni: ['A2.07', 'A2.08'] });
    await eventually(async () =>
      expect((await follow(id)).attesa).toMatchObject({ motivo: 'scelta_richiesta', alternative: ['A2.07', 'A2.08'] }),
    );
    const chosen = await deliver(
      riga('scelta-1', 'CENTRO-DIURNO-ANZIANI/A2.08'),
      riga('scelta-1', 'CENTRO-DIURNO-ANZIANI', { annullamento: true }),
    );
    expect(await statesOf(chosen)).toEqual({ accettata: 2 });
    const taken = await follow(id);
    expect([taken.stato, taken.attesa, taken.passi.at(-1).per_effetto_di]).toEqual([
      'annullata',
      null,
      rigaId(chosen, 2),
    ]);
    await eventually(async () =>
      expect((await heardOf(chosen)).map(({ contenuto }) => String(contenuto['codicePrestazione'])).toSorted()).toEqual(
        ['', 'A2.08'],
      ),
    );
  });

  it('I2 goes once, also with two replicas, and what waits is told to the nomenclatore with a number that grows', async () => {
    // The embedded bus is inside one process: there a second one is not possible.
    const second = transport.kind === 'rabbitmq' ? await openIngestion(transport, ingestion.env) : undefined;
    try {
      const many = Array.from({ length: 700 }, (_, n) => riga(`molte-${n}`, 'SAD'));
      const id = await deliver(...many);
      expect(await statesOf(id)).toEqual({ in_attesa_di_codifica: 700 });
      const pictures = () =>
        ingestion.database.admin<{ revisione: number; variata: boolean }>(
          `SELECT revisione::int AS revisione, variata FROM ingestion.attesa_ente WHERE ente = '${ENTI.recanati.id}'`,
        );
      const [before] = await eventually(async () => {
        const rows = await pictures();
        expect(rows[0]!.variata).toBe(false);
        return rows;
      });
      await approve('SAD', { destinazioni: ['A2.07'] });
      await eventually(async () => expect(await heardOf(id)).toHaveLength(700), { timeout: 20_000 });
      expect(new Set((await heardOf(id)).map(({ rigaId: one }) => one)).size).toBe(700);
      expect(await statesOf(id)).toEqual({ accettata: 700 });
      await eventually(async () => {
        const [after] = await pictures();
        expect(after!.variata).toBe(false);
        expect(after!.revisione).toBeGreaterThan(before!.revisione);
      });
    } finally {
      await second?.app.close();
    }
  }, 60_000);

  it('waits through a restart of ingestion, however long the associazione takes', async () => {
    await say(lista({ sistema: LOCALE, versione: '2', codici: ['TARDI'], ente: 'recanati', dal: '2026-01-01' }));
    await eventually(async () => expect((await verify(riga('x', 'TARDI'))).righe_senza_errori).toBe(1));
    const id = await deliver(riga('riavvio-1', 'TARDI'));
    await ingestion.app.close();
    const restarted = await openIngestion(transport, ingestion.env);
    try {
      await approve('TARDI', { destinazioni: ['A1.04'] });
      await eventually(async () =>
        expect((await heardOf(id)).map(({ contenuto }) => contenuto['codicePrestazione'])).toEqual(['A1.04']),
      );
    } finally {
      await restarted.app.close();
    }
  });
});
