import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { Database } from '#libs/persistence';
import { Caller, CurrentCaller, Permits } from '#libs/security';
import { SISTEMA, VERSIONE } from '../lettura/proprieta.js';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { nomeVersione } from '../nomenclature/parti.js';
import { Storia, autoreOf } from '../storia/storia.js';
import { StoriaVersione, VersioneGestita, VersionePubblicata } from './modelli-versioni.js';
import { PubblicaVersione } from './pubblica-versione.js';
import { PubblicazioneRichiesta, RitiroRichiesto } from './richieste-versioni.js';
import { RitiraVersione } from './ritira-versione.js';
import { checkSistema } from './sistemi.js';
import type { VersioneTenuta } from './versioni-tenute.js';

/** What becomes of a version of the region's and national code systems: published, withdrawn, never changed. */
@ApiTags('nomenclature')
@Permits('gestisce_riferimenti')
@Controller('rest/nomenclatore/v1/sistemi/:sistema/versioni/:versione')
export class PubblicazioneController {
  constructor(
    private readonly database: Database,
    private readonly pubblica: PubblicaVersione,
    private readonly ritira: RitiraVersione,
    private readonly storia: Storia,
  ) {}

  @Post('pubblicazione')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'pubblicaVersione',
    summary: 'Pubblica una bozza',
    description:
      'Da allora non cambia più. La versione aperta prima finisce il giorno prima; ogni altra sovrapposizione è rifiutata. Il primo ' +
      'giorno può essere futuro: fino ad allora vale la versione di prima.',
  })
  @ApiParam(SISTEMA)
  @ApiParam(VERSIONE)
  @ApiOkResponse({ type: VersionePubblicata, description: 'La versione è pubblicata.' })
  @ApiProblems(
    NOMENCLATORE_ERRORS,
    'nomenclatura_sconosciuta',
    'nomenclatura_locale',
    'versione_in_altro_stato',
    'variazione_contesa',
    'validita_in_conflitto',
    'file_con_errori',
  )
  async publish(
    @Param('sistema') sistema: string,
    @Param('versione') numero: string,
    @Body() richiesta: PubblicazioneRichiesta,
    @CurrentCaller() caller: Caller,
  ): Promise<VersionePubblicata> {
    checkSistema(sistema);
    const { versione, chiusa } = await this.database.transaction('consumer', {}, (tx) =>
      this.pubblica.publish(tx, { ...richiesta, sistema, versione: numero }, autoreOf(caller)),
    );
    return { ...gestita(versione), chiusa: chiusa === null ? null : gestita(chiusa) };
  }

  @Post('ritiro')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'ritiraVersione',
    summary: 'Ritira una versione pubblicata',
    description:
      'Da subito non vale più per nessun giorno; resta leggibile, con il suo stato. La versione che aveva chiuso resta chiusa: se ne ' +
      'serve una al suo posto va pubblicata.',
  })
  @ApiParam(SISTEMA)
  @ApiParam(VERSIONE)
  @ApiOkResponse({ type: VersioneGestita, description: 'La versione è ritirata.' })
  @ApiProblems(
    NOMENCLATORE_ERRORS,
    'nomenclatura_sconosciuta',
    'nomenclatura_locale',
    'versione_in_altro_stato',
    'variazione_contesa',
  )
  async withdraw(
    @Param('sistema') sistema: string,
    @Param('versione') versione: string,
    @Body() { revisione, motivo }: RitiroRichiesto,
    @CurrentCaller() caller: Caller,
  ): Promise<VersioneGestita> {
    checkSistema(sistema);
    return gestita(await this.ritira.withdraw({ sistema, versione, revisione }, motivo, autoreOf(caller)));
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

function gestita({ id: _, ente: __, ...versione }: VersioneTenuta): VersioneGestita {
  return versione;
}
