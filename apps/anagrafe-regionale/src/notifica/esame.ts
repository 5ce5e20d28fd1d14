import {
  GRUPPI_SOTTOSCRIVIBILI,
  type GruppoSottoscrivibile,
  type MotivoFine,
  type Oggetto,
} from '../sottoscrizione/sottoscrizione.js';
import { bitsOf } from '../variazione/gruppi.js';
import { type Campo, mostra } from '../visibilita/profili.js';
import type { Visibile } from '../visibilita/profilo.js';

/** What a subscriber is told. */
export const TIPI_NOTIFICA = [
  'persona.variata',
  'famiglia.variata',
  'unione',
  'separazione',
  'maggiore_eta',
  'decesso',
  'fine_visibilita',
] as const;
export type TipoNotifica = (typeof TIPI_NOTIFICA)[number];

/** What waits to be told to one subscription; `controllo` asks only whether the relation still holds. */
export interface Attesa {
  readonly tipo: 'variazione' | 'unione' | 'separazione' | 'maggiore_eta' | 'controllo';
  /** Whom it is about, as a root: the person of the subscription, or a member of its household. */
  readonly persona: string;
  /** Of `unione` and `separazione`: the other person, as it was noted. */
  readonly altra: string | null;
  /** Who that is now. */
  readonly altraRadice: string | null;
  /** Because of whom it changed, as a root, if another. */
  readonly causa: string | null;
  readonly gruppi: number;
  readonly decorrenza: string | null;
  /** Noted while one of them was protected. */
  readonly riservata: boolean;
}

export interface SottoscrizioneInEsame {
  readonly oggetto: Oggetto;
  /** Its person, as a root. */
  readonly persona: string;
  readonly gruppi: number;
  readonly fino_al: string;
}

/** How things are now, for the ente of the subscription. */
export interface Fatti {
  readonly oggi: string;
  /** The persons that it sees, with what a reading would show it. */
  readonly visti: ReadonlyMap<string, Pick<Visibile, 'profilo'>>;
  readonly protette: ReadonlySet<string>;
  readonly decedute: ReadonlySet<string>;
  /** The name for this ente of the persons that it follows, by the id that the subscription holds. */
  readonly soggetti: ReadonlyMap<string, Buffer>;
}

export interface DaDire {
  readonly tipo: TipoNotifica;
  readonly gruppi: number;
  readonly decorrenza: string | null;
  readonly altroSoggetto: Buffer | null;
}

export interface Esame {
  readonly notifiche: readonly DaDire[];
  readonly fine?: MotivoFine;
}

const NIENTE: Esame = { notifiche: [] };
const DELLA_VITA = bitsOf(['vita']);
/**
 * What a profile must show for its holder to know that it changed. A residence changes also where the comune, which all see, does not: it
 * is the address that tells whether one may know.
 */
const CAMPO_DI: Readonly<Record<GruppoSottoscrivibile, Campo>> = {
  identita: 'cognome',
  identificativi: 'identificativi',
  residenza: 'indirizzo',
  famiglia: 'famiglia',
  stato_civile: 'stato_civile',
  vita: 'vita',
  cittadinanza: 'cittadinanze',
};

/**
 * What a subscription is told of what waits for it. What its ente could not read now is not told. Of a protected person nothing is
 * told, not even that the relation ended, to who would be refused the reading: an end at that moment would tell when it was protected,
 * or that it moved.
 */
export function esamina(sottoscrizione: SottoscrizioneInEsame, attese: readonly Attesa[], fatti: Fatti): Esame {
  const { persona, fino_al } = sottoscrizione;
  if (fino_al < fatti.oggi) return { notifiche: [], fine: 'scadenza' };
  const vista = fatti.visti.get(persona);
  if (vista === undefined && fatti.protette.has(persona)) return NIENTE;
  if (vista === undefined || (sottoscrizione.oggetto === 'famiglia' && !seesHousehold(vista)))
    return { notifiche: [plain('fine_visibilita')], fine: 'fine_visibilita' };
  if (fatti.decedute.has(persona)) return { notifiche: [plain('decesso')], fine: 'decesso' };
  const told = attese.filter((attesa) => mayBeTold(attesa, fatti));
  return { notifiche: [...legamiOf(told, fatti), ...eventiOf(told), ...variataOf(sottoscrizione, told, fatti)] };
}

export function seesHousehold({ profilo }: Pick<Visibile, 'profilo'>): boolean {
  return mostra(profilo, 'famiglia');
}

function gruppiMostrati({ profilo }: Pick<Visibile, 'profilo'>): number {
  return bitsOf(GRUPPI_SOTTOSCRIVIBILI.filter((gruppo) => mostra(profilo, CAMPO_DI[gruppo])));
}

/**
 * What comes from a protected person is not told of its household either: who stays behind would tell that it left. What was noted under
 * a protection that has been lifted since is told to nobody.
 */
function mayBeTold({ persona, causa, altraRadice, riservata }: Attesa, { visti, protette }: Fatti): boolean {
  const hidden = causa !== null && protette.has(causa) && !visti.has(causa);
  const stillProtected = [persona, causa, altraRadice].some((id) => id !== null && protette.has(id));
  return visti.has(persona) && !hidden && (!riservata || stillProtected);
}

/**
 * To who follows both and sees both now; to others a merge is a change of what they see. Of two that were one the second may be under
 * protection, or nobody's to see for this ente: its name there would tell that it exists, and what became of it.
 */
function legamiOf(attese: readonly Attesa[], { soggetti, visti }: Fatti): DaDire[] {
  return attese.flatMap(({ tipo, altra, altraRadice }) => {
    const seen = altra !== null && altraRadice !== null && visti.has(altraRadice);
    const altroSoggetto = seen ? soggetti.get(altra) : undefined;
    if ((tipo !== 'unione' && tipo !== 'separazione') || altroSoggetto === undefined) return [];
    return [{ ...plain(tipo), altroSoggetto }];
  });
}

function eventiOf(attese: readonly Attesa[]): DaDire[] {
  return attese.some(({ tipo }) => tipo === 'maggiore_eta') ? [plain('maggiore_eta')] : [];
}

function variataOf({ oggetto, gruppi }: SottoscrizioneInEsame, attese: readonly Attesa[], { visti }: Fatti): DaDire[] {
  const changed = attese.map((attesa) => ({
    ...attesa,
    gruppi: attesa.gruppi & gruppi & gruppiMostrati(visti.get(attesa.persona)!),
  }));
  const joined = changed.reduce((bits, one) => bits | one.gruppi, 0);
  if (joined === 0) return [];
  // The day of a death is a value.
  const days = changed.flatMap(({ gruppi: own, decorrenza }) =>
    own === 0 || (own & DELLA_VITA) !== 0 || decorrenza === null ? [] : [decorrenza],
  );
  return [{ tipo: `${oggetto}.variata`, gruppi: joined, decorrenza: days.toSorted()[0] ?? null, altroSoggetto: null }];
}

function plain(tipo: TipoNotifica): DaDire {
  return { tipo, gruppi: 0, decorrenza: null, altroSoggetto: null };
}
