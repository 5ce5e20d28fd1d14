import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { Candidati } from './candidati.js';
import type { Scheda } from './dati-persona.js';
import { GiudicePersone } from './giudice-persone.js';
import { LeggiPersone, type PersonaLetta } from './leggi-persone.js';
import { type Collegamento, PersoneNote, type RigaDaCollegare } from './persone-note.js';
import { chiaviDi } from './schede-note.js';
import { type PersonaPrima, TrattieniPersone } from './trattieni-persone.js';

/** Each record, and whose it was found to be. */
type Collegate = readonly (readonly [RigaDaCollegare, Collegamento])[];

/** The persons that some records may be of, held until the end of the transaction. */
export interface Conosciute {
  readonly note: PersoneNote;
  /** As they are stored. */
  readonly prima: ReadonlyMap<string, PersonaPrima>;
  /** Whose a record is by decision of somebody. */
  readonly fissate: ReadonlyMap<string, string>;
  /** Where what was tried before anybody was held is still right: `note` has it, and nothing has to be linked again. */
  readonly collegate: Collegate | undefined;
}

/** Persons as they were read, the records that are about to change, and the persons as they are once they are held. */
interface LetteETrattenute {
  readonly lette: readonly PersonaLetta[];
  readonly vivi: readonly string[];
  readonly prima: ReadonlyMap<string, PersonaPrima>;
}

/** Holds every person that some records may be of, by code and, where codes lead to nobody, by what they say besides. */
@Injectable()
export class ConosciPersone {
  constructor(
    private readonly trattieni: TrattieniPersone,
    private readonly leggi: LeggiPersone,
    private readonly candidati: Candidati,
    private readonly giudice: GiudicePersone,
  ) {}

  /** @param righe whose records are claimed */
  async know(tx: Tx, righe: readonly RigaDaCollegare[]): Promise<Conosciute> {
    const schede = righe.flatMap(({ scheda }) => scheda ?? []);
    const { persone, vivi, fissate, affollati } = await this.trattieni.holdGruppi(
      tx,
      righe.map(({ recordId }) => recordId),
      schede.flatMap(({ indici }) => indici.map(({ gruppo }) => gruppo)),
    );
    const byCodice = [...new Set([...persone, ...(await this.candidati.omonimi(tx, affollati, schede))])];
    const lette = await this.leggi.read(tx, byCodice, vivi);
    const tentate = new PersoneNote(lette, { affollati });
    const collegate = await tentate.linkAll(righe.filter(({ recordId }) => !fissate.has(recordId)));
    const ignote = unknownAmong(collegate);
    const all = [...new Set([...byCodice, ...(await this.#like(tx, ignote))])];
    const prima = await this.trattieni.holdPersone(tx, all);
    const sure = ignote.length === 0 && fissate.size === 0 && vivi.length === 0 && areAsRead(lette, prima);
    if (sure) return { note: tentate, prima, fissate, collegate };
    const held = await this.#fresh(tx, { lette, vivi, prima });
    const asked = ignote.length > 0 || vivi.length > 0;
    const distinti = asked ? await this.candidati.distinti(tx, [...prima.keys()]) : new Set<string>();
    const somiglianza = { giudice: await this.giudice.now(tx), distinti };
    return { note: new PersoneNote(held, { somiglianza, affollati }), prima, fissate, collegate: undefined };
  }

  async #like(tx: Tx, ignote: readonly Scheda[]): Promise<string[]> {
    if (ignote.length === 0) return [];
    await this.trattieni.holdChiavi(
      tx,
      ignote.flatMap(({ chiavi }) => chiaviDi(chiavi)),
    );
    return this.candidati.find(tx, ignote);
  }

  /** What was read before its person was held may be of before another transaction wrote it. */
  async #fresh(tx: Tx, { lette, vivi, prima }: LetteETrattenute): Promise<PersonaLetta[]> {
    const good = lette.filter(({ id, revisione }) => prima.get(id)?.revisione === revisione);
    const known = new Set(good.map(({ id }) => id));
    return [
      ...good,
      ...(await this.leggi.read(
        tx,
        [...prima.keys()].filter((id) => !known.has(id)),
        vivi,
      )),
    ];
  }
}

/** Schede that no code leads to a known person: tried in memory, on what was read before anything is held. */
function unknownAmong(tried: Collegate): Scheda[] {
  return tried.flatMap(([{ scheda }, { esito }]) => (scheda === undefined || esito === 'risolta' ? [] : [scheda]));
}

function areAsRead(lette: readonly PersonaLetta[], prima: ReadonlyMap<string, PersonaPrima>): boolean {
  return prima.size === lette.length && lette.every(({ id, revisione }) => prima.get(id)?.revisione === revisione);
}
