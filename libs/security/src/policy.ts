import type { Ruolo } from './caller.js';

/**
 * Who may do what (design §7). One row per action; a route names its actions with `@Permits`. *Whose* records an action reaches
 * is decided by the app that owns them: this table only opens or shuts the door.
 */
export const POLICY = {
  /** Deposit, verify or cancel an invio, for itself or for whom a delega names. */
  deposita: ['titolare', 'capofila', 'gestore'],
  /** Read invii, righe and rilievi with values. */
  consulta_invii: ['titolare', 'capofila', 'gestore'],
  /** Read outcomes as counts by rule code, without values. */
  consulta_esiti: ['titolare', 'capofila', 'gestore', 'software_house'],
  /** Read persons of the shared registry. */
  consulta_persone: ['titolare', 'capofila', 'sanitaria'],
  /** Have other registries asked about a person. */
  aggiorna_persone: ['titolare', 'capofila'],
  /** Ask, yes or no, whether a person whose whole identity is known is in charge elsewhere. */
  verifica_presa_in_carico: ['titolare', 'capofila', 'sanitaria'],
  /** Open and close the cases of its own ente. */
  gestisce_prese_in_carico: ['titolare', 'capofila'],
  /** Put a person under protection, and end it. */
  protegge: ['titolare', 'capofila'],
  /** Break the glass: one person, for a day, with a reason and notice to others. */
  accede_con_urgenza: ['titolare', 'capofila'],
  /** Take out everything that is held of a person, for that person (GDPR art. 15). */
  estrae_interessato: ['titolare', 'dpo'],
  /** Be told that something of a person changed. */
  sottoscrive: ['titolare', 'capofila', 'sanitaria'],
  /** Read who looked at whom. */
  consulta_accessi: ['titolare', 'capofila', 'dpo'],
  /** Let a delivery of a municipal registry in, or refuse it, when it looks wrong. */
  conferma_forniture: ['titolare', 'steward'],
  /** Read aggregates after disclosure control. */
  consulta_aggregati: ['titolare', 'capofila', 'gestore', 'regione'],
  /** Publish code systems, enti, ambiti, deleghe. */
  gestisce_riferimenti: ['regione'],
  /** Read, for the ente itself, its acts, clients, contacts and what became of them. */
  consulta_registri: ['titolare', 'capofila', 'gestore'],
  /** Upload a list of local codes and propose associations. */
  propone_associazioni: ['titolare', 'capofila'],
  /** Choose, for the ente itself, whether its flussi go to INPS through Snodo. */
  sceglie_modalita_inps: ['titolare', 'capofila'],
  /** Take flussi and hand back esiti. */
  preleva_flussi: ['inps'],
  /** Judge possible duplicates. */
  riesamina_duplicati: ['steward'],
  /** See and replay parked messages (never their bodies), jobs, health detail. */
  amministra: ['tecnico'],
} as const satisfies Record<string, readonly Ruolo[]>;

export type Azione = keyof typeof POLICY;

/** True if one of the roles may do one of the actions. */
export function isPermitted(ruoli: readonly Ruolo[], azioni: readonly Azione[]): boolean {
  return azioni.some((azione) => (POLICY[azione] as readonly Ruolo[]).some((ruolo) => ruoli.includes(ruolo)));
}
