import type { CodiceDetto } from '../persona/codice-detto.js';
import type { Scheda } from '../persona/dati-persona.js';
import type { Vita } from '../persona/vita.js';
import type { Bisogno } from './annota-domande.js';
import type { NomeFonte } from './fonte-persone.js';

/** A person after its schede changed, and the codes that it had before; undefined of one that is new. */
export interface PersonaVariata {
  readonly id: string;
  readonly schede: readonly Pick<Scheda, 'fonte' | 'dati'>[];
  readonly codiciPrima: readonly CodiceDetto[] | undefined;
  readonly vitaPrima: Vita | undefined;
}

/**
 * What there is to ask about persons whose schede changed. What a source said itself is no reason to ask it: its answers come through here
 * too, and each would ask for the next.
 */
export function bisogniDi(persone: readonly PersonaVariata[], fonti: readonly NomeFonte[]): Bisogno[] {
  return persone.flatMap(({ id: personaId, schede, codiciPrima, vitaPrima }) => {
    if (!schede.some(({ dati }) => dati.codici.some(isChiedibile))) return [];
    const known = new Set((codiciPrima ?? []).map(({ codice }) => codice));
    const nuovi = fonti.flatMap((fonte): Bisogno[] => {
      const others = schede
        .filter((scheda) => scheda.fonte !== fonte)
        .flatMap(({ dati }) => dati.codici.filter(isChiedibile));
      const isNew = others.some(({ codice }) => !known.has(codice));
      return isNew ? [{ personaId, fonte, motivo: codiciPrima === undefined ? 'persona_nuova' : 'codice_nuovo' }] : [];
    });
    // Once, when it is reported, and of who can settle it: another that cannot would report it again, for ever.
    const segnalato = vitaPrima !== 'decesso_segnalato' && schede.some(({ dati }) => dati.vita === 'deceduta');
    return segnalato ? [...nuovi, { personaId, fonte: 'anpr', motivo: 'decesso_segnalato' }] : nuovi;
  });
}

/** By which another registry may be asked. */
function isChiedibile({ sistema, stato }: CodiceDetto): boolean {
  return sistema === 'codice_fiscale' && stato !== 'cessato';
}

/** The code to ask by: the one that the person goes by, if another registry knows persons by such codes. */
export function codiceDaChiedere(codici: readonly CodiceDetto[]): string | undefined {
  return codici.find(isChiedibile)?.codice;
}
