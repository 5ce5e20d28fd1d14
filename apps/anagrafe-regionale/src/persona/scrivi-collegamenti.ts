import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { AnnotaDomande } from '../fonte-esterna/annota-domande.js';
import { bisogniDi } from '../fonte-esterna/bisogni.js';
import type { Grezzi } from './dati-riservati.js';
import type { Variazioni } from './persone-note.js';
import { RivediSomiglianze } from './rivedi-somiglianze.js';
import { ScriviDubbi } from './scrivi-dubbi.js';
import { ScriviPersone } from './scrivi-persone.js';
import { ScriviSchede } from './scrivi-schede.js';
import type { Persona } from './schede-note.js';
import { type PersonaPrima, TrattieniPersone } from './trattieni-persone.js';

/** What a record brings besides what is compared. */
export interface Portato {
  readonly recordId: string;
  /** Code and version. */
  readonly tracciato: string;
  readonly grezzi?: Grezzi | undefined;
  readonly fatto?: object | undefined;
}

/** Writes what linking has changed, while the locks of `TrattieniPersone` are held. */
@Injectable()
export class ScriviCollegamenti {
  constructor(
    private readonly schede: ScriviSchede,
    private readonly persone: ScriviPersone,
    private readonly dubbi: ScriviDubbi,
    private readonly somiglianze: RivediSomiglianze,
    private readonly trattieni: TrattieniPersone,
    private readonly domande: AnnotaDomande,
  ) {}

  /** @param prima the persons held, as they are stored */
  async write(
    tx: Tx,
    portati: readonly Portato[],
    variazioni: Variazioni,
    prima: ReadonlyMap<string, PersonaPrima>,
  ): Promise<void> {
    const { persone, sciolte, eredi, riviste, coppie, somiglianti, inDubbio, affollati } = variazioni;
    const byRecord = new Map(portati.map((portato) => [portato.recordId, portato]));
    const schede = variazioni.schede.map((scritta) => ({ ...byRecord.get(scritta.scheda.recordId)!, ...scritta }));
    await this.schede.write(tx, schede, variazioni);
    // Codes are only lost where a record that was somebody's says something else now.
    await this.persone.write(tx, { persone, sciolte, eredi }, prima, { codiciTolti: riviste.length > 0 });
    if (affollati.length > 0) await this.#markAmong(tx, persone, affollati);
    const held = [...prima.keys(), ...persone.map(({ id }) => id)];
    if (inDubbio) await this.dubbi.ofCodici(tx, held, coppie);
    await this.dubbi.open(tx, somiglianti);
    await this.dubbi.ofSciolte(tx, sciolte);
    if (riviste.length > 0)
      await this.somiglianze.review(
        tx,
        persone.map(({ id }) => id),
      );
    await this.#askOthers(tx, persone, prima);
  }

  async #askOthers(tx: Tx, persone: readonly Persona[], prima: ReadonlyMap<string, PersonaPrima>): Promise<void> {
    const { fonti } = this.domande;
    // To know which codes are new every person is opened: not where nobody is asked.
    if (fonti.length === 0) return;
    const variate = persone.map(({ id, schede }) => {
      const era = prima.get(id);
      return { id, schede, codiciPrima: era?.dati().codici, vitaPrima: era?.vita };
    });
    await this.domande.note(tx, bisogniDi(variate, fonti));
  }

  /** Of a code that very many have: most are in doubt as they were, and when few are left some may be so no more. */
  async #markAmong(tx: Tx, persone: readonly Persona[], affollati: readonly string[]): Promise<void> {
    const some = await this.trattieni.ofGruppi(
      tx,
      affollati.map((gruppo) => Buffer.from(gruppo, 'hex')),
    );
    await this.persone.mark(tx, [...new Set([...persone.map(({ id }) => id), ...[...some.values()].flat()])]);
  }
}
