import type { Territorio } from '#libs/codici';
import type { Riferimenti } from '#libs/riferimenti';
import type { Caller, Ruolo } from '#libs/security';

/** Whose persons a steward looks after: those who live in these comuni (ISTAT codes), or of whom these enti (ids) tell. */
export interface Affidati {
  /** Everybody's. */
  readonly ovunque: boolean;
  readonly enti: readonly string[];
  readonly comuni: readonly string[];
}

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
  /** Of a steward alone. */
  readonly affidati?: Affidati | undefined;
}

/** The part of the reference copy that decides competence. */
export type RegistroTerritoriale = Pick<
  Riferimenti,
  'ente' | 'ambitiInVigore' | 'continuita' | 'territorio' | 'nominantiOf'
>;

/**
 * What the registries say of a caller on a legal day: a comune that changes ambito on 1 January is of the new one from that day.
 * @param riesameRegionale whether an act lets the steward of the region look after everybody's persons
 */
export function richiedenteOf(
  registro: RegistroTerritoriale,
  { ente, subject, ruoli }: Pick<Caller, 'ente' | 'subject' | 'ruoli'>,
  giorno: string,
  riesameRegionale = false,
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
    affidati: ruoli.includes('steward') ? affidatiA(registro, ente, giorno, riesameRegionale) : undefined,
  };
}

/** An ente looks after its own persons by itself; the region, which sees nobody, only by an act. */
function affidatiA(registro: RegistroTerritoriale, ente: string, giorno: string, riesameRegionale: boolean): Affidati {
  const isRegione = (id: string): boolean => registro.ente(id)?.tipo === 'regione';
  const nominanti = registro.nominantiOf(ente, giorno);
  const ovunque = nominanti.some(isRegione) || (isRegione(ente) && riesameRegionale);
  const enti = [...(isRegione(ente) ? [] : [ente]), ...nominanti].flatMap((uno) => registro.continuita(uno, giorno));
  return {
    ovunque,
    enti: [...new Set(enti)],
    comuni: [...new Set(enti.flatMap((uno) => codiciIstatOf(registro, uno)))],
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
