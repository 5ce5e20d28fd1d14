import { OPEN_END, dayBefore } from '#libs/codici';
import type { RigaTerritorio } from '../pacchetto/pacchetto-nazionale.js';
import { NELLA_RICHIESTA } from '../registri/registro.js';
import { type VariazioneDetta, variazioneImpossibile } from './detta.js';

export type RigaComune = RigaTerritorio<'comuni'>;
export type RigaProvincia = RigaTerritorio<'province'>;

/** Comuni with their whole history, and the provinces they are in. */
export interface Luoghi {
  readonly comuni: readonly RigaComune[];
  readonly province: readonly RigaProvincia[];
}

/** What a change does to the records of comuni. */
export interface Registrazioni {
  /** As they were, still without an end. */
  readonly chiuse: readonly RigaComune[];
  readonly aperte: readonly RigaComune[];
  readonly province: readonly RigaProvincia[];
}

/** Digits of the code of the province at the head of that of a comune. */
const PROVINCE_DIGITS = 3;

/**
 * The record of a comune that a change of that day ends or leaves behind.
 * @param campo the field that names it
 * @throws RegistroIncoerente when there is none on that day, or when the comune changes on that day or later already: changes are
 *   declared in their order, so that what was between them is known
 */
export function recordOn(comuni: readonly RigaComune[], codice: string, dal: string, campo: string): RigaComune {
  const named = comuni.filter(({ belfiore, istat }) => belfiore === codice || istat === codice);
  if (named.length === 0) throw variazioneImpossibile(campo, `nessun comune ha il codice "${codice}"`);
  const found = named.find((one) => one.dal <= dal && dal <= one.al);
  if (found === undefined) {
    const last = named.reduce((latest, one) => (one.al > latest.al ? one : latest));
    throw variazioneImpossibile(
      campo,
      last.al < dal ? `il comune ${codice} è cessato il ${last.al}` : `il comune ${codice} non c'è ancora il ${dal}`,
    );
  }
  if (found.dal === dal) throw variazioneImpossibile(campo, `il comune ${codice} varia già il ${dal}`);
  if (found.al !== OPEN_END)
    throw variazioneImpossibile(
      campo,
      `il comune ${codice} varia già dopo il ${found.al}: si dichiara prima ciò che viene prima`,
    );
  return found;
}

/** The places as a change leaves them: nothing of the days before it differs. @throws RegistroIncoerente when a new code is taken */
export function luoghiAfter(
  { comuni, province }: Luoghi,
  fatte: Registrazioni,
  { dal, fonte }: VariazioneDetta,
): Luoghi {
  const chiuse = new Set(fatte.chiuse);
  const left = comuni.map((one) =>
    chiuse.has(one) ? { ...one, al: dayBefore(dal), fonte: `${one.fonte}; ${fonte}`, posto: NELLA_RICHIESTA } : one,
  );
  for (const aperta of fatte.aperte) {
    for (const campo of ['belfiore', 'istat'] as const) {
      const other = left.find((one) => one[campo] !== null && one[campo] === aperta[campo] && one.al >= dal);
      if (other !== undefined) throw variazioneImpossibile(campo, `${aperta[campo]} è già di ${other.denominazione}`);
    }
  }
  return { comuni: [...left, ...fatte.aperte], province: [...province, ...fatte.province] };
}

/** What a change does to the records. @throws RegistroIncoerente */
export function registrazioniOf(luoghi: Luoghi, detta: VariazioneDetta): Registrazioni {
  const { comuni: codici, dal } = detta;
  const named = codici.map((codice) => recordOn(luoghi.comuni, codice, dal, 'comuni'));
  if (new Set(named).size < named.length) throw variazioneImpossibile('comuni', 'lo stesso comune due volte');
  switch (detta.tipo) {
    case 'fusione':
      checkNewCode(named, detta);
      return { chiuse: named, ...begin(luoghi, detta) };
    case 'istituzione':
      return { chiuse: [], ...begin(luoghi, detta) };
    case 'incorporazione': {
      const incorporante = recordOn(luoghi.comuni, detta.incorporante!, dal, 'incorporante');
      if (named.includes(incorporante))
        throw variazioneImpossibile('incorporante', 'un comune non incorpora se stesso');
      if (detta.denominazione === null) return { chiuse: named, aperte: [], province: [] };
      return { chiuse: [...named, incorporante], aperte: [renamed(incorporante, detta)], province: [] };
    }
    case 'cambio_denominazione':
      return { chiuse: named, aperte: [renamed(named[0]!, detta)], province: [] };
    // cambio_provincia, cambio_codice_istat
    default:
      return { chiuse: named, ...recode(luoghi, named[0]!, detta) };
  }
}

function checkNewCode(merged: readonly RigaComune[], { belfiore }: VariazioneDetta): void {
  if (merged.some((one) => one.belfiore === belfiore))
    throw variazioneImpossibile('belfiore', `${belfiore} è di uno dei comuni che si fondono: il nuovo ne ha uno nuovo`);
}

type Nuove = Pick<Registrazioni, 'aperte' | 'province'>;

function begin(luoghi: Luoghi, detta: VariazioneDetta): Nuove {
  const { dal, fonte } = detta;
  const { provincia, fresh } = provinciaOf(luoghi, detta);
  const aperta: RigaComune = {
    belfiore: detta.belfiore,
    istat: detta.istat!,
    denominazione: nameOf(detta.denominazione!),
    altra_denominazione: detta.altraDenominazione === null ? null : nameOf(detta.altraDenominazione),
    sigla_provincia: provincia.sigla,
    provincia_istat: provincia.istat,
    regione_istat: provincia.regione_istat,
    dal,
    al: OPEN_END,
    fonte,
    affidabilita: 'fonte',
    posto: NELLA_RICHIESTA,
  };
  return { aperte: [aperta], province: fresh };
}

function recode(luoghi: Luoghi, before: RigaComune, detta: VariazioneDetta): Nuove {
  const { tipo, dal, fonte } = detta;
  const istat = detta.istat!;
  if (istat === before.istat) throw variazioneImpossibile('istat', 'è il codice che il comune ha già');
  const moves = istat.slice(0, PROVINCE_DIGITS) !== before.provincia_istat;
  if (moves !== (tipo === 'cambio_provincia')) {
    const messaggio = moves
      ? 'è di un’altra provincia: si dichiara cambio_provincia'
      : 'è della stessa provincia: si dichiara cambio_codice_istat';
    throw variazioneImpossibile('istat', messaggio);
  }
  const { provincia, fresh } = provinciaOf(luoghi, detta);
  const aperta: RigaComune = {
    ...before,
    istat,
    sigla_provincia: provincia.sigla,
    provincia_istat: provincia.istat,
    regione_istat: provincia.regione_istat,
    dal,
    al: OPEN_END,
    fonte,
    affidabilita: 'fonte',
    posto: NELLA_RICHIESTA,
  };
  return { aperte: [aperta], province: fresh };
}

function renamed(before: RigaComune, { dal, fonte, denominazione, altraDenominazione }: VariazioneDetta): RigaComune {
  const next = {
    denominazione: nameOf(denominazione!),
    altra_denominazione: altraDenominazione === null ? before.altra_denominazione : nameOf(altraDenominazione),
  };
  if (next.denominazione === before.denominazione && next.altra_denominazione === before.altra_denominazione)
    throw variazioneImpossibile('denominazione', 'è quella che il comune ha già');
  return { ...before, ...next, dal, al: OPEN_END, fonte, affidabilita: 'fonte', posto: NELLA_RICHIESTA };
}

/** The province that the new ISTAT code says, and itself again if the tables did not have it. */
function provinciaOf(
  { province }: Luoghi,
  { istat: codice, provincia: detta, fonte }: VariazioneDetta,
): { provincia: RigaProvincia; fresh: readonly RigaProvincia[] } {
  const istat = codice!.slice(0, PROVINCE_DIGITS);
  const known = province.find((one) => one.istat === istat);
  if (known !== undefined) {
    if (detta !== null)
      throw variazioneImpossibile('provincia', `la provincia ${istat} c'è già: è ${known.denominazione}`);
    return { provincia: known, fresh: [] };
  }
  if (detta === null)
    throw variazioneImpossibile('istat', `la provincia ${istat} non è nelle tabelle: indicare che provincia è`);
  const { denominazione, sigla, regione } = detta;
  const provincia: RigaProvincia = {
    istat,
    denominazione,
    sigla,
    regione_istat: regione,
    fonte,
    affidabilita: 'fonte',
    posto: NELLA_RICHIESTA,
  };
  return { provincia, fresh: [provincia] };
}

/** National tables have names in capitals. */
function nameOf(denominazione: string): string {
  return denominazione.toLocaleUpperCase('it');
}
