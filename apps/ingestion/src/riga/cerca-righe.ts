import { Injectable } from '@nestjs/common';
import { Problem } from '#libs/contracts';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { IdentitaRecord } from '../record/identita-record.js';
import { LeggiRiga, type RigaSeguita } from './leggi-riga.js';

/** Righe answered at once: who sends one key again and again asks for the last of them. */
const MASSIMO = 20;

/** Finds the righe to which their sender gave a key, with the way that each has gone. */
@Injectable()
export class CercaRighe {
  constructor(
    private readonly database: Database,
    private readonly ambito: AmbitoVisibile,
    private readonly identita: IdentitaRecord,
    private readonly leggi: LeggiRiga,
  ) {}

  /** Newest first; empty also when the key is of others. */
  async byIdMittente(caller: Caller, idMittente: string): Promise<RigaSeguita[]> {
    const enti = this.ambito.entiOf(caller);
    // As consumer: which act lets the caller see a riga is found by the riga. Each is then read as the caller may see it.
    const found = await this.database.statement<{ id: string }>(
      'consumer',
      {},
      `SELECT r.id FROM riga r JOIN invio i ON i.id = r.invio_id
       WHERE r.id_mittente_cieco = $1
         AND (i.ente_mittente = ANY ($2::uuid[]) OR i.depositante = ANY ($2::uuid[]) OR r.ente_erogatore = ANY ($2::uuid[]))
       ORDER BY r.id DESC LIMIT $3`,
      [this.identita.idMittenteCieco(idMittente), enti, MASSIMO],
    );
    const righe: RigaSeguita[] = [];
    for (const { id } of found) {
      const riga = await this.leggi.follow(caller, id).catch((error: unknown) => {
        // The act under which it was deposited is over: it is as if it were not there.
        if (error instanceof Problem) return undefined;
        throw error;
      });
      if (riga !== undefined) righe.push(riga);
    }
    return righe;
  }
}
