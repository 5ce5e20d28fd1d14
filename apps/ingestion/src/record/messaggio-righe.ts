import type { FornituraRighe, TestataRighe } from '#libs/contracts';
import { type CodificaAccolta, type CodificaTradotta, isTradotta } from '../validazione/codifica-accolta.js';

/** What the righe of one message have in common. */
export interface ComuneMessaggio {
  readonly invioId: string;
  readonly tracciato: string;
  readonly enteMittente: string;
  readonly enteErogatore: string;
  /** Of righe that say nothing else. */
  readonly nomenclatura: string;
  readonly accettateIl: Date;
  readonly testata: TestataRighe;
  /** Only of a tracciato whose documents are forniture. */
  readonly fornitura?: FornituraRighe;
}

/** A riga that receivers must hear of. */
export interface RigaDaDire {
  readonly rigaId: string;
  readonly recordId: string;
  readonly revisione: number;
  readonly annullamento: boolean;
  /** JSON text. */
  readonly contenuto: string;
  readonly codifica?: CodificaAccolta;
}

/** Characters of a code as received that the contract takes; no known code has more. */
const RICEVUTO = 80;

/**
 * The body of `righe.<tracciato>.accettate` as JSON, made of pieces that are JSON already: contents are by far the most of it, and
 * were serialised when they were judged.
 */
export function messageText(comune: ComuneMessaggio, righe: readonly RigaDaDire[]): string {
  const { enteErogatore, nomenclatura, invioId, tracciato, enteMittente, accettateIl, testata, fornitura } = comune;
  const head = JSON.stringify({ invioId, tracciato, enteMittente, accettateIl, testata, fornitura });
  const ofEach = JSON.stringify({ enteErogatore, nomenclatura }).slice(1);
  const items = righe.map(({ rigaId, recordId, revisione, annullamento, contenuto, codifica }) => {
    const end = isTradotta(codifica) ? endOf(codifica, { enteErogatore, nomenclatura }) : ofEach;
    return `{"rigaId":"${rigaId}","recordId":"${recordId}","revisione":${revisione},"annullamento":${annullamento},"contenuto":${contenuto},${end}`;
  });
  return `${head.slice(0, -1)},"righe":[${items.join()}]}`;
}

/** Of a riga read by another version than its invio, or whose code was translated. */
function endOf(
  { ricevuto, inps, versioni }: CodificaTradotta,
  { enteErogatore, nomenclatura }: Pick<ComuneMessaggio, 'enteErogatore' | 'nomenclatura'>,
): string {
  const codifica = inps === ricevuto ? {} : { codifica: { ricevuto: ricevuto.slice(0, RICEVUTO), versioni } };
  // The way ends in INPS's nomenclature.
  return JSON.stringify({ enteErogatore, nomenclatura: versioni.at(-1) ?? nomenclatura, ...codifica }).slice(1);
}
