import type { RigaAccettata } from '#libs/contracts';
import type { Beneficiario } from '../persona/beneficiario.js';
import type { Scheda } from '../persona/dati-persona.js';
import type { Riferimento } from '../persona/riferimento.js';

/** An accepted riga and what it says of its person. */
export interface RigaLetta {
  readonly riga: RigaAccettata;
  /** Of a cancellation: the person of the cancelling riga, never kept; undefined when it names nobody, but the record alone. */
  readonly scheda: Scheda | undefined;
}

/** The scheda that a riga makes of its record. */
export function schedaOf(
  riga: RigaAccettata,
  accettateIl: string,
  { identificativo, dati }: Beneficiario,
  riferimento: Pick<Riferimento, 'indiciOf'>,
): Scheda {
  const { recordId, revisione, enteErogatore, rigaId } = riga;
  return {
    recordId,
    revisione,
    enteErogatore,
    rigaId,
    // In one form, because instants are compared as text.
    accettataIl: new Date(accettateIl).toISOString(),
    ...riferimento.indiciOf(identificativo),
    dati,
  };
}
