import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { holdRighe, trattenuteOf } from '../attesa/trattieni-righe.js';
import { type IdMittenteScritto, sealIdMittente } from '../riga/id-mittente.js';
import { type RigaDaScrivere, replaceRighe, writeRighe } from '../riga/scrivi-righe.js';
import { type RilieviDiEnte, writeRilievi } from '../rilievo/scrivi-rilievi.js';
import type { Lotto } from '../validazione/lotto.js';
import type { ConsegnaDecisa } from './decidi-righe.js';
import { IdentitaRecord } from './identita-record.js';
import { respinteDiLotto, rilieviDiLotto } from './lotto-scritto.js';
import { type Effetto, rilieviOf, situazioniOf, written } from './riga-applicata.js';
import type { ComuneConsegna } from './dici-righe.js';

/** What was entered in the ledger. */
export interface Registrate {
  readonly effetto: Effetto;
  readonly rilievi: readonly RilieviDiEnte[];
}

/** Enters the righe of some lotti in the ledger, with their rilievi, and puts away those that wait. */
@Injectable()
export class RegistraRighe {
  constructor(
    private readonly keyRing: KeyRing,
    private readonly identita: IdentitaRecord,
  ) {}

  async register(
    tx: Tx,
    consegna: ComuneConsegna,
    lotti: readonly Lotto[],
    { decise, perLotto }: ConsegnaDecisa,
  ): Promise<Registrate> {
    const { invioId, accettateIl: il } = consegna;
    const applicate = perLotto.flat();
    const tolte = await replaceRighe(tx, decise.sostituite, decise.lasciate, il);
    const trattenute = trattenuteOf(consegna, applicate, decise);
    await holdRighe(tx, this.keyRing, il, trattenute, tolte);
    // After what holds them is said: a riga that repeats one of them waits with it.
    const situazioni = await situazioniOf(tx, applicate);
    const scritte = applicate.map((one) =>
      written(one, situazioni, this.#seal(one.decisa.rigaId, one.riga.idMittente)),
    );
    const rilievi = [...lotti.flatMap(rilieviDiLotto), ...applicate.flatMap(rilieviOf)];
    await this.#write(tx, consegna, [...this.#respinteOf(invioId, lotti), ...scritte], rilievi);
    const ripetute = [...situazioni].filter(([, { stato }]) => stato === 'in_attesa_di_codifica').map(([id]) => id);
    const inAttesa = new Set([...tolte.map(({ rigaId }) => rigaId), ...ripetute]);
    return { effetto: { scritte, decise, inAttesa }, rilievi };
  }

  /** Every riga of them is refused, whatever was found of it; its own rilievi stay. */
  async registerRefused(tx: Tx, consegna: ComuneConsegna, lotti: readonly Lotto[]): Promise<readonly RilieviDiEnte[]> {
    const all = lotti.map((lotto) => ({ ...lotto, respinte: [...lotto.accolte, ...lotto.respinte] }));
    const rilievi = lotti.flatMap(rilieviDiLotto);
    await this.#write(tx, consegna, this.#respinteOf(consegna.invioId, all), rilievi);
    return rilievi;
  }

  async #write(
    tx: Tx,
    { invioId, accettateIl: il }: ComuneConsegna,
    righe: readonly RigaDaScrivere[],
    rilievi: readonly RilieviDiEnte[],
  ): Promise<void> {
    await writeRighe(tx, { invioId, il }, righe);
    await writeRilievi(tx, this.keyRing, invioId, rilievi);
  }

  #respinteOf(invioId: string, lotti: readonly Lotto[]): RigaDaScrivere[] {
    const seal = (id: string, idMittente: string | undefined) => this.#seal(id, idMittente);
    return lotti.flatMap((lotto) => respinteDiLotto(invioId, lotto, seal));
  }

  #seal(rigaId: string, idMittente: string | undefined): IdMittenteScritto | null {
    return sealIdMittente(this.keyRing, this.identita, rigaId, idMittente);
  }
}
