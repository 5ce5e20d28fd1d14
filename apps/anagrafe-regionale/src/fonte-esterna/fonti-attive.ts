import type { FontePersone, NomeFonte } from './fonte-persone.js';

/** The registries that are asked: those that are configured, each under its act. */
export class FontiAttive {
  constructor(readonly fonti: readonly FontePersone[]) {}

  get nomi(): readonly NomeFonte[] {
    return this.fonti.map(({ nome }) => nome);
  }
}
