import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { AnnullaDecisione } from './decisioni/annulla-decisione.js';
import type { Motivata } from './decisioni/attore.js';
import { SeparaPersona } from './decisioni/separa-persona.js';
import type { Decisa } from './esegui-decisione.js';

/** What takes persons apart, or back together: it may be one steward's to do, or two's. */
export type Disposizione = Motivata &
  (
    | { readonly tipo: 'separazione'; readonly persona: string; readonly record: readonly string[] }
    | { readonly tipo: 'annullamento'; readonly annulla: string }
  );

/** Carries out a separation or an undo, whoever it took to decide it. */
@Injectable()
export class EseguiProposta {
  constructor(
    private readonly separa: SeparaPersona,
    private readonly annulla: AnnullaDecisione,
  ) {}

  /** @throws DecisioneRifiutata */
  async carryOut(tx: Tx, { attore, motivo, ...cosa }: Disposizione): Promise<Decisa & { readonly operazione: string }> {
    if (cosa.tipo === 'annullamento') {
      const { operazione, persone } = await this.annulla.undo(tx, { operazione: cosa.annulla, attore, motivo });
      return decisaOf(cosa.tipo, operazione, persone);
    }
    const { persona, record } = cosa;
    const { operazione, persona: rimasta, nuova } = await this.separa.separate(tx, { persona, record, attore, motivo });
    return decisaOf(cosa.tipo, operazione, [rimasta, nuova]);
  }
}

function decisaOf(tipo: Disposizione['tipo'], operazione: string, persone: readonly string[]) {
  const risposta = { tipo, stato: 'eseguita' as const, decisione: operazione, proposta: null, persone: [...persone] };
  return { operazione, persone, risposta };
}
