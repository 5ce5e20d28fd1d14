import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { legalDayOf } from '#libs/persistence';
import { eventually } from '#libs/testing';
import { InpsInProva } from './prova/inps.js';
import { Installazione, type Json } from './prova/installazione.js';
import { type RigaPiana, csvDi, jsonDi, rigaPiana } from './prova/tabelle.js';

const OSIMO = 'G157';
const CHIAVE = 'pratica-1';

/** A comune with a table and a key of its own for each riga, until INPS's own books. */
describe('una riga si corregge con la propria chiave (hub senza broker)', () => {
  let installazione: Installazione;
  let inps: InpsInProva;

  beforeAll(async () => {
    installazione = await Installazione.prepare('hub senza broker', { SNODO_INPS_ENTI: OSIMO });
    await installazione.start();
    inps = new InpsInProva(installazione.env['SNODO_SIMULATORI_URL']!);
    await installazione.ask(OSIMO, '/rest/inps/v1/modalita', {
      method: 'POST',
      body: { tracciato: 'PS_PSA_SINA', modalita: 'snodo', dal: legalDayOf(new Date()) },
    });
  }, 120_000);
  afterAll(() => installazione.drop(), 60_000);

  /** Deposits and follows the only riga of the invio until it is where it should come. */
  const deliver = async (testo: string, stato: string): Promise<Json> => {
    const { id } = await installazione.deposit(OSIMO, testo);
    return eventually(
      async () => {
        await inps.slot();
        const [riga] = await installazione.all(OSIMO, `/rest/esiti/v1/invii/${id}/righe`);
        expect(riga?.stato).toBe(stato);
        return installazione.ask(OSIMO, `/rest/esiti/v1/righe/${riga.id}`);
      },
      { timeout: 60_000, interval: 300 },
    );
  };
  const statoOf = async (id: string): Promise<string> => (await installazione.ask(OSIMO, `/rest/esiti/v1/righe/${id}`)).stato;
  /** What INPS was told, in its order. */
  const told = async (): Promise<string[]> => {
    const { acquisiti } = await inps.stato(OSIMO);
    const documents = await Promise.all((acquisiti as string[]).map((flusso) => inps.documento(OSIMO, flusso)));
    const said = (text: string, name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(text)?.[1] ?? '';
    return documents.map((text) => ['TipoOperazione', 'ProtocolloDomanda', 'ImportoPrestazione', 'CodiceFiscale'].map((name) => said(text, name)).join(' '));
  };
  const riga = (fields: Record<string, string>): RigaPiana => rigaPiana({ id_mittente: CHIAVE, codice_comune: '042034', ...fields });

  it('from a provisional riga, that nobody hears of, to INPS, corrected in everything but its key, and taken back by it', async () => {
    const urgente = await deliver(csvDi([{ id_mittente: CHIAVE, provvisoria: 'sì', codice_fiscale: 'RSSMRA80A01H501U', codice_prestazione: 'A1.05' }]), 'provvisoria');
    await inps.slot();
    expect(await told()).toEqual([]);

    const prima = await deliver(csvDi([riga({ protocollo_domanda: 'P1' })]), 'accolta');
    const one = 'I P1 100.00 RSSMRA80A01H501U';
    expect(await told()).toEqual([one]);
    expect(await statoOf(urgente.id)).toBe('superata');

    const corretta = await deliver(jsonDi([riga({ protocollo_domanda: 'P2', importo_prestazione: '70.50', data_erogazione_prestazione: '2026-04-02' })]), 'accolta');
    const other = 'I P2 70.50 RSSMRA80A01H501U';
    const taken = (inserted: string) => `C${inserted.slice(1)}`;
    expect(await told()).toEqual([one, taken(one), other]);
    expect(await statoOf(prima.id)).toBe('superata');
    expect(corretta).toMatchObject({ revisione: 3, id_mittente: CHIAVE, formato: 'json', tracciato: 'PS_PSA_SINA@201812' });

    const annulla = await deliver(csvDi([{ id_mittente: CHIAVE, tipo_operazione: 'C' }]), 'accolta');
    expect(await told()).toEqual([one, taken(one), other, taken(other)]);
    expect(await statoOf(corretta.id)).toBe('annullata');
    expect(annulla).toMatchObject({ revisione: 4, annullamento: true });
    // The history stays, step by step.
    expect((await installazione.ask(OSIMO, `/rest/esiti/v1/righe/${prima.id}`)).passi.map(({ passo }: Json) => passo)).toContain('accolta');
  }, 240_000);
}); // prettier-ignore
