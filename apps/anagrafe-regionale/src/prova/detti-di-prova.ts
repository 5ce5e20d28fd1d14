import type { SchedaDaCollegare } from '../collegamento/scheda-da-collegare.js';
import { beneficiarioOf } from '../persona/beneficiario.js';
import type { CodiceDetto } from '../persona/codice-detto.js';
import { ENTI } from './riferimenti-di-prova.js';
import { type Tizio, recordIdOf, rigaDi } from './righe-di-prova.js';

type Altro = Partial<Omit<SchedaDaCollegare, 'recordId' | 'dati'>> & {
  readonly codici?: readonly CodiceDetto[];
  readonly dati?: Partial<NonNullable<SchedaDaCollegare['dati']>>;
};

/** What a registry office says of a person, who has the codes that are told, else that of the rules. `record` is any name. */
export function dettoDi(chi: Tizio, record: string, { codici, dati: altri, ...altro }: Altro = {}): SchedaDaCollegare {
  const read = beneficiarioOf(rigaDi(chi, { record }).contenuto)!;
  return {
    recordId: recordIdOf(record),
    revisione: 1,
    annullamento: false,
    fonte: 'anagrafe_comunale',
    comuneFonte: ENTI.recanati.istat,
    ente: ENTI.recanati.id,
    tracciato: 'ANAGRAFE@1.0',
    accettataIl: '2026-03-01T08:00:00.000Z',
    dati: { ...read, ...(codici === undefined ? {} : { codici }), ...altri },
    ...altro,
  };
}
