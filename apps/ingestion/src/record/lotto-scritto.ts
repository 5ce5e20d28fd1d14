import type { IdMittenteScritto } from '../riga/id-mittente.js';
import { rigaId } from '../riga/riga-id.js';
import type { RigaDaScrivere } from '../riga/scrivi-righe.js';
import type { RilieviDiEnte } from '../rilievo/scrivi-rilievi.js';
import { type Lotto, intestazioneOf } from '../validazione/lotto.js';

/** The rilievi of the reading, each for the ente of its riga. */
export function rilieviDiLotto(lotto: Lotto): RilieviDiEnte[] {
  const { accolte, respinte, rilievi, intestazioni } = lotto;
  const [first] = intestazioni;
  if (intestazioni.length === 1) return rilievi.map((one) => ({ ...one, enteErogatore: first!.enteErogatore }));
  const perNumero = new Map(
    [...accolte, ...respinte].map((riga) => [riga.numero, intestazioneOf(lotto, riga).enteErogatore]),
  );
  return rilievi.map((one) => ({ ...one, enteErogatore: perNumero.get(one.numero)! }));
}

/** Of its refused righe their place and their key, and nothing else. @param seal encrypts the key of a riga */
export function respinteDiLotto(
  invioId: string,
  lotto: Lotto,
  seal: (rigaId: string, idMittente: string | undefined) => IdMittenteScritto | null,
): RigaDaScrivere[] {
  return lotto.respinte.map((riga) => {
    const { linea, colonna, annullamento, foglio = null } = riga;
    const id = rigaId(invioId, riga.numero);
    return {
      ...NIENTE,
      id,
      enteErogatore: intestazioneOf(lotto, riga).enteErogatore,
      linea,
      colonna,
      annullamento,
      foglio,
      idMittente: seal(id, riga.idMittente),
    };
  });
}

const NIENTE = {
  stato: 'respinta',
  recordId: null,
  revisione: null,
  sostituitaDa: null,
  rigaOrigine: null,
  inAttesaDal: null,
  codifica: null,
  completareEntro: null,
} as const;
