import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { chiaveDi, dataEventoDi, findTracciato } from '#libs/tracciati';
import { DiciRighe } from '../record/dici-righe.js';
import { IdentitaRecord } from '../record/identita-record.js';
import { lockRecords } from '../record/leggi-record.js';
import { writeRecords } from '../record/scrivi-record.js';
import { type RigaSbloccata, releaseRighe } from '../riga/scrivi-righe.js';
import { type RigaAttesa, takeRighe } from './leggi-attese.js';
import { type RigaTradotta, messaggiOf } from './messaggi-sblocco.js';
import { openAll } from './riga-trattenuta.js';
import { decideSblocchi } from './sblocchi.js';
import { markVariate, tellAttesa } from './scrivi-attese.js';

/** A riga that waits, sealed, with what its code is and where its prestazione may not be twice. */
export interface RigaDaLiberare extends RigaAttesa, Omit<RigaSbloccata, 'id'> {
  readonly ambito: string;
}

/** What became of righe that could go. */
export interface Liberate {
  readonly quante: number;
  /** Righe that stay: another ente of the ambito has their prestazione. */
  readonly doppie: readonly string[];
}

/** Lets some righe go, in one transaction. */
@Injectable()
export class LiberaRighe {
  constructor(
    private readonly dici: DiciRighe,
    private readonly keyRing: KeyRing,
    private readonly identita: IdentitaRecord,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws RigheIlleggibili before anything is locked
   * @throws RecordContesi: roll back and try again
   */
  async release(tx: Tx, attese: readonly RigaDaLiberare[]): Promise<Liberate> {
    const aperte = openAll(this.keyRing, attese);
    const righe = attese.map((riga) => this.#named({ ...riga, ...aperte.get(riga.rigaId)! }, riga.ambito));
    // Before the righe, as who applies deliveries: else the two could wait for each other.
    const noti = await lockRecords(
      tx,
      righe.map(({ recordId }) => recordId),
      righe.flatMap(({ doppione }) => (doppione === null ? [] : [doppione])),
    );
    // Whoever replaces a record takes its riga from here. Only a process of the release before does not know that it should.
    const { libere, lasciate, doppie, nominati } = decideSblocchi(noti, righe);
    const taken = await takeRighe(
      tx,
      [...libere, ...lasciate].map(({ rigaId }) => rigaId),
    );
    const gone = libere.filter(({ rigaId }) => taken.has(rigaId));
    const record = gone.flatMap(({ rigaId }) => nominati.get(rigaId) ?? []);
    await writeRecords(tx, noti, record);
    const viva = (recordId: string): string => noti.get(recordId)!.rigaId;
    await this.#tell(
      tx,
      gone,
      gone.flatMap((riga) => sbloccateOf(riga, viva(riga.recordId))),
    );
    const variate = [...gone, ...lasciate.filter(({ rigaId }) => taken.has(rigaId))];
    await markVariate(
      tx,
      variate.map(({ ente }) => ente),
    );
    return { quante: gone.length, doppie: doppie.map(({ rigaId }) => rigaId) };
  }

  async #tell(tx: Tx, gone: readonly RigaTradotta[], sbloccate: readonly RigaSbloccata[]): Promise<void> {
    const il = this.clock.now();
    const messages = await this.dici.seal(messaggiOf(gone));
    const facts = gone.map(({ rigaId, ente: enteErogatore }) => ({ rigaId, enteErogatore }));
    await tellAttesa(tx, this.keyRing, 'sbloccata', il, facts);
    await releaseRighe(tx, sbloccate, il);
    await this.dici.publish(tx, messages);
  }

  /** As at the delivery, but by what the code is. */
  #named(riga: RigaTradotta, ambito: string): RigaTradotta & { readonly doppione: string | null } {
    const tracciato = findTracciato(riga.comune.tracciato);
    if (tracciato === undefined) throw new Error(`tracciato ${riga.comune.tracciato} is not of this release`);
    const contenuto = JSON.parse(riga.contenuto) as Record<string, unknown>;
    const chiave = chiaveDi(contenuto, tracciato, dataEventoDi(contenuto, tracciato.dataEvento));
    return { ...riga, doppione: this.identita.doppioneOf(ambito, chiave, riga.inps) ?? null };
  }
}

/** The riga that made the revision, and the live one where another repeated it since. */
function sbloccateOf({ rigaId, inps, versioni }: RigaTradotta, viva: string): RigaSbloccata[] {
  return [...new Set([rigaId, viva])].map((id) => ({ id, inps, versioni }));
}
