import { Injectable } from '@nestjs/common';
import { Riferimenti } from '#libs/riferimenti';
import type { RispostaComune, RispostaLuogo } from './risposta.js';

/** Names and codes of places, as the local copy of the registries knows them. */
@Injectable()
export class Luoghi {
  constructor(private readonly riferimenti: Riferimenti) {}

  comuneOf(istat: string): RispostaComune {
    const denominazione = this.riferimenti.territorio.comuneByIstat(istat)?.denominazione ?? null;
    return { codice_istat: istat, denominazione };
  }

  /** @param belfiore of a comune, under its last name, or of a state */
  luogoOf(belfiore: string): RispostaLuogo {
    const { territorio } = this.riferimenti;
    const luogo = territorio.storiaBelfiore(belfiore).at(-1) ?? territorio.statoByBelfiore(belfiore);
    return { codice_belfiore: belfiore, denominazione: luogo?.denominazione ?? null };
  }

  /** Every code that a comune has or had: a source may have written an old one. */
  codiciIstatOf(istat: string): string[] {
    const { territorio } = this.riferimenti;
    const belfiore = territorio.comuneByIstat(istat)?.belfiore;
    const known = belfiore === undefined ? [] : territorio.storiaBelfiore(belfiore).map((comune) => comune.istat);
    return [...new Set([istat, ...known])];
  }
}
