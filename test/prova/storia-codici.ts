import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { eventually } from '#libs/testing';
import { documentoDiComune } from './documenti.js';
import { InpsInProva } from './inps.js';
import type { Installazione, Json } from './installazione.js';

const NOMENCLATORE = '/rest/nomenclatore/v1';
/** Two hubs and their broker share this machine with other suites. */
const PAZIENZA = { timeout: 60_000, interval: 200 };

/** A riga with a code of the ente's own, paid on a day. */
export interface RigaLocale {
  readonly codice: string;
  readonly giorno: string;
}

/** Enti that write codes of their own, the region that says what they are, INPS that reads what comes of it. */
export class StoriaCodici {
  readonly inps: InpsInProva;
  /** Every riga delivered, by ente. */
  readonly righe = new Map<string, string[]>();
  #protocollo = 0;

  constructor(readonly installazione: Installazione) {
    this.inps = new InpsInProva(installazione.env['SNODO_SIMULATORI_URL']!);
  }

  read(chi: string, path: string): Promise<Json> {
    return this.installazione.ask(chi, NOMENCLATORE + path);
  }

  write(chi: string, path: string, body: object): Promise<Json> {
    return this.installazione.ask(chi, NOMENCLATORE + path, { method: 'POST', body });
  }

  /** A file as the demonstration has it. */
  file(name: string): string {
    return readFileSync(`config/regioni/marche/dimostrazione/${name}`, 'utf8');
  }

  upload(chi: string, path: string, csv: string): Promise<Json> {
    const headers = { 'content-type': 'text/csv' };
    return this.installazione.ask(chi, NOMENCLATORE + path, { method: 'POST', body: csv, headers });
  }

  /** Approves what waits for the region. @returns how many */
  async approve(proposte: readonly Json[]): Promise<number> {
    const decisioni = proposte.map(({ id, revisione }) => ({ id, revisione, decisione: 'approva' }));
    const { riuscite, esiti } = await this.write('regione', '/associazioni/decisioni', { decisioni });
    expect(esiti.filter(({ riuscita }: Json) => !riuscita)).toEqual([]);
    return riuscite;
  }

  async proposte(): Promise<Json[]> {
    return (await this.read('regione', '/associazioni?stato=proposta&limite=1000')).associazioni;
  }

  async propose(chi: string, proposta: object): Promise<Json> {
    const { associazioni } = await this.write(chi, '/associazioni', { associazioni: [proposta] });
    return associazioni[0];
  }

  /** Delivers righe of people that do not exist. @returns their ids, in their order, once each has its verdict */
  async deliver(ente: string, righe: readonly RigaLocale[]): Promise<string[]> {
    const prestazioni = righe.map(({ codice, giorno }) => ({
      codiceFiscale: 'RSSMRA80A01H501U',
      protocollo: `locale-${(this.#protocollo += 1)}`,
      codicePrestazione: codice,
      data: giorno,
    }));
    const { id } = await this.installazione.deposit(ente, documentoDiComune(ente, prestazioni));
    await eventually(
      async () => (await this.installazione.ask(ente, `/rest/esiti/v1/invii/${id}`)).concluso_il !== null,
      PAZIENZA,
    );
    const items = await this.installazione.all(ente, `/rest/esiti/v1/invii/${id}/righe`);
    const ids = items.map((riga) => riga.id as string);
    expect(ids).toHaveLength(righe.length);
    this.righe.set(ente, [...(this.righe.get(ente) ?? []), ...ids]);
    return ids;
  }

  riga(ente: string, id: string): Promise<Json> {
    return this.installazione.ask(ente, `/rest/esiti/v1/righe/${id}`);
  }

  async statesOf(ente: string, ids: readonly string[]): Promise<string[]> {
    const righe = await Promise.all(ids.map((id) => this.riga(ente, id)));
    return righe.map(({ stato }) => stato);
  }

  /** What a riga would be told, once ingestion's copy says this. */
  untilVerified(ente: string, { codice, giorno }: RigaLocale, regole: readonly string[]): Promise<boolean> {
    const xml = documentoDiComune(ente, [
      { codiceFiscale: 'RSSMRA80A01H501U', protocollo: 'verifica', codicePrestazione: codice, data: giorno },
    ]);
    const path = '/rest/invii/v1/verifiche?tracciato=PS_PSA_SINA';
    return eventually(async () => {
      const { rilievi } = await this.installazione.ask(ente, path, { method: 'POST', body: xml });
      expect(rilievi.map(({ regola }: Json) => regola)).toEqual(regole);
      return true;
    }, PAZIENZA);
  }

  /** Lets INPS ask and answer until it has accepted these righe. */
  accolte(ente: string, ids: readonly string[]): Promise<boolean> {
    return eventually(async () => {
      await this.inps.slot();
      expect(await this.statesOf(ente, ids)).toEqual(ids.map(() => 'accolta'));
      return true;
    }, PAZIENZA);
  }

  /** Which flussi were published of each riga. */
  async flussi(ente: string): Promise<Map<string, string[]>> {
    const byRiga = new Map<string, string[]>();
    for (const { riga_id: riga, id_flusso: id } of await this.installazione.all(ente, '/rest/inps/v1/flussi'))
      byRiga.set(riga, [...(byRiga.get(riga) ?? []), id]);
    return byRiga;
  }

  /** The code that INPS has read in the one flusso of a riga. */
  async codeAtInps(ente: string, riga: string): Promise<string | undefined> {
    const flussi = (await this.flussi(ente)).get(riga) ?? [];
    expect(flussi).toHaveLength(1);
    return /CodicePrestazione="([^"]*)"/.exec(await this.inps.documento(ente, flussi[0]!))?.[1];
  }

  /** The codes that wait, of all enti the caller may see or of one: ente, code, righe, why. */
  async attesi(chi: string, ente?: string): Promise<Json> {
    return this.read(chi, ente === undefined ? '/codici-in-attesa' : `/nomenclature-locali/${ente}/codici-in-attesa`);
  }

  untilAttesi(expected: readonly (readonly [codice: string, righe: number, motivo: string])[]): Promise<Json> {
    return eventually(async () => {
      const found = await this.attesi('regione');
      expect(found.codici.map(({ codice, righe, motivo }: Json) => [codice, righe, motivo])).toEqual(expected);
      return found;
    }, PAZIENZA);
  }
}
