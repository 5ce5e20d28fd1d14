import { Injectable } from '@nestjs/common';
import type { InvioConclusoV1, InvioRicevutoV1 } from '#libs/contracts';
import type { Tx } from '#libs/persistence';

const RICEVUTA = `
  INSERT INTO consegna (invio_id, ente_mittente, tracciato, canale, dimensione, ricevuto_il) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (invio_id) DO UPDATE SET canale = excluded.canale, dimensione = excluded.dimensione,
    ricevuto_il = excluded.ricevuto_il`;

const CONCLUSA = `
  INSERT INTO consegna (invio_id, ente_mittente, tracciato, esito, righe, concluso_il) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (invio_id) DO UPDATE SET esito = excluded.esito, righe = excluded.righe, concluso_il = excluded.concluso_il`;

const counts = (table: string, key: string, count: string): string => `
  INSERT INTO ${table} (invio_id, ente_mittente, ${key}, ${count})
  SELECT $1, $2, * FROM unnest($3::text[], $4::bigint[])
  ON CONFLICT (invio_id, ${key}) DO UPDATE SET ${count} = excluded.${count}`;

const STATI = counts('consegna_stato', 'stato', 'righe');
const REGOLE = counts('consegna_regola', 'regola', 'rilievi');

/** Keeps one row per invio: each message fills its own part of it, so order and repetition do not matter. */
@Injectable()
export class RegistraConsegna {
  async received(tx: Tx, invio: InvioRicevutoV1): Promise<void> {
    const { invioId, enteMittente, tracciato, canale, dimensione, ricevutoIl } = invio;
    await tx.atCommit(RICEVUTA, [invioId, enteMittente, tracciato, canale, dimensione, ricevutoIl]);
  }

  async concluded(tx: Tx, invio: InvioConclusoV1): Promise<void> {
    const { invioId, enteMittente, tracciato, esito, righe, conclusoIl, perStato, perRegola } = invio;
    await tx.atCommit(CONCLUSA, [invioId, enteMittente, tracciato, esito, righe, conclusoIl]);
    await tx.atCommit(STATI, [invioId, enteMittente, Object.keys(perStato), Object.values(perStato)]);
    await tx.atCommit(REGOLE, [invioId, enteMittente, Object.keys(perRegola), Object.values(perRegola)]);
  }
}
