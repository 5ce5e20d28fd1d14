import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { encodeCodiceFiscale, legalDay, parseCodiceBelfiore } from '#libs/codici';
import { type Database, legalDayOf } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { eventually } from '#libs/testing';
import { DENTRO, documentoSinba, minore } from '../libs/tracciati/src/prova/sinba.js';
import { Custodia } from '../apps/ingestion/src/custodia/custodia.js';
import { InpsInProva } from './prova/inps.js';
import { Installazione, type Json } from './prova/installazione.js';

const OSIMO = 'G157';
const ENTE = { Codice: OSIMO, Denominazione: 'Comune di Osimo', Indirizzo: OSIMO, CFOperatore: 'RSSMRA80A01H501U' };
/** A minor in our own layout, without what names it. */
const RIGA_PIANA = {
  cf_operatore: 'RSSMRA80A01H501U', minore_straniero_no_acc: '2', condizione_minore: '1', luogo_vita: '1', scuola_frequentata: '5',
  condizione_lavoro: '1', disabilita: '2', data_prima_segnalazione: '03/2025', fonte_segnalazione: '13', valutazione_minore: '2',
  valutazione_famiglia_minore: '2', segnalazione_autorita_giudiziaria: '2', provvedimento_giudiziario: '2', fascia_eta_beneficiario: '4',
  anno_nascita: '2014', codice_regione_residenza: '11', codice_nazione_residenza: '380', prestazioni: 'A2.24', famiglia: '1|2',
}; // prettier-ignore
const DUE_PRESTAZIONI = DENTRO.replace('</Prestazioni>', '<CodicePrestazione>A1.14</CodicePrestazione></Prestazioni>');

describe('i minori di SINBA', () => {
  let installazione: Installazione;
  let inps: InpsInProva;

  beforeAll(async () => {
    installazione = await Installazione.prepare('hub senza broker', { SNODO_INPS_ENTI: OSIMO });
    await installazione.start();
    inps = new InpsInProva(installazione.env['SNODO_SIMULATORI_URL']!);
    const scelta = { tracciato: 'SINBA', modalita: 'snodo', dal: legalDayOf(new Date()) };
    await installazione.ask(OSIMO, '/rest/inps/v1/modalita', { method: 'POST', body: scelta });
  }, 120_000);
  afterAll(() => installazione.drop(), 60_000);

  const deposit = async (righe: string): Promise<Json> => {
    const path = `/rest/invii/v1/invii?tracciato=SINBA&ente=${OSIMO}`;
    const { id, ricevuta } = await installazione.ask(OSIMO, path, {
      method: 'POST',
      body: documentoSinba(righe, ENTE),
    });
    expect(ricevuta.tracciato).toBe('SINBA@1.0.0');
    await eventually(async () => (await invio(id)).concluso_il !== null, { timeout: 30_000 });
    return invio(id);
  };
  const invio = (id: string): Promise<Json> => installazione.ask(OSIMO, `/rest/esiti/v1/invii/${id}`);
  /** Lets INPS ask and answer until the righe of an invio are in these states. */
  const reaches = (id: string, stati: Json): Promise<unknown> =>
    eventually(
      async () => {
        await inps.slot();
        expect((await invio(id)).righe_per_stato).toEqual(stati);
        return true;
      },
      { timeout: 30_000, interval: 300 },
    );

  it('consegnati in XML arrivano a INPS, un messaggio per ogni prestazione, e ne tornano accolti', async () => {
    const {
      id,
      righe,
      schema_valido: valido,
    } = await deposit(minore({ IDBeneficiario: 'OSIMO-1' }) + minore({ IDBeneficiario: 'OSIMO-2' }, DUE_PRESTAZIONI));
    expect([righe, valido]).toEqual([2, true]);
    await reaches(id, { accolta: 2 });
    const { acquisiti, problemi } = await inps.stato(OSIMO);
    expect([acquisiti.length, problemi]).toEqual([3, []]);
    for (const flusso of acquisiti) expect(flusso).toMatch(/^G157\.SINBA\.\d{8}\.\d{7}$/);
    const documenti = await Promise.all((acquisiti as string[]).map((flusso) => inps.documento(OSIMO, flusso)));
    expect(documenti.map((xml) => /IDBeneficiario="([^"]*)"/.exec(xml)![1])).toEqual(['OSIMO-1', 'OSIMO-2', 'OSIMO-2']);
  }, 60_000);

  it('corretti sono detti di nuovo, ripetuti uguali no', async () => {
    const before = (await inps.stato(OSIMO)).acquisiti.length as number;
    const { id } = await deposit(minore({ IDBeneficiario: 'OSIMO-1', LuogoVita: '3' }) + minore({ IDBeneficiario: 'OSIMO-2' }, DUE_PRESTAZIONI)); // prettier-ignore
    await reaches(id, { accolta: 2 });
    const { acquisiti } = await inps.stato(OSIMO);
    expect(acquisiti).toHaveLength(before + 1);
    expect(await inps.documento(OSIMO, acquisiti.at(-1))).toContain('LuogoVita="3"');
  }, 60_000);

  it('con un codice fiscale al posto dello pseudonimo sono respinti, gli altri no', async () => {
    const { id } = await deposit(minore({ IDBeneficiario: 'RSSMRK12C14H501X' }) + minore({ IDBeneficiario: 'OSIMO-3' })); // prettier-ignore
    await reaches(id, { accolta: 1, respinta: 1 });
    const [rilievo] = await installazione.all(OSIMO, `/rest/esiti/v1/invii/${id}/rilievi`);
    expect(rilievo).toMatchObject({ riga: 1, regola: 'SB-02', gravita: 'errore', campo: 'SINBA/@IDBeneficiario' });
  }, 60_000);

  describe('con un codice fiscale, da chi non sa fare pseudonimi', () => {
    const CODICI = ['2012-03-14', '2014-11-02', '2010-06-30'].map((nato, at) =>
      encodeCodiceFiscale({ cognome: 'ZZQYROSSI', nome: `MINORE${'ABC'[at]}`, sesso: 'M', dataNascita: legalDay(nato), luogoNascita: parseCodiceBelfiore('H501')! }),
    ); // prettier-ignore
    const csvDi = (codici: readonly string[], altro: Record<string, string> = {}): string => {
      const riga = { ...RIGA_PIANA, ...altro };
      const righe = codici.map((codice) => ({ codice_fiscale: codice, note: 'MINOREA ZZQYROSSI', ...riga }));
      return [Object.keys(righe[0]!), ...righe.map((one) => Object.values(one))]
        .map((cells) => cells.join(';'))
        .join('\r\n');
    };
    const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
    const depositBytes = async (body: string | Buffer, tipo = 'text/csv'): Promise<{ status: number; body: Json }> => {
      const { headers } = await installazione.request(OSIMO);
      const url = `${installazione.urlOf('/rest/invii/')}/rest/invii/v1/invii?tracciato=SINBA&ente=${OSIMO}`;
      const response = await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': tipo }, body: new Uint8Array(Buffer.from(body)) });
      return { status: response.status, body: await response.json() };
    }; // prettier-ignore
    const concluso = async (id: string): Promise<Json> => {
      await eventually(async () => (await invio(id)).concluso_il !== null, { timeout: 30_000 });
      return invio(id);
    };
    const pubblicati = async (): Promise<string[]> => {
      const { acquisiti } = await inps.stato(OSIMO);
      const documenti = await Promise.all((acquisiti as string[]).map((flusso) => inps.documento(OSIMO, flusso)));
      return documenti.map((xml) => /IDBeneficiario="([^"]*)"/.exec(xml)![1]!);
    };
    let own: Database | undefined;
    /** What is in custody of an invio, in clear. */
    const custodito = async (id: string): Promise<string> => {
      own ??= await installazione.database.open('ingestion');
      const custodia = new Custodia(own, KeyRing.fromSetting(installazione.env['SNODO_CHIAVI_INGESTION']!));
      const [row] = await installazione.database.admin<{ chiave: Buffer }>(
        'SELECT chiave_custodia AS chiave FROM ingestion.invio WHERE id = $1',
        [id],
      );
      let text = '';
      const sorgente = await custodia.open(id, row!.chiave);
      for await (const piece of sorgente.read(0, sorgente.byte)) text += piece.toString();
      return text;
    };

    it('in CSV arrivano a INPS con uno pseudonimo, sempre lo stesso; la ricevuta dice le due impronte', async () => {
      const before = (await pubblicati()).length;
      const testo = csvDi(CODICI.slice(0, 2));
      const { status, body } = await depositBytes(testo);
      expect([status, body.ricevuta.dimensione, body.ricevuta.impronta_sha256]).toEqual([202, testo.length, sha256(testo)]);
      expect(await concluso(body.id)).toMatchObject({ formato: 'csv', formato_ricevuto: 'csv', foglio_ricevuto: null });
      const kept = await custodito(body.id);
      expect(body.ricevuta.impronta_conservata).toBe(sha256(kept));
      expect(await installazione.ask(OSIMO, `/rest/esiti/v1/ricevute/${body.ricevuta.id}`)).toMatchObject(body.ricevuta);
      await reaches(body.id, { accolta: 2 });
      const primi = (await pubblicati()).slice(before);
      expect(primi).toHaveLength(2);
      for (const pseudonimo of primi) expect(pseudonimo).toMatch(/^[A-Z2-7]{15}$/);

      // The same bytes are the same invio, though nothing of them is kept; the same minor later is the same pseudonym.
      const again = await depositBytes(testo);
      expect([again.status, again.body.id, again.body.ricevuta]).toEqual([200, body.id, body.ricevuta]);
      const corretto = await depositBytes(JSON.stringify([{ ...RIGA_PIANA, famiglia: ['1', '2'], codice_fiscale: CODICI[0], luogo_vita: '3' }]), 'application/json');
      await concluso(corretto.body.id);
      await reaches(corretto.body.id, { accolta: 1 });
      expect((await pubblicati()).slice(before + 2)).toEqual([primi[0]]);
    }, 90_000); // prettier-ignore

    it('i rilievi indicano le celle del mittente, e nessuno ripete il codice', async () => {
      const sbagliato = `${CODICI[2]!.slice(0, 15)}${CODICI[2]!.endsWith('A') ? 'B' : 'A'}`;
      const { body } = await depositBytes(csvDi([CODICI[2]!, sbagliato], { gestore: `Coop ${CODICI[1]}`, anno_nascita: '20I2' })); // prettier-ignore
      expect((await concluso(body.id)).righe_per_stato).toEqual({ respinta: 2 });
      const rilievi = await installazione.all(OSIMO, `/rest/esiti/v1/invii/${body.id}/rilievi`);
      const colonna = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[2 + Object.keys(RIGA_PIANA).indexOf('anno_nascita')];
      expect(rilievi).toEqual(expect.arrayContaining([
        expect.objectContaining({ riga: 1, regola: 'XSD-08', cella: `${colonna}2` }),
        expect.objectContaining({ riga: 2, regola: 'SB-19', cella: 'A3' }),
      ])); // prettier-ignore
      expect(JSON.stringify(rilievi)).not.toContain(sbagliato.slice(0, 12));
    }, 60_000);

    it('un documento che non si legge non è conservato', async () => {
      const [{ n: before } = { n: -1 }] = await installazione.database.admin<{ n: number }>('SELECT count(*)::int AS n FROM ingestion.invio'); // prettier-ignore
      const { status, body } = await depositBytes(`nome;codice\r\nA;${CODICI[0]}\r\n`);
      expect([status, body.code]).toEqual([422, 'codici_non_rimovibili']);
      expect(JSON.stringify(body)).not.toContain(CODICI[0]!.slice(0, 8));
      expect(await installazione.database.admin('SELECT count(*)::int AS n FROM ingestion.invio')).toEqual([
        { n: before },
      ]);
    });

    it('I4 nessuna tabella, nessun documento custodito e nessun file ne tiene uno', async () => {
      const righe = await installazione.database.admin<{ schema: string; tabella: string }>(
        `SELECT schemaname AS schema, tablename AS tabella FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      );
      expect(righe.length).toBeGreaterThan(50);
      const parts = [...CODICI.map((codice) => codice.slice(0, 12)), 'ZZQYROSSI'];
      for (const { schema, tabella } of righe) {
        const found = await installazione.database.admin(
          `SELECT 1 FROM ${schema}.${tabella} t WHERE position($1 in upper(t::text)) + position($2 in upper(t::text)) + position($3 in upper(t::text)) + position($4 in upper(t::text)) > 0
             OR encode(convert_to($4, 'UTF8'), 'hex') <> '' AND position(encode(convert_to($4, 'UTF8'), 'hex') in t::text) > 0 LIMIT 1`,
          parts,
        );
        expect([schema, tabella, found]).toEqual([schema, tabella, []]);
      }
      for (const { id } of await installazione.database.admin<{ id: string }>('SELECT id FROM ingestion.invio')) {
        const kept = (await custodito(id)).toUpperCase();
        expect(parts.filter((part) => kept.includes(part))).toEqual([]);
      }
      expect((await readdir('/tmp')).filter((name) => name.startsWith('snodo-transito-') && name.length > 50)).toEqual([]);
    }, 60_000); // prettier-ignore
  });
});
