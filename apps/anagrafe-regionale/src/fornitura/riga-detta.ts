import type { SchedaDaCollegare } from '../collegamento/scheda-da-collegare.js';
import type { FamigliaDetta } from '../famiglia/famiglia-detta.js';
import type { DettoDiComune } from '../residenza/detto-residenza.js';
import { datiOf } from './dati-anagrafe.js';
import { famiglieDichiarate, isResidente, residenzaDichiarata } from './residenza-dichiarata.js';
import type { RigaAttesa } from './righe-attese.js';

/** Everything that a riga of a registry office says, for each of those who keep it. */
export interface RigaDetta {
  readonly scheda: SchedaDaCollegare;
  readonly residenza: DettoDiComune;
  readonly famiglie: readonly FamigliaDetta[];
}

/** Who speaks in a fornitura. */
export interface Dichiarante {
  /** Internal id. */
  readonly ente: string;
  /** ISTAT code. */
  readonly comune: string;
  /** `codice@versione`. */
  readonly tracciato: string;
}

/** A cancellation says nothing of its person, not even where it lives. */
export function rigaDettaOf(attesa: RigaAttesa, { ente, comune, tracciato }: Dichiarante): RigaDetta {
  const { recordId, revisione, rigaId, annullamento, accettataIl, persona } = attesa;
  const detta = annullamento ? { periodi: [] } : residenzaDichiarata(persona, comune);
  const qui = isResidente(detta) ? comune : undefined;
  return {
    scheda: {
      recordId,
      revisione,
      annullamento,
      rigaId,
      ente,
      tracciato,
      accettataIl,
      fonte: 'anagrafe_comunale',
      comuneFonte: comune,
      dati: annullamento ? undefined : datiOf(persona, ente, qui),
    },
    residenza: { fonte: 'anagrafe_comunale', recordId, revisione, accettataIl, comune, ...detta },
    famiglie: annullamento ? [] : famiglieDichiarate(persona, comune),
  };
}

/** Of each record its last revision. */
export function lastOf(dette: readonly RigaDetta[]): RigaDetta[] {
  const last = new Map<string, RigaDetta>();
  for (const detta of dette) {
    const known = last.get(detta.scheda.recordId);
    if (known === undefined || known.scheda.revisione < detta.scheda.revisione) last.set(detta.scheda.recordId, detta);
  }
  return [...last.values()];
}
