import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { Database } from '#libs/persistence';
import { Permits } from '#libs/security';
import { SISTEMA, VERSIONE } from '../lettura/proprieta.js';
import { PaginaRichiesta } from '../lettura/richieste.js';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { nomeVersione } from '../nomenclature/parti.js';
import { Storia } from '../storia/storia.js';
import { LeggiBozze } from './leggi-bozze.js';
import { BozzaLetta, StoriaVersione } from './modelli-versioni.js';

/** What only the region sees of versions: drafts, and who did what. */
@ApiTags('nomenclature')
@Permits('gestisce_riferimenti')
@Controller('rest/nomenclatore/v1/sistemi/:sistema/versioni/:versione')
export class VersioniRiservateController {
  constructor(
    private readonly database: Database,
    private readonly bozze: LeggiBozze,
    private readonly storia: Storia,
  ) {}

  @Get('bozza')
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

  @Get('storia')
  @ApiOperation({
    operationId: 'leggiStoriaVersione',
    summary: 'Storia di una versione',
    description: 'Chi l’ha creata, cambiata, pubblicata, chiusa o ritirata, quando e perché.',
  })
  @ApiParam(SISTEMA)
  @ApiParam(VERSIONE)
  @ApiOkResponse({ type: StoriaVersione, description: 'La storia; vuota per ciò che viene dal pacchetto.' })
  async history(@Param('sistema') sistema: string, @Param('versione') versione: string): Promise<StoriaVersione> {
    const facts = await this.database.transaction('consumer', {}, (tx) =>
      this.storia.read(tx, 'versione', nomeVersione({ sistema, versione })),
    );
    return { storia: facts.map(({ il, chi, ente, azione, motivo }) => ({ il, chi, ente, azione, motivo })) };
  }
}
