import { Injectable } from '@nestjs/common';
import { MODELLO_ITALIANO, judge } from '#libs/abbinamento';
import type { Tx } from '#libs/persistence';
import { Candidati } from './candidati.js';
import type { Scheda } from './dati-persona.js';
import { LeggiPersone, type PersonaLetta } from './leggi-persone.js';
import { PersoneNote, type RigaDaCollegare } from './persone-note.js';
import { chiaviDi } from './schede-note.js';
import { type PersonaPrima, TrattieniPersone } from './trattieni-persone.js';
import type { Giudice } from './trova-per-somiglianza.js';

const GIUDICE: Giudice = {
  modello: MODELLO_ITALIANO.nome,
  judge: (soggetto, candidati) => judge(soggetto, candidati, MODELLO_ITALIANO),
};

/** The persons that some records may be of, held until the end of the transaction. */
export interface Conosciute {
  readonly note: PersoneNote;
  /** As they are stored. */
  readonly prima: ReadonlyMap<string, PersonaPrima>;
  /** Whose a record is by decision of somebody. */
  readonly fissate: ReadonlyMap<string, string>;
}

/** Holds every person that some records may be of, by code and, where codes lead to nobody, by what they say besides. */
@Injectable()
export class ConosciPersone {
  constructor(
    private readonly trattieni: TrattieniPersone,
    private readonly leggi: LeggiPersone,
    private readonly candidati: Candidati,
  ) {}

  /** @param righe whose records are claimed */
  async know(tx: Tx, righe: readonly RigaDaCollegare[]): Promise<Conosciute> {
    const { persone, fissate } = await this.trattieni.holdGruppi(
      tx,
      righe.map(({ recordId }) => recordId),
      righe.flatMap(({ scheda }) => scheda?.indici.map(({ gruppo }) => gruppo) ?? []),
    );
    const lette = await this.leggi.read(tx, persone);
    const ignote = unknownAmong(
      lette,
      righe.filter(({ recordId }) => !fissate.has(recordId)),
    );
    const all = [...new Set([...persone, ...(await this.#like(tx, ignote))])];
    const prima = await this.trattieni.holdPersone(tx, all);
    const held = await this.#fresh(tx, lette, prima);
    const distinti = ignote.length === 0 ? new Set<string>() : await this.candidati.distinti(tx, [...prima.keys()]);
    return { note: new PersoneNote(held, { giudice: GIUDICE, distinti }), prima, fissate };
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
  async #fresh(
    tx: Tx,
    lette: readonly PersonaLetta[],
    prima: ReadonlyMap<string, PersonaPrima>,
  ): Promise<PersonaLetta[]> {
    const good = lette.filter(({ id, revisione }) => prima.get(id)?.revisione === revisione);
    const known = new Set(good.map(({ id }) => id));
    return [
      ...good,
      ...(await this.leggi.read(
        tx,
        [...prima.keys()].filter((id) => !known.has(id)),
      )),
    ];
  }
}

/** Schede that no code leads to a known person: tried in memory, on what was read before anything is held. */
function unknownAmong(lette: readonly PersonaLetta[], righe: readonly RigaDaCollegare[]): Scheda[] {
  const note = new PersoneNote(lette);
  return righe.flatMap((riga) => {
    const { esito } = note.link(riga);
    return riga.scheda === undefined || esito === 'risolta' ? [] : [riga.scheda];
  });
}
