import { Injectable } from '@nestjs/common';
import { type Tx, uuidv7 } from '#libs/persistence';
import type { Atto } from '../associazioni/associazione.js';
import { readListe } from '../associazioni/leggi-liste.js';
import { DICHIARATA } from '../associazioni/proponi-associazioni.js';
import { RegistroAssociazioni } from '../associazioni/registro-associazioni.js';
import { readItems } from '../nomenclature/voci-tenute.js';
import { type VersioneTenuta, lockVersioni } from '../versioni/versioni-tenute.js';
import type { ListaNota } from './esame-lista.js';
import { readEquivalenze, readRifiutate, sistemaOf } from './leggi-contesto-lista.js';
import type { CodiceLista } from './lista-letta.js';

/** Who uploads a list, for whom and how. */
export interface Caricamento {
  readonly ente: string;
  readonly codici: readonly CodiceLista[];
  readonly dal: string | undefined;
  readonly oggi: string;
  /** Last day on which who uploads may end what is approved, at the earliest. */
  readonly primaChiusura: string;
  readonly atto: Atto;
}

/** What is known of a list, locked until the transaction ends: of two uploads the second sees what the first did. */
export interface ListaInCorso extends ListaNota {
  readonly versioni: readonly VersioneTenuta[];
  /** The last published version. */
  readonly ultima: VersioneTenuta | undefined;
}

/** Reads all that a list is judged with. */
@Injectable()
export class NotoLista {
  constructor(private readonly registro: RegistroAssociazioni) {}

  async read(tx: Tx, { ente, codici, dal, oggi, primaChiusura, atto }: Caricamento): Promise<ListaInCorso> {
    const sistema = await sistemaOf(tx, ente);
    const tavolo = await this.registro.openSistema(tx, sistema);
    const versioni = await lockVersioni(tx, sistema);
    const ultima = versioni.findLast(({ stato }) => stato === 'pubblicata');
    const named = codici.map(({ codice }) => codice);
    const targets = codici.flatMap(({ periodi }) => periodi.flatMap(({ destinazioni }) => destinazioni));
    return {
      sistema,
      tavolo,
      versioni,
      ultima,
      precedente: ultima === undefined ? undefined : { ...ultima, voci: await readItems(tx, ultima.id) },
      liste: await readListe(tx, ['REG', 'SIUSS', sistema], [...named, ...targets]),
      equivalenze: await readEquivalenze(tx, named),
      rifiutate: await readRifiutate(tx, sistema),
      oggi,
      dal,
      primaChiusura,
      atto,
      provenienzaOf: () => ({ id: uuidv7(atto.il), ente, ...DICHIARATA }),
    };
  }
}
