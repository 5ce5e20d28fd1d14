import { Injectable } from '@nestjs/common';
import type { VoceCopia } from '#libs/contracts';
import type { Tx } from '#libs/persistence';
import type { Registro } from '../pacchetto/aggregati-regione.js';
import { PacchettoRifiutato, type Problema } from '../pacchetto/problema.js';
import { LeggiRegistro } from '../registri/leggi-registro.js';
import { findProblemiNuovi } from '../registri/problemi-nuovi.js';

/** Names at most, of things that cannot go: enough to mend the pack. */
const MOST_NAMES = 50;

/**
 * Holds a pack against what was changed by API, which it does not know: each is coherent alone, and together they may give one code to two
 * enti, or take away an ente that an act names.
 */
@Injectable()
export class ConcordaRegistro {
  constructor(private readonly leggi: LeggiRegistro) {}

  /** @throws PacchettoRifiutato when something that the pack takes out is named by what was changed by API */
  async checkTolte(tx: Tx, tolte: readonly VoceCopia[]): Promise<void> {
    const named = await tx.query<{ genere: string; nome: string; da: string }>(
      `SELECT tolta.genere, tolta.contenuto->>'denominazione' AS nome, altra.genere AS da
         FROM voce_pubblicata tolta JOIN voce_pubblicata altra
           -- Associazioni, by the hundred thousand, name codes and no ids.
           ON altra.origine = 'registro' AND altra.genere <> 'associazione' AND altra.contenuto IS NOT NULL AND position(tolta.id IN altra.contenuto::text) > 0
        WHERE tolta.genere IN ('ente', 'ambito', 'delega') AND tolta.id = ANY($1) LIMIT $2`,
      [tolte.map(({ id }) => id), MOST_NAMES],
    );
    if (named.length === 0) return;
    throw new PacchettoRifiutato(
      named.map(({ genere, nome, da }): Problema => {
        const messaggio = `${nome ?? genere} non si può togliere: è in ${da} variati per API`;
        return { file: `${genere}.csv`, riga: null, campo: genere, messaggio };
      }),
    );
  }

  /** The registries before the rows of a pack are written. */
  read(tx: Tx): Promise<Registro> {
    return this.leggi.read(tx);
  }

  /** @throws PacchettoRifiutato when the pack and what was changed by API contradict each other */
  async checkTogether(tx: Tx, before: Registro): Promise<void> {
    const after = await this.leggi.read(tx);
    const problemi = findProblemiNuovi(before, after, await this.leggi.readComuni(tx, after));
    if (problemi.length > 0) throw new PacchettoRifiutato(problemi);
  }
}
