import { Injectable } from '@nestjs/common';
import type { Problem } from '#libs/contracts';
import { Clock, legalDayOf } from '#libs/persistence';
import { type Autorizzazione, type Ente, Riferimenti } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { type Tracciato, type VersioneScelta, nomeTracciato, scegliVersione } from '#libs/tracciati';
import { IngestionSettings } from '../ingestion.config.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { CatalogoTracciati } from '../tracciati/catalogo-tracciati.js';

/** Flows that the hub is for and cannot take yet: a sender must read "not yet", not "what is that?". */
const ANNUNCIATI = ['IASS', 'PERCORSO', 'UDO', 'RENDICONTAZIONE', 'FONDI'];

export interface Autorizzato {
  readonly ente: Ente;
  readonly tracciato: Tracciato;
  /** `codice@versione`. */
  readonly nomeTracciato: string;
  /** The act under which the caller deposits; undefined when it deposits for itself. */
  readonly delega: string | undefined;
}

/** Decides whether a caller may deposit a tracciato for an ente today. Reads memory only. */
@Injectable()
export class AutorizzaDeposito {
  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly settings: IngestionSettings,
    private readonly clock: Clock,
    private readonly catalogo: CatalogoTracciati,
  ) {}

  /**
   * An unknown ente and an ente of others are one answer: a caller does not learn who takes part.
   * @param codice any code of the ente, or its id; the caller's own ente when missing
   * @throws Problem parametro_non_valido, tracciato_sconosciuto, tracciato_non_attivo, tracciato_non_in_vigore, ente_non_consentito,
   *   riferimenti_non_pronti, nessuna_adesione, adesione_non_in_vigore: only to who could deposit if the ente had joined
   */
  authorise(caller: Caller, codiceTracciato: string | undefined, codice: string | undefined): Autorizzato {
    if (!this.riferimenti.ready) throw ingestionProblem('riferimenti_non_pronti');
    const tracciato = this.tracciato(codiceTracciato);
    const oggi = legalDayOf(this.clock.now());
    const ente = this.riferimenti.erogatoreByCodice(codice ?? caller.ente, oggi);
    if (ente === undefined) throw ingestionProblem('ente_non_consentito');
    const autorizzazione = this.riferimenti.depositoConsentito(caller.ente, ente.id, tracciato.codice, oggi);
    if (!autorizzazione.consentito) throw refusalOf(autorizzazione);
    return { ente, tracciato, nomeTracciato: nomeTracciato(tracciato), delega: autorizzazione.atto?.delega };
  }

  /**
   * The version to deposit under: the one named, or the newest in force today.
   * @throws Problem parametro_non_valido, tracciato_sconosciuto, tracciato_non_attivo, tracciato_non_in_vigore
   */
  tracciato(nome: string | undefined): Tracciato {
    const scelta = this.#scegli(nome);
    if (scelta.esito === 'non_in_vigore') throw notInForce(scelta);
    return scelta.tracciato;
  }

  /**
   * The version to try a document under: also one that is published and not in force yet, which is what its notice is for.
   * @throws Problem parametro_non_valido, tracciato_sconosciuto, tracciato_non_attivo
   */
  tracciatoPubblicato(nome: string | undefined): Tracciato {
    return this.#scegli(nome).tracciato;
  }

  #scegli(nome: string | undefined): Exclude<VersioneScelta, { esito: 'sconosciuta' }> {
    if (nome === undefined || nome === '') {
      throw ingestionProblem(
        'parametro_non_valido',
        'Manca il parametro tracciato, ad esempio ?tracciato=PS_PSA_SINA; in un modulo multipart i campi vanno scritti prima del documento.',
      );
    }
    const scelta = scegliVersione(nome, legalDayOf(this.clock.now()), this.catalogo.tracciati);
    if (scelta.esito === 'sconosciuta') {
      throw ingestionProblem(
        ANNUNCIATI.includes(nome.split('@')[0]!) ? 'tracciato_non_attivo' : 'tracciato_sconosciuto',
      );
    }
    if (!this.settings.tracciatiAttivi.includes(scelta.tracciato.codice))
      throw ingestionProblem('tracciato_non_attivo');
    return scelta;
  }
}

function notInForce({ tracciato, inVigore }: VersioneScelta & { esito: 'non_in_vigore' }): Problem {
  const { dal, al } = tracciato.validita;
  const days = al === null ? `dal ${dal}` : `dal ${dal} al ${al}`;
  const nomi = inVigore.map(nomeTracciato);
  const instead =
    nomi.length === 0 ? 'Oggi nessuna versione è in vigore.' : `Oggi si deposita con ${nomi.join(' o ')}.`;
  return ingestionProblem(
    'tracciato_non_in_vigore',
    `La versione ${tracciato.versione} di ${tracciato.codice} vale ${days}. ${instead}`,
    { dal, al, in_vigore: nomi },
  );
}

function refusalOf({ mancaSoloAdesione, motivo, atto }: Autorizzazione & { consentito: false }): Problem {
  if (mancaSoloAdesione !== true) return ingestionProblem('ente_non_consentito');
  if (motivo !== 'adesione_non_in_vigore' || atto === undefined) return ingestionProblem('nessuna_adesione');
  const fine = atto.al === null ? '' : ` al ${atto.al}`;
  return ingestionProblem(
    'adesione_non_in_vigore',
    `L’adesione dell’ente (${atto.tipo} ${atto.numero}) vale dal ${atto.dal}${fine}: oggi non è in vigore. ` +
      'Per riprendere, l’ente aderisce con un nuovo atto, registrato presso la Regione.',
  );
}
