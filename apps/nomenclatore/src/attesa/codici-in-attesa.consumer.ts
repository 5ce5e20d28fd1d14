import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { CodiciInAttesaV1, codiciInAttesaV1 } from '#libs/contracts';
import { Consumes, MessageContext } from '#libs/messaging';

/** Keeps, of each ente, the last picture of the codes its righe wait for. */
@Controller()
export class CodiciInAttesaConsumer {
  /** The whole picture takes the place of the one before; one that comes late is older, and says nothing. */
  @Consumes(codiciInAttesaV1)
  async replace(
    @Payload() { ente, revisione, il, codici }: CodiciInAttesaV1,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    const newer = await tx.execute(
      `INSERT INTO attesa_ente AS nota (ente, revisione, il) VALUES ($1, $2, $3)
       ON CONFLICT (ente) DO UPDATE SET revisione = excluded.revisione, il = excluded.il
        WHERE nota.revisione < excluded.revisione`,
      [ente, revisione, il],
    );
    if (newer === 0) return;
    await tx.execute('DELETE FROM codice_in_attesa WHERE ente = $1', [ente]);
    await tx.execute(
      `INSERT INTO codice_in_attesa (ente, codice, primo_giorno, ultimo_giorno, righe, dal)
       SELECT $1, codice, min("primoGiorno"), max("ultimoGiorno"), sum(righe), min(dal)
         FROM jsonb_to_recordset($2::jsonb)
           AS codice (codice text, "primoGiorno" date, "ultimoGiorno" date, righe integer, dal timestamptz)
        GROUP BY codice, "primoGiorno"`,
      [ente, JSON.stringify(codici)],
    );
  }
}
