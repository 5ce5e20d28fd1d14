import { AnagrafeDiProva } from '../../prova/anagrafe-di-prova.js';
import { iscritto } from '../../prova/forniture-di-prova.js';
import { ENTI } from '../../prova/riferimenti-di-prova.js';
import type { Tizio } from '../../prova/righe-di-prova.js';
import { ChiediAlleFonti } from '../chiedi-alle-fonti.js';
import { type Avvio, SimulatoriDiProva } from './simulatori-di-prova.js';
import { type SoggettoDiProva, soggetto } from './soggetti-di-prova.js';

/** Nothing is the matter with a simulated registry. */
export const SANA = { spenta: false, soglia: -1, lenta: 0, malformata: false, senza_data: false };
/** Questions in a day. */
const SOGLIA = 10;

interface PersonaLetta {
  readonly id: string;
  readonly nome: string;
  readonly comune_residenza: string;
  readonly vita: string;
  readonly data_decesso: string | null;
}

/** A registry that asks a simulated ANPR, when it is told to. */
export class DomandeDiProva {
  #ids = 0;

  private constructor(
    readonly simulatori: SimulatoriDiProva,
    readonly anagrafe: AnagrafeDiProva,
  ) {}

  static async start(avvio: Avvio): Promise<DomandeDiProva> {
    const simulatori = await SimulatoriDiProva.start(avvio);
    return new DomandeDiProva(simulatori, await AnagrafeDiProva.start(simulatori.env(SOGLIA)));
  }

  async close(): Promise<void> {
    await this.anagrafe.close();
    await this.simulatori.close();
  }

  async empty(): Promise<void> {
    await this.anagrafe.empty();
    await this.anagrafe.at('2026-03-10T09:00:00Z');
    await this.simulatori.put('anpr/guasti', SANA);
  }

  /** In ANPR as the righe tell of somebody, unless told otherwise. */
  async inAnpr(chi: Tizio, rest: Partial<SoggettoDiProva> = {}): Promise<SoggettoDiProva> {
    const id = `TT${String((this.#ids += 1)).padStart(5, '0')}TT`;
    const { cognome, nome, sesso, codice } = chi;
    const data_nascita = iscritto(chi, 'recanati').dataNascita!;
    const suo = soggetto(id, {
      cognome,
      nome,
      sesso,
      data_nascita,
      codice_fiscale: codice,
      luogo_nascita: '058091',
      residenza: { luogo: ENTI.recanati.istat, dal: '2001-05-04', via: 'DELLE PROVE', civico: '7' },
      ...rest,
    });
    await this.simulatori.put('anpr/soggetti', { soggetti: [suo] });
    return suo;
  }

  admin<T>(sql: string, params: unknown[] = []): Promise<T[]> {
    return this.anagrafe.database.admin(
      sql.replaceAll(/\b(FROM|JOIN|UPDATE) (\w)/g, '$1 anagrafe_regionale.$2'),
      params,
    );
  }

  waiting(): Promise<{ motivo: string }[]> {
    return this.admin(`SELECT motivo FROM domanda_fonte ORDER BY urgenza, id`);
  }

  log(): Promise<{ esito: string; causa: string | null; motivo: string }[]> {
    return this.admin(`SELECT esito, causa, motivo FROM interrogazione_fonte ORDER BY id`);
  }

  persone(): Promise<PersonaLetta[]> {
    return this.admin(`SELECT id, nome, comune_residenza, vita, data_decesso::text FROM persona ORDER BY nome`);
  }

  async asked(): Promise<number> {
    return (await this.simulatori.richieste('anpr')).length;
  }

  /** Asks until there is nothing to ask now. */
  async askAll(): Promise<void> {
    for (let steps = 0; steps < 50; steps += 1) if (!(await this.anagrafe.get(ChiediAlleFonti).step())) return;
    throw new Error('it asks for ever');
  }

  later(minutes: number): void {
    this.anagrafe.clock.advance(minutes * 60_000);
  }
}
