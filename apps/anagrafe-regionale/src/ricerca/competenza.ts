import type { Territorio } from '#libs/codici';
import type { Riferimenti } from '#libs/riferimenti';
import type { Caller } from '#libs/security';

/** Where a caller is competent on a day. Comuni are ISTAT codes, enti internal ids. */
export interface Competenza {
  readonly ente: string;
  /** Itself and the enti that ceased into it: what they gave, it gave. */
  readonly entiPropri: readonly string[];
  /** The comune that the caller is, and those that ceased into it; none for other enti. */
  readonly comuniPropri: readonly string[];
  /** Of the ambiti it belongs to or leads, its own included. */
  readonly comuniAmbito: readonly string[];
  /** The members of the ambiti it leads, and those that ceased into them; none for who leads none. */
  readonly entiGuidati: readonly string[];
}

/** The part of the reference copy that decides competence. */
export type RegistroTerritoriale = Pick<Riferimenti, 'ente' | 'ambitiInVigore' | 'continuita' | 'territorio'>;

/** What the registries say of a caller on a legal day: a comune that changes ambito on 1 January is of the new one from that day. */
export function competenzaOf(
  registro: RegistroTerritoriale,
  { ente, ruoli }: Pick<Caller, 'ente' | 'ruoli'>,
  giorno: string,
): Competenza {
  const ambiti = registro.ambitiInVigore(giorno);
  const guidati = ruoli.includes('capofila') ? ambiti.filter(({ capofila }) => capofila === ente) : [];
  const vicini = [...ambiti.filter(({ enti }) => enti.includes(ente)), ...guidati].flatMap(({ enti }) => enti);
  const withPast = (enti: readonly string[]): string[] => [
    ...new Set(enti.flatMap((uno) => registro.continuita(uno, giorno))),
  ];
  const entiPropri = withPast([ente]);
  const comuniPropri = [...new Set(entiPropri.flatMap((uno) => comuniOf(registro, uno)))];
  return {
    ente,
    entiPropri,
    comuniPropri,
    comuniAmbito: [...new Set([...comuniPropri, ...withPast(vicini).flatMap((vicino) => comuniOf(registro, vicino))])],
    entiGuidati: withPast(guidati.flatMap(({ enti }) => enti)),
  };
}

/** Every ISTAT code that a comune has or had: what a source wrote before a change of province stays as it was written. */
function comuniOf(registro: RegistroTerritoriale, id: string): string[] {
  const ente = registro.ente(id);
  if (ente?.tipo !== 'comune') return [];
  const codes = ente.codici.flatMap(({ sistema, codice }) => {
    if (sistema === 'istat') return [codice];
    return sistema === 'belfiore' ? istatOf(registro.territorio, codice) : [];
  });
  return [...new Set(codes)];
}

function istatOf(territorio: Territorio, belfiore: string): string[] {
  return territorio.storiaBelfiore(belfiore).map(({ istat }) => istat);
}
