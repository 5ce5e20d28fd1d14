import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { markVariate } from '../attesa/scrivi-attese.js';
import { rigaId } from '../riga/riga-id.js';
import { replaceRighe } from '../riga/scrivi-righe.js';
import { type Conteggi, NESSUN_CONTEGGIO, countsOf } from '../validazione/conteggi.js';
import type { EsitoLettura } from '../validazione/esito-lettura.js';
import type { Lavoro } from '../validazione/lavori.js';
import { type Lotto, type RigaAccolta, intestazioneOf } from '../validazione/lotto.js';
import { DiciRighe, type GruppoDaDire, comuneOf, messaggiDiConsegna } from './dici-righe.js';
import { lockRecords } from './leggi-record.js';
import type { RecordNoto } from './record-noto.js';
import { writeRecords } from './scrivi-record.js';

/** A riga whose record is as it left it, and that record. */
interface Viva {
  readonly riga: RigaAccolta;
  readonly noto: RecordNoto;
}

/**
 * Takes back the righe of a cancelled invio: a record whose current revision one of them made is cancelled with a new revision. One
 * that another invio has changed since, or that is cancelled already, is left alone.
 */
@Injectable()
export class AnnullaRighe {
  constructor(
    private readonly dici: DiciRighe,
    private readonly clock: Clock,
  ) {}

  /** @returns of a fornitura, how many righe were told */
  async cancel(tx: Tx, lavoro: Lavoro, esito: EsitoLettura, lotti: readonly Lotto[]): Promise<Conteggi> {
    const noti = await lockRecords(
      tx,
      lotti.flatMap(({ accolte }) => accolte.map(({ recordId }) => recordId)),
    );
    const vive = lotti.map((lotto) => viveOf(lotto, noti, lavoro.invioId));
    const all = vive.flat();
    if (all.length === 0) return NESSUN_CONTEGGIO;
    const now = this.clock.now();
    await replace(tx, all, now);
    await writeRecords(
      tx,
      noti,
      // The message of this revision names the riga that it cancels.
      all.map(({ noto }) => ({
        ...noto,
        ...CANCELLED,
        ...next(noto),
        rigaOrigine: noto.rigaId,
        ordine: lavoro.ordine,
      })),
    );
    const gruppi = lotti.map((lotto, at) => daDireOf(lotto, vive[at]!, lavoro.invioId));
    const { fornitura, ...comune } = comuneOf(lavoro, esito, now);
    const annullata = fornitura === undefined ? comune : { ...comune, fornitura: { ...fornitura, annulla: true } };
    await this.dici.publish(tx, await this.dici.seal(messaggiDiConsegna(annullata, gruppi)));
    const dette = countsOf(gruppi.flat().map(([{ enteErogatore }]) => enteErogatore));
    return fornitura === undefined ? NESSUN_CONTEGGIO : { ...NESSUN_CONTEGGIO, dette };
  }
}

const CANCELLED = { stato: 'annullato', completareEntro: null } as const;

function next({ revisione }: RecordNoto): { readonly revisione: number } {
  return { revisione: revisione + 1 };
}

function viveOf({ accolte }: Lotto, noti: ReadonlyMap<string, RecordNoto>, invioId: string): Viva[] {
  return accolte.flatMap((riga) => {
    const noto = noti.get(riga.recordId);
    return noto?.stato === 'attivo' && noto.rigaId === rigaId(invioId, riga.numero) ? [{ riga, noto }] : [];
  });
}

async function replace(tx: Tx, vive: readonly Viva[], now: Date): Promise<void> {
  const annullate = vive.map(({ noto: { rigaId: viva, rigaOrigine, completareEntro } }) => {
    const provvisoria = completareEntro !== null;
    return { rigaId: viva, rigaOrigine, stato: 'annullata' as const, da: null, provvisoria };
  });
  const origini = annullate.map(({ rigaOrigine }) => rigaOrigine);
  const tolte = await replaceRighe(tx, annullate, origini, now);
  await markVariate(
    tx,
    tolte.map(({ ente }) => ente),
  );
}

/** Of what was provisional nobody has heard. */
function daDireOf(lotto: Lotto, vive: readonly Viva[], invioId: string): GruppoDaDire {
  return vive.flatMap(({ riga, noto }) => {
    if (noto.completareEntro !== null) return [];
    const cancelled = { ...riga, ...next(noto), rigaId: rigaId(invioId, riga.numero), annullamento: true };
    return [[intestazioneOf(lotto, riga), cancelled] as const];
  });
}
