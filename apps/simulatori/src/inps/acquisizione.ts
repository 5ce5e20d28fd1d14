import type { Archivio } from './archivio.js';
import { type Seguito, step } from './cursore.js';
import { esitoOf } from './esito.js';
import { type Lettura, judge, readFlusso, withGenericErrors } from './giudizio.js';
import type { Guasti } from './guasti.js';
import type { Libxml } from './libxml.js';
import { type FlussoServito, RispostaInservibile, readPagina } from './pagina.js';
import type { Problema } from './problema.js';
import { type Acquisito, type EsitoInAttesa, type Registro, improntaOf } from './registro.js';
import { ChiamataFallita, type Waas } from './waas.js';

export interface RegoleAcquisizione {
  /** Flussi asked for in one page, at most 100. */
  readonly limit: number;
  /** Share of esiti that are ERRORE_GENERICO, 0 to 100. */
  readonly percentoErroriGenerici: number;
  readonly seme: string;
  /** Milliseconds from acquisition to the first attempt to give the esito. */
  readonly attesaEsiti: number;
}

/** One slot of INPS with one ente: asks for flussi until a page is empty, judges and keeps each. */
export class Acquisizione {
  constructor(
    private readonly waas: Waas,
    private readonly archivio: Archivio,
    private readonly regole: RegoleAcquisizione,
    private readonly libxml: Libxml | undefined,
    private readonly now: () => Date,
  ) {}

  /** @returns flussi that are new to INPS */
  async poll(registro: Registro, guasti: Guasti): Promise<number> {
    const before = registro.acquisiti.size;
    registro.slot += 1;
    if (guasti.rollback > 0) {
      await this.archivio.record(registro, { fatto: 'ritorno', pagine: guasti.rollback });
    }
    let seguito: Seguito;
    do seguito = await this.#askPage(registro, guasti);
    while (seguito === 'ancora');
    return registro.acquisiti.size - before;
  }

  async #askPage(registro: Registro, guasti: Guasti): Promise<Seguito> {
    const domanda = { ente: registro.ente, since: registro.cursore.since, limit: this.regole.limit };
    registro.chiamate += 1;
    try {
      const { flussi, problemi } = readPagina(await this.waas.flussi(domanda, guasti.bad_token), domanda);
      this.#note(registro, problemi);
      const istanti = flussi.map(({ millisecondi }) => millisecondi);
      const { seguito } = step(registro.cursore, { istanti });
      if (seguito === 'fermo') this.#note(registro, [{ genere: 'cursore_fermo', dettaglio: String(domanda.since) }]);
      const acquisiti = await this.#judge(registro, this.#newOnes(registro, flussi));
      const attese = this.#esitiFor(registro, acquisiti, guasti);
      const ultimo = istanti.at(-1);
      if (ultimo !== undefined) {
        await this.archivio.record(registro, {
          fatto: 'pagina',
          slot: registro.slot,
          ultimo,
          acquisiti: acquisiti.map(({ acquisito }) => acquisito),
          attese,
        });
      }
      return seguito;
    } catch (error) {
      this.#note(registro, problemiOf(error));
      return step(registro.cursore, { fallito: true }).seguito;
    }
  }

  #newOnes(registro: Registro, flussi: readonly FlussoServito[]): FlussoServito[] {
    const nuovi = new Map<string, FlussoServito>();
    for (const flusso of flussi) {
      const sameId = nuovi.get(flusso.id);
      const found = sameId === undefined ? registro.compare(flusso) : isEqual(flusso, sameId) ? 'uguale' : 'cambiato';
      if (found === 'nuovo') nuovi.set(flusso.id, flusso);
      else registro.riletti += 1;
      if (found === 'cambiato') this.#note(registro, [{ genere: 'flusso_cambiato', dettaglio: flusso.id }]);
    }
    return [...nuovi.values()];
  }

  async #judge(
    registro: Registro,
    flussi: readonly FlussoServito[],
  ): Promise<{ flusso: FlussoServito; acquisito: Acquisito }[]> {
    const letture = flussi.map((flusso) => readFlusso(flusso));
    await this.#askLibxml(registro, flussi, letture);
    const { seme, percentoErroriGenerici: percento } = this.regole;
    const judged: { flusso: FlussoServito; acquisito: Acquisito }[] = [];
    for (const [at, flusso] of flussi.entries()) {
      const { id, ts, contenuto } = flusso;
      const inserted = registro.insertionsAfter(judged.map(({ acquisito }) => acquisito));
      const giudizio = judge(withGenericErrors(letture[at]!, id, { percento, seme }), inserted);
      const impronta = improntaOf(contenuto);
      judged.push({ flusso, acquisito: { id, ts, impronta, giudizio, flusso: contenuto.toString('base64') } });
    }
    return judged;
  }

  async #askLibxml(registro: Registro, flussi: readonly FlussoServito[], letture: readonly Lettura[]): Promise<void> {
    if (this.libxml === undefined) return;
    const asked = flussi
      .map(({ id, tipo, contenuto }, at) => ({ id, tipo, contenuto, ours: letture[at]!.strutturaAmmessa }))
      // The schema it was given is of one type alone.
      .filter(({ tipo, ours }) => tipo === 'PS_PSA_SINA' && ours !== undefined);
    const theirs = await this.libxml.takes(asked.map(({ contenuto }) => contenuto));
    for (const [at, { id, ours }] of asked.entries()) {
      if (theirs[at] === ours) continue;
      const dettaglio = `${id}: ${theirs[at] === true ? 'valido' : 'non valido'} per libxml2`;
      this.#note(registro, [{ genere: 'libxml_discorda', dettaglio }]);
    }
  }

  #esitiFor(
    registro: Registro,
    acquisiti: readonly { flusso: FlussoServito; acquisito: Acquisito }[],
    guasti: Guasti,
  ): EsitoInAttesa[] {
    const next = registro.nextNumbers();
    const when = this.now();
    return acquisiti.map(({ flusso, acquisito }) => ({
      numero: next(),
      esito: esitoOf(flusso, acquisito.giudizio, when),
      dalMomento: when.getTime() + this.regole.attesaEsiti,
      dalloSlot: registro.slot + guasti.late,
      contraddice: false,
    }));
  }

  #note(registro: Registro, problemi: readonly Problema[]): void {
    for (const problema of problemi) this.archivio.note(registro, problema);
  }
}

function isEqual(one: FlussoServito, other: FlussoServito): boolean {
  return one.ts === other.ts && one.contenuto.equals(other.contenuto);
}

function problemiOf(error: unknown): readonly Problema[] {
  if (error instanceof ChiamataFallita) return error.problemi;
  if (error instanceof RispostaInservibile) return [{ genere: 'risposta_inservibile', dettaglio: error.message }];
  throw error;
}
