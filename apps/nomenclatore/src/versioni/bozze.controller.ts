import { Controller, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, CurrentCaller, Permits } from '#libs/security';
import { SISTEMA, VERSIONE } from '../lettura/proprieta.js';
import { autoreOf } from '../storia/storia.js';
import { type CorpoConVoci, CorpoVoci, TakesVoci, leggiVoci } from './corpo-voci.js';
import { CreaBozza } from './crea-bozza.js';
import { BozzaEsaminata, bozzaEsaminata } from './modelli-versioni.js';
import { BozzaRichiesta, VociRichieste } from './richieste-versioni.js';
import { SistemaDellaRegione } from './sistemi.js';
import { SostituisciVoci } from './sostituisci-voci.js';

/** Drafts of the region's and national code systems: only the region makes and changes them. */
@ApiTags('nomenclature')
@Permits('gestisce_riferimenti')
@Controller('rest/nomenclatore/v1/sistemi/:sistema/versioni')
export class BozzeController {
  constructor(
    private readonly crea: CreaBozza,
    private readonly sostituisci: SostituisciVoci,
  ) {}

  @Post()
  @TakesVoci(
    { operationId: 'creaBozza', summary: 'Nuova versione, in bozza' },
    'versione_esistente',
    'validita_in_conflitto',
  )
  @ApiParam(SISTEMA)
  @ApiCreatedResponse({ type: BozzaEsaminata, description: 'La bozza è stata creata.' })
  @ApiOkResponse({ type: BozzaEsaminata, description: 'Le voci sono state solo esaminate (`verifica`).' })
  async create(
    @SistemaDellaRegione() sistema: string,
    @Query() { verifica, al, ...richiesta }: BozzaRichiesta,
    @CorpoVoci() corpo: CorpoConVoci,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BozzaEsaminata> {
    const inviate = await leggiVoci(corpo, richiesta);
    const bozza = { ...richiesta, sistema, al: al ?? null };
    const esito = await this.crea.create(bozza, inviate, verifica, autoreOf(caller));
    if (verifica) void reply.status(200);
    else void reply.header('location', `/rest/nomenclatore/v1/sistemi/${sistema}/versioni/${bozza.versione}/bozza`);
    return bozzaEsaminata(sistema, bozza.versione, esito);
  }

  @Put(':versione/voci')
  @TakesVoci(
    { operationId: 'sostituisciVoci', summary: 'Voci di una bozza, tutte insieme' },
    'versione_in_altro_stato',
    'variazione_contesa',
  )
  @ApiParam(SISTEMA)
  @ApiParam(VERSIONE)
  @ApiOkResponse({ type: BozzaEsaminata, description: 'Le voci della bozza sono queste, o lo sarebbero (`verifica`).' })
  async replace(
    @SistemaDellaRegione() sistema: string,
    @Param('versione') versione: string,
    @Query() { revisione, verifica, ...provenienza }: VociRichieste,
    @CorpoVoci() corpo: CorpoConVoci,
    @CurrentCaller() caller: Caller,
  ): Promise<BozzaEsaminata> {
    const inviate = await leggiVoci(corpo, provenienza);
    const vista = { sistema, versione, revisione };
    return bozzaEsaminata(
      sistema,
      versione,
      await this.sostituisci.replace(vista, inviate, verifica, autoreOf(caller)),
    );
  }
}
