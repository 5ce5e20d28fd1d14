import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { nomeVersione } from '../nomenclature/parti.js';
import { type VoceTenuta, itemsDigest, writeItems } from '../nomenclature/voci-tenute.js';
import { RegistroPubblicato } from '../pubblicazione/registro-pubblicato.js';
import { type Autore, Storia } from '../storia/storia.js';
import { COLONNE_VERSIONE, type VersioneTenuta, inStoria } from './versioni-tenute.js';

/** A version that nobody else sees yet; its items have been examined already. */
export interface NuovaBozza {
  readonly sistema: string;
  readonly versione: string;
  readonly denominazione: string;
  readonly dal: string;
  readonly al: string | null;
  readonly fonte: string;
  readonly affidabilita: string;
  /** The ente whose own list it is; null for the lists of the region and of the State. */
  readonly ente: string | null;
  readonly voci: readonly VoceTenuta[];
}

/** Makes a draft, inside a transaction that may do more. */
@Injectable()
export class ScriviBozza {
  constructor(
    private readonly registro: RegistroPubblicato,
    private readonly storia: Storia,
  ) {}

  /** @throws Problem `versione_esistente` */
  async write(tx: Tx, bozza: NuovaBozza, autore: Autore): Promise<VersioneTenuta> {
    await this.registro.waitForLoad(tx);
    const { sistema, versione, denominazione, dal, al, fonte, affidabilita, ente, voci } = bozza;
    const id = nomeVersione(bozza);
    const [made] = await tx.query<VersioneTenuta>(
      `INSERT INTO versione_nomenclatura
              (id, sistema, versione, denominazione, stato, impronta, origine, dal, al, fonte, affidabilita, ente)
       VALUES ($1, $2, $3, $4, 'bozza', $5, 'registro', $6, $7, $8, $9, $10)
       ON CONFLICT DO NOTHING RETURNING ${COLONNE_VERSIONE}`,
      [id, sistema, versione, denominazione, itemsDigest(voci), dal, al, fonte, affidabilita, ente],
    );
    if (made === undefined) throw nomenclatoreProblem('versione_esistente');
    await writeItems(tx, id, voci);
    const fatto = { genere: 'versione', cosa: id, azione: 'creata', prima: null, dopo: inStoria(made, voci.length) };
    await this.storia.write(tx, { ...autore, ...fatto });
    return made;
  }
}
