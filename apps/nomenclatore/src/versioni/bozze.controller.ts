import type { Readable } from 'node:stream';
import { Controller, Get, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems, BodyStream, StreamedBody } from '#libs/http';
import { Caller, CurrentCaller, Permits } from '#libs/security';
import { TIPI_DIFFERENZA } from '../differenze/differenze.js';
import { SISTEMA, VERSIONE } from '../lettura/proprieta.js';
import { PaginaRichiesta } from '../lettura/richieste.js';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { autoreOf } from '../storia/storia.js';
import { CreaBozza, type BozzaEsaminata as Esaminata } from './crea-bozza.js';
import { LeggiBozze } from './leggi-bozze.js';
import { TIPI_VOCI, leggiVoci } from './leggi-voci.js';
import { BozzaEsaminata, BozzaLetta } from './modelli-versioni.js';
import { BozzaRichiesta, VociRichieste } from './richieste-versioni.js';
import { checkSistema } from './sistemi.js';
import { SostituisciVoci } from './sostituisci-voci.js';

const CORPO =
  'Le voci arrivano come CSV o XLSX (colonne `codice`, `codice_padre`, `denominazione`, `descrizione`, `sostituisce`, `isee`, ' +
  '`solo_con_presa_in_carico`, `fonte`, `affidabilita`; ogni altra colonna è una caratteristica) o come JSON `{"voci": […]}`, nella forma ' +
  'in cui si leggono. `sostituisce` dice di quali codici della versione prima la voce prende il posto. Con un errore non si tiene nulla.';

/** Drafts of the region's and national code systems: only the region makes, changes and sees them. */
@ApiTags('nomenclature')
@Permits('gestisce_riferimenti')
@Controller('rest/nomenclatore/v1/sistemi/:sistema/versioni')
export class BozzeController {
  constructor(
    private readonly crea: CreaBozza,
    private readonly sostituisci: SostituisciVoci,
    private readonly bozze: LeggiBozze,
  ) {}

  @Post()
  @StreamedBody(...TIPI_VOCI)
  @ApiOperation({ operationId: 'creaBozza', summary: 'Nuova versione, in bozza', description: CORPO })
  @ApiParam(SISTEMA)
  @ApiCreatedResponse({ type: BozzaEsaminata, description: 'La bozza è stata creata.' })
  @ApiOkResponse({ type: BozzaEsaminata, description: 'Le voci sono state solo esaminate (`verifica`).' })
  @ApiProblems(
    NOMENCLATORE_ERRORS,
    'nomenclatura_sconosciuta',
    'nomenclatura_locale',
    'versione_esistente',
    'validita_in_conflitto',
    'file_con_errori',
  )
  async create(
    @Param('sistema') sistema: string,
    @Query() { verifica, al, ...richiesta }: BozzaRichiesta,
    @Req() { headers }: FastifyRequest,
    @BodyStream() body: Readable,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BozzaEsaminata> {
    checkSistema(sistema);
    const inviate = await leggiVoci(body, headers['content-type'], richiesta);
    const bozza = { ...richiesta, sistema, al: al ?? null };
    const esito = await this.crea.create(bozza, inviate, verifica, autoreOf(caller));
    if (verifica) void reply.status(200);
    else void reply.header('location', `/rest/nomenclatore/v1/sistemi/${sistema}/versioni/${bozza.versione}/bozza`);
    return esaminata(sistema, bozza.versione, esito);
  }

  @Put(':versione/voci')
  @StreamedBody(...TIPI_VOCI)
  @ApiOperation({ operationId: 'sostituisciVoci', summary: 'Voci di una bozza, tutte insieme', description: CORPO })
  @ApiParam(SISTEMA)
  @ApiParam(VERSIONE)
  @ApiOkResponse({ type: BozzaEsaminata, description: 'Le voci della bozza sono queste, o lo sarebbero (`verifica`).' })
  @ApiProblems(
    NOMENCLATORE_ERRORS,
    'nomenclatura_sconosciuta',
    'nomenclatura_locale',
    'versione_in_altro_stato',
    'variazione_contesa',
    'file_con_errori',
  )
  async replace(
    @Param('sistema') sistema: string,
    @Param('versione') versione: string,
    @Query() { revisione, verifica, ...provenienza }: VociRichieste,
    @Req() { headers }: FastifyRequest,
    @BodyStream() body: Readable,
    @CurrentCaller() caller: Caller,
  ): Promise<BozzaEsaminata> {
    checkSistema(sistema);
    const inviate = await leggiVoci(body, headers['content-type'], provenienza);
    const vista = { sistema, versione, revisione };
    return esaminata(sistema, versione, await this.sostituisci.replace(vista, inviate, verifica, autoreOf(caller)));
  }

  @Get(':versione/bozza')
  @ApiOperation({
    operationId: 'leggiBozza',
    summary: 'Bozza di una versione',
    description: 'Una bozza con le sue voci. Per chiunque altro, e nelle letture pubbliche, la bozza non esiste.',
  })
  @ApiParam(SISTEMA)
  @ApiParam(VERSIONE)
  @ApiOkResponse({ type: BozzaLetta, description: 'La bozza.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'nomenclatura_sconosciuta')
  async read(
    @Param('sistema') sistema: string,
    @Param('versione') versione: string,
    @Query() { da, limite }: PaginaRichiesta,
  ): Promise<BozzaLetta> {
    const { id: _, ente: __, ...bozza } = await this.bozze.read(sistema, versione, da, limite);
    return bozza;
  }
}

function esaminata(sistema: string, versione: string, { differenze, rilievi, ...esito }: Esaminata): BozzaEsaminata {
  const counted = TIPI_DIFFERENZA.flatMap((tipo) => {
    const quante = differenze[tipo];
    return quante === undefined ? [] : [{ tipo, quante }];
  });
  return { sistema, versione, ...esito, differenze: counted, rilievi: [...rilievi] };
}
