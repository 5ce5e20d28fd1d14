import { chiaveAssociazione } from '#libs/riferimenti';
import { SISTEMA } from '../storia/storia.js';
import { isOvvia } from './approvazione-automatica.js';
import { type Associazione, type Atto, type Cambiamento, type Proposta, isApprovata } from './associazione.js';
import type { Liste } from './liste.js';
import { successioneOf } from './periodi.js';
import type { Tavolo } from './tavolo.js';

/** What a step changes, or the approved association whose days it would share. */
export type EsitoPasso =
  | { readonly esito: 'riuscito'; readonly cambiamenti: readonly Cambiamento[] }
  | { readonly esito: 'conflitto'; readonly con: Associazione };

/** What comes with a proposal beyond what it says of the code. */
export interface Provenienza {
  readonly id: string;
  /** Whose local list the code is of. */
  readonly ente: string | null;
  readonly fonte: string;
  readonly affidabilita: string;
}

/**
 * A new proposal. One that is still open for the same day is withdrawn: two would ask the region the same thing twice.
 * @param stesse all associations of the same code and target system
 */
export function propose(
  proposta: Proposta,
  provenienza: Provenienza,
  stesse: readonly Associazione[],
  atto: Atto,
): Cambiamento[] {
  const open = stesse.filter(({ stato, dal }) => stato === 'proposta' && dal === proposta.dal);
  const dopo: Associazione = {
    ...proposta,
    ...provenienza,
    stato: 'proposta',
    automatica: false,
    origine: 'registro',
    propostaDa: atto.chi,
    propostaIl: atto.il,
    decisaDa: null,
    decisaIl: null,
    revisione: 1,
  };
  return [
    ...open.map((one) => withdraw(one, atto, 'sostituita da una proposta successiva')),
    { prima: null, dopo, azione: 'proposta', autore: atto, motivo: proposta.nota },
  ];
}

/** What a proposal is judged with when it comes. */
export interface Ammissione {
  readonly liste: Liste;
  readonly atto: Atto;
  /** Last day on which who proposes may end what is approved, at the earliest. */
  readonly primaChiusura: string;
}

/**
 * Puts a proposal on the table and, when it is obvious and its days are free, approves it. One that would end what is approved on a day
 * that who proposes may not choose waits for the region: by words alone an ente would else undo what the region decided of the past.
 * @returns the association as it is then
 */
export function admit(
  tavolo: Tavolo,
  proposta: Proposta,
  provenienza: Provenienza,
  { liste, atto, primaChiusura }: Ammissione,
): Associazione {
  const chiave = chiaveAssociazione(proposta);
  tavolo.apply(propose(proposta, provenienza, tavolo.ofChiave(chiave), atto));
  const made = tavolo.get(provenienza.id)!;
  if (isOvvia(made, liste)) {
    const esito = approve(made, tavolo.ofChiave(chiave), { ...SISTEMA, il: atto.il }, null);
    if (esito.esito === 'riuscito' && esito.cambiamenti.every((one) => endsFrom(one, primaChiusura)))
      tavolo.apply(esito.cambiamenti);
  }
  return tavolo.get(provenienza.id)!;
}

function endsFrom({ azione, dopo }: Cambiamento, primaChiusura: string): boolean {
  return azione !== 'chiusa' || dopo.al === null || primaChiusura <= dopo.al;
}

/** Who proposed it, or who speaks for the same ente, takes it back. */
export function withdraw(proposta: Associazione, atto: Atto, motivo: string): Cambiamento {
  return {
    prima: proposta,
    dopo: decided(proposta, atto, { stato: 'rifiutata' }),
    azione: 'ritirata',
    autore: atto,
    motivo,
  };
}

export function refuse(proposta: Associazione, atto: Atto, motivo: string | null): Cambiamento {
  return {
    prima: proposta,
    dopo: decided(proposta, atto, { stato: 'rifiutata' }),
    azione: 'rifiutata',
    autore: atto,
    motivo,
  };
}

/**
 * Approves a proposal, and closes the open one it comes after.
 * @param dal first day, when it is not the one proposed
 */
export function approve(
  proposta: Associazione,
  stesse: readonly Associazione[],
  atto: Atto,
  motivo: string | null,
  dal = proposta.dal,
): EsitoPasso {
  const successione = successioneOf({ dal, al: proposta.al }, stesse.filter(isApprovata));
  if (successione.esito === 'conflitto') return successione;
  const automatica = atto.chi === SISTEMA.chi;
  const approvata: Cambiamento = {
    prima: proposta,
    dopo: decided(proposta, atto, { dal, stato: proposta.al === null ? 'approvata' : 'chiusa', automatica }),
    azione: 'approvata',
    autore: atto,
    motivo,
  };
  if (successione.esito === 'libera') return { esito: 'riuscito', cambiamenti: [approvata] };
  const { precedente, al } = successione;
  const words = `dal ${dal} vale un’altra associazione`;
  return { esito: 'riuscito', cambiamenti: [close(precedente, al, atto, words), approvata] };
}

/** Sets the last day of an approved one, or brings it forward. */
export function close(approvata: Associazione, al: string, atto: Atto, motivo: string | null): Cambiamento {
  return {
    prima: approvata,
    dopo: { ...approvata, al, stato: 'chiusa', revisione: approvata.revisione + 1 },
    azione: 'chiusa',
    autore: atto,
    motivo,
  };
}

function decided(proposta: Associazione, atto: Atto, changes: Partial<Associazione>): Associazione {
  return { ...proposta, ...changes, decisaDa: atto.chi, decisaIl: atto.il, revisione: proposta.revisione + 1 };
}
