import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  EsitiRicevutiV1,
  FlussiPrelevatiV1,
  FlussiPubblicatiV1,
  RigaCollegataV1,
  RigheNonTrasmissibiliV1,
  esitiRicevutiV1,
  flussiPrelevatiV1,
  flussiPubblicatiV1,
  rigaCollegataV1,
  righeNonTrasmissibiliV1,
} from '#libs/contracts';
import { ConsumesEach, type ItemOutcome, MessageContext } from '#libs/messaging';
import { FATTO_VUOTO } from './fatto.js';
import { RegistraFatti } from './registra-fatti.js';

/** What the registry of persons and the INPS gateway say of righe becomes facts of the ledger. */
@Controller()
export class FattiConsumer {
  constructor(private readonly registra: RegistraFatti) {}

  @ConsumesEach(rigaCollegataV1, 'righe')
  linked(@Payload() body: RigaCollegataV1, @Ctx() { tx }: MessageContext): Promise<ItemOutcome[]> {
    const il = new Date(body.collegateIl);
    const fatti = body.righe.map(({ esito, ...riga }) => ({
      ...FATTO_VUOTO,
      ...riga,
      tipo: 'collegata' as const,
      il,
      codice: esito,
    }));
    return this.registra.register(tx, fatti);
  }

  @ConsumesEach(righeNonTrasmissibiliV1, 'righe')
  notForInps(@Payload() body: RigheNonTrasmissibiliV1, @Ctx() { tx }: MessageContext): Promise<ItemOutcome[]> {
    const il = new Date(body.il);
    const fatti = body.righe.map(({ motivo, ...riga }) =>
      motivo === 'canale_dell_ente'
        ? { ...FATTO_VUOTO, ...riga, tipo: 'lasciata_al_canale' as const, il }
        : { ...FATTO_VUOTO, ...riga, tipo: 'non_trasmissibile' as const, il, codice: motivo },
    );
    return this.registra.register(tx, fatti);
  }

  @ConsumesEach(flussiPubblicatiV1, 'flussi')
  published(@Payload() body: FlussiPubblicatiV1, @Ctx() { tx }: MessageContext): Promise<ItemOutcome[]> {
    const fatti = body.flussi.map(({ idFlusso, tsFlusso, ...flusso }) => ({
      ...FATTO_VUOTO,
      ...flusso,
      tipo: 'pubblicato' as const,
      flusso: idFlusso,
      il: new Date(tsFlusso),
    }));
    return this.registra.register(tx, fatti);
  }

  @ConsumesEach(flussiPrelevatiV1, 'flussi')
  taken(@Payload() body: FlussiPrelevatiV1, @Ctx() { tx }: MessageContext): Promise<ItemOutcome[]> {
    const il = new Date(body.il);
    const fatti = body.flussi.map(({ idFlusso, ...flusso }) => ({
      ...FATTO_VUOTO,
      ...flusso,
      tipo: 'ritirato' as const,
      flusso: idFlusso,
      il,
    }));
    return this.registra.register(tx, fatti);
  }

  @ConsumesEach(esitiRicevutiV1, 'esiti')
  answered(@Payload() body: EsitiRicevutiV1, @Ctx() { tx }: MessageContext): Promise<ItemOutcome[]> {
    const il = new Date(body.ricevutiIl);
    const fatti = body.esiti.map(({ idFlusso, accolto, codice, descrizione, acquisitoIl, ...flusso }) => ({
      ...FATTO_VUOTO,
      ...flusso,
      tipo: accolto ? ('accolto' as const) : ('respinto' as const),
      flusso: idFlusso,
      il,
      codice,
      descrizione: descrizione ?? null,
      acquisitoIl: new Date(acquisitoIl),
    }));
    return this.registra.register(tx, fatti);
  }
}
