import { type LegalDay, dayBefore } from '#libs/codici';
import type { EventoAnagrafe, PersonaAnagrafe, ResidenzaAnagrafe } from '#libs/tracciati';
import type { FamigliaDetta } from '../famiglia/famiglia-detta.js';
import type { DettoDiComune, Periodo } from '../residenza/detto-residenza.js';

/** Since when, where the registry does not say: before anybody who is in it. */
const DA_SEMPRE = '1900-01-01';

/** Events by which a comune lets a person go. A death is none: the dead are still of the comune in which they lived. */
const USCITE: readonly EventoAnagrafe['tipo'][] = ['emigrazione', 'aire', 'irreperibilita', 'cancellazione'];
/** Events by which it has the person again. */
const RITORNI: readonly EventoAnagrafe['tipo'][] = ['nascita', 'immigrazione', 'ripristino'];
/** Of a cancellation that takes note of a death (ANPR's table 15). */
const MORTE: readonly (string | undefined)[] = ['1', '2'];

/** What a comune says of where one of its persons lives: the part in which it has a say. */
export type ResidenzaDichiarata = Pick<DettoDiComune, 'periodi' | 'destinazione' | 'domicili'>;

/** @param comune ISTAT code of the comune that speaks: residences elsewhere are hearsay, and left out */
export function residenzaDichiarata(persona: PersonaAnagrafe, comune: string): ResidenzaDichiarata {
  const { residenze = [], eventi = [], dataNascita } = persona;
  const uscita = uscitaOf(eventi);
  const qui = residenze.filter(
    (una) => (una.genere === 'residenza' || una.genere === 'senza_fissa_dimora') && una.comune === comune,
  );
  const begun = (una: ResidenzaAnagrafe): string => una.dal ?? entrataOf(eventi) ?? dataNascita ?? DA_SEMPRE;
  const periodi = qui.flatMap((una) => periodoOf(una, begun(una), una.al ?? lastDay(uscita, begun(una))));
  const domicili = residenze.flatMap((una) => {
    if (una.genere !== 'domicilio' || una.comune === undefined) return [];
    const altrove = una.comune;
    return periodoOf(una, una.dal ?? DA_SEMPRE, una.al).map((periodo) => ({ ...periodo, comune: altrove }));
  });
  return { periodi, destinazione: uscita?.tipo === 'emigrazione' ? uscita.comune : undefined, domicili };
}

/** Whether the comune says that the person is its resident until further notice. */
export function isResidente({ periodi }: Pick<ResidenzaDichiarata, 'periodi'>): boolean {
  return periodi.some(({ al }) => al === undefined);
}

/** The famiglie of a person, on the days on which it was in them and not gone from the comune. */
export function famiglieDichiarate(persona: PersonaAnagrafe, comune: string): FamigliaDetta[] {
  const { famiglie = [], eventi = [], dataNascita, dataDecesso } = persona;
  const uscita = uscitaOf(eventi);
  const morte = dataDecesso ?? eventi.find(({ tipo }) => tipo === 'decesso')?.data;
  return famiglie.flatMap(({ numero, tipo, relazione, ...days }) => {
    const dal = days.dal ?? entrataOf(eventi) ?? dataNascita ?? DA_SEMPRE;
    const al = days.al ?? lastDay(uscita, dal) ?? morte;
    return al !== undefined && al < dal ? [] : [{ comune, numero, tipo, relazione, dal, al }];
  });
}

function periodoOf(una: ResidenzaAnagrafe, dal: string, al: string | undefined): Periodo[] {
  if (al !== undefined && al < dal) return [];
  return [{ dal: dal as LegalDay, al: al as LegalDay | undefined, indirizzo: indirizzoOf(una) }];
}

/** In one line; undefined where nothing was said. */
function indirizzoOf({ indirizzo, civico, cap }: ResidenzaAnagrafe): string | undefined {
  const line = [[indirizzo, civico].filter((part) => part !== undefined).join(' '), cap].filter(
    (part) => part !== undefined && part !== '',
  );
  return line.length === 0 ? undefined : line.join(', ');
}

/** The last event by which the person went, unless it came back. */
function uscitaOf(eventi: readonly EventoAnagrafe[]): EventoAnagrafe | undefined {
  const last = eventi
    .filter((evento) => RITORNI.includes(evento.tipo) || isUscita(evento))
    .toSorted((one, other) => (one.data < other.data ? -1 : 1))
    .at(-1);
  return last !== undefined && isUscita(last) ? last : undefined;
}

function isUscita({ tipo, motivo }: EventoAnagrafe): boolean {
  return USCITE.includes(tipo) && !MORTE.includes(motivo);
}

function entrataOf(eventi: readonly EventoAnagrafe[]): string | undefined {
  return eventi
    .filter(({ tipo }) => RITORNI.includes(tipo))
    .map(({ data }) => data)
    .toSorted()
    .at(-1);
}

/** The day of the event is the first on which the person is not there any more. */
function lastDay(uscita: EventoAnagrafe | undefined, dal: string): string | undefined {
  if (uscita === undefined || uscita.data <= dal) return undefined;
  return dayBefore(uscita.data);
}
