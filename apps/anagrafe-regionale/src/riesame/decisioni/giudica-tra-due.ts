import { Injectable } from '@nestjs/common';
import { byRecency } from '../../persona/autorita.js';
import type { Scheda } from '../../persona/dati-persona.js';
import type { Tx } from '#libs/persistence';
import { GiudicePersone } from '../../persona/giudice-persone.js';
import { type Persona, SchedeNote } from '../../persona/schede-note.js';
import { trovaPerCodice } from '../../persona/trova-per-codice.js';
import { type Giudice, trovaPerSomiglianza } from '../../persona/trova-per-somiglianza.js';
import type { Mossa } from './mossa.js';

/** Of records that came to two persons while they were one, those that are the second's. */
@Injectable()
export class GiudicaTraDue {
  constructor(private readonly giudice: GiudicePersone) {}

  /**
   * As if each came now, and there were only these two. What may be of both stays where it is; what the first would not be given came for
   * what the second's sources said, and goes with it.
   * @param rimasta with the records to be judged
   */
  async judge(tx: Tx, rimasta: Persona, altra: Persona, records: ReadonlySet<string>): Promise<Mossa[]> {
    const giudice = await this.giudice.now(tx);
    const [due, sola] = [new SchedeNote([rimasta, altra]), new SchedeNote([rimasta])];
    return rimasta.schede
      .filter(({ recordId }) => records.has(recordId))
      .toSorted((one, other) => byRecency(other, one))
      .flatMap((scheda): Mossa[] => {
        const { recordId } = scheda;
        for (const note of [due, sola]) note.take(recordId);
        const alone = !sola.has(rimasta.id);
        const neither = { id: alone ? rimasta.id : altra.id, decisione: 'codice' as const };
        const trovata = find(due, scheda, giudice) ?? find(sola, scheda, giudice) ?? neither;
        const { id: a, ...come } = trovata;
        due.put(a, scheda);
        if (a === altra.id) return [{ recordId, da: rimasta.id, a, ...come }];
        sola.put(a, scheda);
        return [];
      });
  }
}

function find(
  note: SchedeNote,
  scheda: Scheda,
  giudice: Giudice,
): (Pick<Mossa, 'decisione' | 'punteggio' | 'modello'> & { readonly id: string }) | undefined {
  const { personaId } = trovaPerCodice(note, scheda, undefined);
  if (personaId !== undefined) return { id: personaId, decisione: 'codice' };
  const { certa } = trovaPerSomiglianza(note, scheda, undefined, { giudice, distinti: new Set() });
  if (certa === undefined) return undefined;
  return { id: certa.personaId, decisione: 'automatica', punteggio: certa.punteggio, modello: giudice.modello };
}
