import { Injectable } from '@nestjs/common';
import { Clock, Database, type Tx, legalDayOf } from '#libs/persistence';
import type { Ente } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { primaChiusuraOf } from '../associazioni/prima-chiusura.js';
import { RegistroAssociazioni } from '../associazioni/registro-associazioni.js';
import { EntiRappresentati } from '../chiamanti/enti-rappresentati.js';
import { type RilievoLetto, fileConErrori } from '../lettura/rilievi.js';
import { autoreOf } from '../storia/storia.js';
import { esamina } from './esame-lista.js';
import { type EsitoLista, esitoOf, nextVersione } from './esito-lista.js';
import { type FoglioLetto, leggiFoglioLista } from './leggi-foglio-lista.js';
import { codiciOf } from './lista-letta.js';
import { type Caricamento, NotoLista } from './noto-lista.js';
import { ScriviLista } from './scrivi-lista.js';

/** How a file is taken. */
export interface Modo {
  /** Nothing is kept. */
  readonly verifica: boolean;
  /** First day of the list, if the sender says one. */
  readonly dal: string | undefined;
}

/** Thousands of codes, each with its association, history and message: a second, more on a slow machine. */
const LONGEST_UPLOAD_MS = 30_000;

/** Takes the list of an ente with its association, whole or not at all. The same file twice changes nothing. */
@Injectable()
export class CaricaNomenclaturaLocale {
  constructor(
    private readonly database: Database,
    private readonly rappresentati: EntiRappresentati,
    private readonly noto: NotoLista,
    private readonly scrivi: ScriviLista,
    private readonly registro: RegistroAssociazioni,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem `ente_sconosciuto` also for an ente the caller may not write for, `file_con_errori` */
  async load(caller: Caller, codiceEnte: string, file: Uint8Array, modo: Modo): Promise<EsitoLista> {
    const ente = await this.rappresentati.find(caller, codiceEnte);
    const foglio = await leggiFoglioLista(file);
    if (foglio.errori > 0) throw fileConErrori(foglio);
    const oggi = legalDayOf(this.clock.now());
    const caricamento: Caricamento = {
      ente: ente.id,
      codici: codiciOf(foglio.righe),
      dal: modo.dal,
      oggi,
      primaChiusura: primaChiusuraOf(caller, oggi),
      atto: { ...autoreOf(caller), il: this.clock.now() },
    };
    return this.database.transaction('consumer', {}, (tx) => this.#load(tx, ente, caricamento, foglio, modo.verifica), {
      limitMs: LONGEST_UPLOAD_MS,
    });
  }

  async #load(
    tx: Tx,
    ente: Ente,
    caricamento: Caricamento,
    foglio: FoglioLetto,
    verifica: boolean,
  ): Promise<EsitoLista> {
    const { codici, atto } = caricamento;
    const nota = await this.noto.read(tx, caricamento);
    const esame = esamina(codici, nota);
    const rilievi: RilievoLetto[] = [...foglio.rilievi, ...esame.difetti.map((difetto) => foglio.rilievoOf(difetto))];
    const errori = rilievi.filter(({ gravita }) => gravita === 'errore').length;
    if (errori > 0) throw fileConErrori({ errori, avvisi: rilievi.length - errori, rilievi });
    const versione = esame.nuovaDal === undefined ? undefined : nextVersione(nota.versioni);
    if (!verifica) {
      if (esame.nuovaDal !== undefined && versione !== undefined) {
        const lista = { sistema: nota.sistema, ente, codici, dal: esame.nuovaDal, precedente: nota.ultima, versione };
        await this.scrivi.write(tx, lista, atto);
      }
      await this.registro.save(tx, nota.tavolo);
    }
    return esitoOf({ nota, esame, codici, versione, rilievi, verifica });
  }
}
