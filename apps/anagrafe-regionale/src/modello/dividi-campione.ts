import type { Popolazione, Soggetto } from '#libs/abbinamento';
import type { Scheda } from '../persona/dati-persona.js';
import type { Persona } from '../persona/schede-note.js';
import { soggettoDi } from '../persona/soggetto-di.js';
import type { Campione } from './leggi-campione.js';

/** Of those of whom several enti speak, how many are learnt from; the others are to try what was learnt. */
const DA_IMPARARE = 0.7;
/** A value that fewer of those taken by chance have is not kept in a model. */
const MINIMO = 10;

/** One record that is looked for again, and all that may be taken for it. */
export interface Prova {
  readonly cercato: Soggetto;
  readonly candidati: readonly (Soggetto & { readonly persona: string })[];
  /** Undefined: the person is not among them, and whoever is found is somebody else. */
  readonly persona: string | undefined;
}

export interface Diviso {
  readonly uno: readonly Soggetto[];
  readonly altro: readonly Soggetto[];
  readonly popolazione: Popolazione;
  readonly prove: readonly Prova[];
}

/**
 * A sample as it is learnt from and tried. Of what one ente says of one person only the last counts: a system that sends the same
 * words ten times makes no slips, and would teach that nobody does. In trials codes are hidden: they alone say who is right.
 */
export function dividiCampione({ diPiuEnti, vicine, aCaso, quante }: Campione): Diviso {
  const detti = diPiuEnti.map(({ id, schede }) => ({ id, schede: onePerEnte(schede) }));
  const cut = Math.floor(detti.length * DA_IMPARARE);
  const [imparate, provate] = [detti.slice(0, cut), detti.slice(cut)];
  return {
    uno: imparate.map(({ schede: [last] }) => soggettoDi(last!.dati)),
    altro: [
      ...imparate.flatMap(({ schede }) => schede.slice(1)),
      ...vicine.flatMap(({ schede }) => onePerEnte(schede)),
    ].map(({ dati }) => soggettoDi(dati)),
    popolazione: { aCaso: aCaso.map(({ dati }) => soggettoDi(dati)), quanti: quante, minimo: MINIMO },
    prove: proveOf(provate, [...detti, ...vicine]),
  };
}

/** Every other one is looked for where it is not: among those only that are like it. */
function proveOf(
  provate: readonly Pick<Persona, 'id' | 'schede'>[],
  tutte: readonly Pick<Persona, 'id' | 'schede'>[],
): Prova[] {
  const chi = byChiave(tutte);
  return provate.flatMap(({ id, schede: [cercata, ...altre] }, at) => {
    // Without a code of its own on both sides nobody can say who is right.
    const propria = altre.find((scheda) => sameCodice(scheda, cercata!));
    if (propria === undefined) return [];
    const vicini = near(chi, cercata!).filter((one) => one.id !== id && haAltroCodice(one.scheda, cercata!));
    const assente = at % 2 === 1;
    const candidati = [...(assente ? [] : [{ id, scheda: propria }]), ...vicini];
    return [
      {
        cercato: withoutCodice(cercata!),
        candidati: candidati.map((one) => ({ ...withoutCodice(one.scheda), persona: one.id })),
        persona: assente ? undefined : id,
      },
    ];
  });
}

interface Detta {
  readonly id: string;
  readonly scheda: Scheda;
}

function byChiave(persone: readonly Pick<Persona, 'id' | 'schede'>[]): ReadonlyMap<bigint, Detta[]> {
  const found = new Map<bigint, Detta[]>();
  for (const { id, schede } of persone) {
    const scheda = schede[0]!;
    for (const chiave of Object.values(scheda.chiavi) as bigint[]) {
      const known = found.get(chiave);
      if (known === undefined) found.set(chiave, [{ id, scheda }]);
      else known.push({ id, scheda });
    }
  }
  return found;
}

function near(chi: ReadonlyMap<bigint, readonly Detta[]>, { chiavi }: Scheda): Detta[] {
  const all = (Object.values(chiavi) as bigint[]).flatMap((chiave) => chi.get(chiave) ?? []);
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

function onePerEnte(schede: readonly Scheda[]): Scheda[] {
  const last = new Map<string, Scheda>();
  for (const scheda of schede) {
    const known = last.get(scheda.enteErogatore);
    if (known === undefined || known.accettataIl < scheda.accettataIl) last.set(scheda.enteErogatore, scheda);
  }
  return [...last.values()].toSorted((one, other) => (one.accettataIl < other.accettataIl ? 1 : -1));
}

function codiceOf({ dati }: Scheda): string | undefined {
  return soggettoDi(dati).codice;
}

function sameCodice(one: Scheda, other: Scheda): boolean {
  return codiceOf(one) !== undefined && codiceOf(one) === codiceOf(other);
}

function haAltroCodice(one: Scheda, other: Scheda): boolean {
  return codiceOf(one) !== undefined && codiceOf(one) !== codiceOf(other);
}

function withoutCodice({ dati }: Scheda): Soggetto {
  const { codice: _hidden, ...rest } = soggettoDi(dati);
  return rest;
}
