import type { TestataRighe } from '#libs/contracts';

/** What the righe of one message have in common. */
export interface ComuneMessaggio {
  readonly invioId: string;
  readonly tracciato: string;
  readonly enteMittente: string;
  readonly enteErogatore: string;
  readonly nomenclatura: string;
  readonly accettateIl: Date;
  readonly testata: TestataRighe;
}

/** A riga that receivers must hear of. */
export interface RigaDaDire {
  readonly rigaId: string;
  readonly recordId: string;
  readonly revisione: number;
  readonly annullamento: boolean;
  /** JSON text. */
  readonly contenuto: string;
}

/**
 * The body of `righe.<tracciato>.accettate` as JSON, made of pieces that are JSON already: contents are by far the most of it, and
 * were serialised when they were judged.
 */
export function messageText(comune: ComuneMessaggio, righe: readonly RigaDaDire[]): string {
  const { enteErogatore, nomenclatura, invioId, tracciato, enteMittente, accettateIl } = comune;
  const head = JSON.stringify({ invioId, tracciato, enteMittente, accettateIl, testata: comune.testata });
  const ofEach = JSON.stringify({ enteErogatore, nomenclatura }).slice(1);
  const items = righe.map(
    ({ rigaId, recordId, revisione, annullamento, contenuto }) =>
      `{"rigaId":"${rigaId}","recordId":"${recordId}","revisione":${revisione},"annullamento":${annullamento},"contenuto":${contenuto},${ofEach}`,
  );
  return `${head.slice(0, -1)},"righe":[${items.join()}]}`;
}
