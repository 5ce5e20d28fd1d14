import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { overlaps } from '#libs/riferimenti';
import { fileConErrori } from '../lettura/rilievi.js';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { partiOf } from '../nomenclature/parti.js';
import { type VoceTenuta, itemsDigest, readItems } from '../nomenclature/voci-tenute.js';
import { RegistroPubblicato, type VoceScritta } from '../pubblicazione/registro-pubblicato.js';
import { type Autore, type Fatto, Storia } from '../storia/storia.js';
import { difettiDi } from './esame-voci.js';
import { dayBefore } from './giorni.js';
import {
  type VersioneTenuta,
  type VersioneVista,
  inStoria,
  lockVersioni,
  updateVersione,
  versionePrima,
  versioneVista,
} from './versioni-tenute.js';
import { ELENCO, rilievoSuVoce } from './voci-inviate.js';

/** A draft to publish, with the days it is to be in force if they are no longer those it was made with. */
export interface DaPubblicare extends VersioneVista {
  readonly dal?: string | undefined;
  readonly al?: string | null | undefined;
}

export interface VersionePubblicata {
  readonly versione: VersioneTenuta;
  /** The version that ends the day before, if one was open. */
  readonly chiusa: VersioneTenuta | null;
}

/** Makes a draft the version in force from its day on, inside a transaction that may do more. Never undone: it may only be withdrawn. */
@Injectable()
export class PubblicaVersione {
  constructor(
    private readonly registro: RegistroPubblicato,
    private readonly storia: Storia,
  ) {}

  /**
   * @throws Problem `nomenclatura_sconosciuta`, `versione_in_altro_stato`, `variazione_contesa`, `validita_in_conflitto`,
   * `file_con_errori` when its items are not fit to be published
   */
  async publish(tx: Tx, daPubblicare: DaPubblicare, autore: Autore): Promise<VersionePubblicata> {
    await this.registro.waitForLoad(tx);
    const versioni = await lockVersioni(tx, daPubblicare.sistema);
    const bozza = versioneVista(versioni, daPubblicare, 'bozza');
    const validita = {
      dal: daPubblicare.dal ?? bozza.dal,
      al: daPubblicare.al === undefined ? bozza.al : daPubblicare.al,
    };
    const open = findOpenBefore(versioni, validita);
    const voci = await readItems(tx, bozza.id);
    await checkItems(tx, voci, versionePrima(versioni, validita.dal));
    const chiusa = open === undefined ? null : await updateVersione(tx, open, { al: dayBefore(validita.dal) });
    const versione = await updateVersione(tx, bozza, { stato: 'pubblicata', ...validita, impronta: itemsDigest(voci) });
    const vociChiusa = chiusa === null ? [] : await readItems(tx, chiusa.id);
    await this.registro.write(tx, [
      ...(chiusa === null ? [] : inParti(chiusa, vociChiusa)),
      ...inParti(versione, voci),
    ]);
    const fatto = (azione: string, prima: VersioneTenuta, dopo: VersioneTenuta, of: readonly VoceTenuta[]): Fatto => {
      const contenuti = { prima: inStoria(prima, of.length), dopo: inStoria(dopo, of.length) };
      return { ...autore, genere: 'versione', cosa: dopo.id, azione, ...contenuti };
    };
    await this.storia.write(
      tx,
      ...(chiusa === null ? [] : [fatto('chiusa', open!, chiusa, vociChiusa)]),
      fatto('pubblicata', bozza, versione, voci),
    );
    return { versione, chiusa };
  }
}

/**
 * The open version that this one takes over from.
 * @throws Problem `validita_in_conflitto` for days that another version has, or that end before they begin
 */
function findOpenBefore(
  versioni: readonly VersioneTenuta[],
  validita: Pick<VersioneTenuta, 'dal' | 'al'>,
): VersioneTenuta | undefined {
  const published = versioni.filter(({ stato }) => stato === 'pubblicata');
  const open = published.find(({ dal, al }) => al === null && dal < validita.dal);
  const other = published.find((one) => one !== open && overlaps(one, validita));
  if (other !== undefined || (validita.al !== null && validita.al < validita.dal))
    throw nomenclatoreProblem('validita_in_conflitto', undefined, { versione: other?.versione ?? null });
  return open;
}

/** The draft was examined when it was made, but against the version that was before it then. */
async function checkItems(tx: Tx, voci: readonly VoceTenuta[], before: VersioneTenuta | undefined): Promise<void> {
  const prima = new Set(before === undefined ? [] : (await readItems(tx, before.id)).map(({ codice }) => codice));
  const righe = voci.map((voce, at) => Object.assign({ posto: { file: ELENCO, riga: at + 1 } }, voce));
  const difetti = difettiDi(righe, prima);
  if (difetti.length > 0)
    throw fileConErrori({ errori: difetti.length, avvisi: 0, rilievi: difetti.map(rilievoSuVoce) });
}

/** What the other services are told of a version. */
export function inParti(versione: VersioneTenuta, voci: readonly VoceTenuta[]): VoceScritta[] {
  const { stato, dal, al, sistema, ente, fonte } = versione;
  return partiOf({ sistema, versione: versione.versione, stato, dal, al, ente, voci }).map(
    ({ genere, id, contenuto }) => {
      return { genere, id, contenuto, provenienza: fonte };
    },
  );
}
