import { randomInt } from 'node:crypto';
import { Comportamento, type Risposta } from '../modi/guasti-modi.js';
import type { CasoUso } from '../modi/e-service.js';
import { Soggetti } from '../modi/soggetti.js';
import { datiSoggetto } from './risposta-anpr.js';

const JSON_TYPE = 'application/json';

/** What ANPR wants to be told (RichiestaE002). */
interface Richiesta {
  readonly idOperazioneClient?: unknown;
  readonly criteriRicerca?: { readonly codiceFiscale?: unknown; readonly idANPR?: unknown };
  readonly datiRichiesta?: {
    readonly dataRiferimentoRichiesta?: unknown;
    readonly motivoRichiesta?: unknown;
    readonly casoUso?: unknown;
  };
}

/** ANPR as the e-services of accertamento show it. */
export class Anpr {
  readonly soggetti = new Soggetti();
  readonly comportamento = new Comportamento();
  /** ANPR refuses an operation that it was asked before. */
  readonly #operazioni = new Set<string>();

  /** @param utente who asks, as the evidence says */
  async answer(caso: CasoUso, corpo: Buffer, utente: string): Promise<Risposta> {
    const wrong = await this.comportamento.misbehave();
    if (wrong !== undefined) return wrong;
    const richiesta = readRichiesta(corpo);
    const problema = this.#problemOf(caso, richiesta);
    const idOperazioneANPR = String(randomInt(1e9, 1e10));
    if (problema !== undefined) {
      const listaErrori = [{ codiceErroreAnomalia: 'EN001', testoErroreAnomalia: problema }];
      return { stato: 400, tipo: JSON_TYPE, corpo: JSON.stringify({ idOperazioneANPR, listaErrori }) };
    }
    const { codiceFiscale, idANPR } = richiesta.criteriRicerca as Readonly<Record<string, string | undefined>>;
    this.comportamento.chiesti.push({ caso, di: codiceFiscale ?? idANPR!, utente });
    const found = idANPR === undefined ? this.soggetti.byCodice(codiceFiscale!) : this.soggetti.byId(idANPR);
    if (found === undefined) {
      const listaErrori = [{ codiceErroreAnomalia: 'EN002', testoErroreAnomalia: 'soggetto non trovato' }];
      return { stato: 404, tipo: JSON_TYPE, corpo: JSON.stringify({ idOperazioneANPR, listaErrori }) };
    }
    const dati = datiSoggetto(caso, found, this.comportamento.guasti.senza_data);
    const risposta = { idOperazioneANPR, listaSoggetti: { datiSoggetto: [dati] }, listaAnomalie: [] };
    return { stato: 200, tipo: JSON_TYPE, corpo: JSON.stringify(risposta) };
  }

  #problemOf(caso: CasoUso, { idOperazioneClient, criteriRicerca, datiRichiesta }: Richiesta): string | undefined {
    if (typeof idOperazioneClient !== 'string' || !/^[0-9]{1,20}$/.test(idOperazioneClient))
      return 'idOperazioneClient';
    if (this.#operazioni.has(idOperazioneClient)) return 'idOperazioneClient used before';
    this.#operazioni.add(idOperazioneClient);
    const { codiceFiscale, idANPR } = criteriRicerca ?? {};
    if (typeof codiceFiscale !== 'string' && typeof idANPR !== 'string') return 'criteriRicerca';
    const { dataRiferimentoRichiesta, motivoRichiesta, casoUso } = datiRichiesta ?? {};
    if (casoUso !== caso) return 'casoUso';
    if (typeof motivoRichiesta !== 'string' || motivoRichiesta === '') return 'motivoRichiesta';
    return isDay(dataRiferimentoRichiesta) ? undefined : 'dataRiferimentoRichiesta';
  }
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

function readRichiesta(corpo: Buffer): Richiesta {
  try {
    return JSON.parse(corpo.toString()) as Richiesta;
  } catch {
    return {};
  }
}
