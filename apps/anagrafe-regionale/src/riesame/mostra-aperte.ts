import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { PersoneVisibili } from '../ricerca/persone-visibili.js';
import type { RigaPersona } from '../ricerca/riga-persona.js';
import type { RispostaPersona } from '../ricerca/risposta.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { type CoppiaMostrata, ImprontaMostrata } from './impronta-mostrata.js';
import { ScriviApertura } from './scrivi-apertura.js';

export interface Aperte {
  readonly persone: RispostaPersona[];
  /** What stands for what is shown. */
  readonly revisione: string;
}

/** Shows a steward persons that it has opened, by the table of rules, and writes down that it saw them. */
@Injectable()
export class MostraAperte {
  constructor(
    private readonly visibilita: Visibilita,
    private readonly visibili: PersoneVisibili,
    private readonly scrivi: ScriviApertura,
    private readonly impronta: ImprontaMostrata,
  ) {}

  /**
   * @param what a person or a pair; undefined where there is none to show
   * @returns undefined, noted, unless each may be seen
   */
  async show(tx: Tx, caller: Caller, what: string | CoppiaMostrata | undefined): Promise<Aperte | undefined> {
    const ids = what === undefined ? [] : typeof what === 'string' ? [what] : [what.a, what.b];
    const chi = this.visibilita.richiedenteOf(caller);
    const domanda = this.visibilita.domandaOf('riesame_duplicati');
    const rows: RigaPersona[] = [];
    for (const id of ids) {
      const { sql, params } = this.visibili.byId(id, chi);
      rows.push(...(await tx.query<RigaPersona>(sql, params)));
    }
    const viste = this.visibili.show(rows, chi, domanda);
    if (what === undefined || viste.length < ids.length) {
      await this.scrivi.note(tx, caller, [{ esito: 'nessuna', quante: 0 }]);
      return undefined;
    }
    const quante = viste.length;
    await this.scrivi.note(
      tx,
      caller,
      viste.map((vista) => ({ ...this.visibili.mostrataOf(vista), quante })),
    );
    return { persone: viste.map(({ persona }) => persona), revisione: await this.impronta.of(tx, what) };
  }
}
