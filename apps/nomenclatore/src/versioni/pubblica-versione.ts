import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { fileConErrori } from '../lettura/rilievi.js';
import { type VoceTenuta, itemsDigest, readItems } from '../nomenclature/voci-tenute.js';
import { RegistroPubblicato } from '../pubblicazione/registro-pubblicato.js';
import { type Autore, type Fatto, Storia } from '../storia/storia.js';
import { difettiDi } from './esame-voci.js';
import { inParti } from './parti-versione.js';
import { successioneOf } from './successione.js';
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
    const succede = successioneOf(versioni, validita);
    const voci = await readItems(tx, bozza.id);
    await checkItems(tx, voci, versionePrima(versioni, validita.dal));
    const chiusa = succede === undefined ? null : await updateVersione(tx, succede.versione, { al: succede.al });
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
      ...(chiusa === null ? [] : [fatto('chiusa', succede!.versione, chiusa, vociChiusa)]),
      fatto('pubblicata', bozza, versione, voci),
    );
    return { versione, chiusa };
  }
}

/** The draft was examined when it was made, but against the version that was before it then. */
async function checkItems(tx: Tx, voci: readonly VoceTenuta[], before: VersioneTenuta | undefined): Promise<void> {
  const prima = new Set(before === undefined ? [] : (await readItems(tx, before.id)).map(({ codice }) => codice));
  const righe = voci.map((voce, at) => Object.assign({ posto: { file: ELENCO, riga: at + 1 } }, voce));
  const difetti = difettiDi(righe, prima);
  if (difetti.length > 0)
    throw fileConErrori({ errori: difetti.length, avvisi: 0, rilievi: difetti.map(rilievoSuVoce) });
}
