import { Injectable } from '@nestjs/common';
import { type Modello, type StessoLuogo, learnModelloWithPauses } from '#libs/abbinamento';
import { areOnePlace } from '#libs/codici';
import { Clock, Database } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { dividiCampione } from './dividi-campione.js';
import { MENO_PERSONE, type Misure, giudicaModello, troppoPoche } from './giudica-modello.js';
import { LeggiCampione } from './leggi-campione.js';
import { misuraModello } from './misura-modello.js';
import { ModelloInUso } from './modello-in-uso.js';

/** Longer than it takes: a process that died leaves it to another. */
const PRESO_MS = 15 * 60_000;

const PRENDI = `UPDATE modello_abbinamento SET preso_fino_a = $2
  WHERE stato = 'in_corso' AND (preso_fino_a IS NULL OR preso_fino_a < $1) RETURNING numero`;
/** Who took it too long ago has lost it to another, who says its own. */
const CONCLUDI = `UPDATE modello_abbinamento SET stato = $3, concluso_il = $4, motivo = $5, misure = $6, modello = $7
  WHERE numero = $1 AND stato = 'in_corso' AND preso_fino_a = $2`;

interface Appreso {
  readonly motivo?: string | undefined;
  readonly misure?: Misure;
  readonly modello?: Modello;
}

/** Learns weights from the registry itself, tries them beside those in use, and keeps them with what was found. */
@Injectable()
export class ImparaModello {
  constructor(
    private readonly database: Database,
    private readonly campione: LeggiCampione,
    private readonly inUso: ModelloInUso,
    private readonly riferimenti: Riferimenti,
    private readonly clock: Clock,
  ) {}

  /** Nothing to do when none was asked for, or another process is at it. */
  async run(): Promise<void> {
    const now = this.clock.now();
    const finoA = new Date(now.getTime() + PRESO_MS);
    const [taken] = await this.database.statement<{ numero: number }>('consumer', {}, PRENDI, [now, finoA]);
    if (taken === undefined) return;
    const { motivo, misure, modello } = await this.#learn(`appreso-${taken.numero}`);
    await this.database.statement('consumer', {}, CONCLUDI, [
      taken.numero,
      finoA,
      motivo === undefined ? 'proposto' : 'scartato',
      this.clock.now(),
      motivo ?? null,
      misure === undefined ? null : JSON.stringify(misure),
      modello === undefined ? null : JSON.stringify(modello),
    ]);
  }

  async #learn(nome: string): Promise<Appreso> {
    const { territorio } = this.riferimenti;
    const stessoLuogo: StessoLuogo = (uno, altro) => areOnePlace(uno, altro, territorio);
    const campione = await this.campione.read();
    // Before anything is worked out: trials of a handful say nothing.
    if (campione.diPiuEnti.length < MENO_PERSONE) return { motivo: troppoPoche(campione.diPiuEnti.length) };
    const { uno, altro, popolazione, prove } = dividiCampione(campione);
    const modello = await learnModelloWithPauses({ nome, uno, altro, popolazione, stessoLuogo });
    const inUso = await this.database.transaction('consumer', {}, (tx) => this.inUso.current(tx));
    const misure: Misure = {
      persone: campione.diPiuEnti.length,
      in_uso: await misuraModello(prove, inUso, stessoLuogo),
      appreso: await misuraModello(prove, modello, stessoLuogo),
    };
    return { modello, misure, motivo: giudicaModello(modello, misure) };
  }
}
