import type { Territorio } from '#libs/codici';
import type { Riferimenti } from '#libs/riferimenti';
import type { Caller, Ruolo } from '#libs/security';

/** Who asks, as the rules of visibility know it, on a day. Comuni are ISTAT codes; enti and ambiti internal ids. */
export interface Richiedente {
  readonly ente: string;
  /** The operator, or the client where no operator is known. */
  readonly soggetto: string;
  readonly ruoli: readonly Ruolo[];
  /** Itself and the enti that ceased into it: what they gave, it gave. */
  readonly entiPropri: readonly string[];
  /** The comune that the caller is, and those that ceased into it; none for other enti. */
  readonly comuniPropri: readonly string[];
  /** Of the ambiti it belongs to or leads: comuni (its own included), members and those that ceased into them, ids. */
  readonly comuniAmbito: readonly string[];
  readonly entiAmbito: readonly string[];
  readonly ambiti: readonly string[];
  /** Of the ambiti it leads; none for who leads none. */
  readonly comuniGuidati: readonly string[];
  readonly entiGuidati: readonly string[];
  readonly ambitiGuidati: readonly string[];
}

/** The part of the reference copy that decides competence. */
export type RegistroTerritoriale = Pick<Riferimenti, 'ente' | 'ambitiInVigore' | 'continuita' | 'territorio'>;

/** What the registries say of a caller on a legal day: a comune that changes ambito on 1 January is of the new one from that day. */
export function richiedenteOf(
  registro: RegistroTerritoriale,
  { ente, subject, ruoli }: Pick<Caller, 'ente' | 'subject' | 'ruoli'>,
  giorno: string,
): Richiedente {
  const ambiti = registro.ambitiInVigore(giorno);
  const guidati = ruoli.includes('capofila') ? ambiti.filter(({ capofila }) => capofila === ente) : [];
  const suoi = [...new Set([...ambiti.filter(({ enti }) => enti.includes(ente)), ...guidati])];
  const withPast = (enti: readonly string[]): string[] => [
    ...new Set(enti.flatMap((uno) => registro.continuita(uno, giorno))),
  ];
  const comuniOf = (enti: readonly string[]): string[] => [
    ...new Set(enti.flatMap((uno) => codiciIstatOf(registro, uno))),
  ];
  const entiPropri = withPast([ente]);
  const entiAmbito = withPast(suoi.flatMap(({ enti }) => enti));
  const entiGuidati = withPast(guidati.flatMap(({ enti }) => enti));
  return {
    ente,
    soggetto: subject,
    ruoli,
    entiPropri,
    comuniPropri: comuniOf(entiPropri),
    comuniAmbito: comuniOf([...entiPropri, ...entiAmbito]),
    entiAmbito,
    ambiti: suoi.map(({ id }) => id),
    comuniGuidati: comuniOf(entiGuidati),
    entiGuidati,
    ambitiGuidati: guidati.map(({ id }) => id),
  };
}

/** Every ISTAT code that a comune has or had: what a source wrote before a change of province stays as it was written. */
function codiciIstatOf(registro: RegistroTerritoriale, id: string): string[] {
  const ente = registro.ente(id);
  if (ente?.tipo !== 'comune') return [];
  return ente.codici.flatMap(({ sistema, codice }) => {
    if (sistema === 'istat') return [codice];
    return sistema === 'belfiore' ? istatOf(registro.territorio, codice) : [];
  });
}

function istatOf(territorio: Territorio, belfiore: string): string[] {
  return territorio.storiaBelfiore(belfiore).map(({ istat }) => istat);
}
