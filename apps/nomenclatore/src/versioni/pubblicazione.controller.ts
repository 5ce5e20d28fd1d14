import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { Caller, CurrentCaller, Permits } from '#libs/security';
import { SISTEMA, VERSIONE } from '../lettura/proprieta.js';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { autoreOf } from '../storia/storia.js';
import { VersioneGestita, VersionePubblicata, versioneGestita } from './modelli-versioni.js';
import { PubblicaBozza } from './pubblica-bozza.js';
import { PubblicazioneRichiesta, RitiroRichiesto } from './richieste-versioni.js';
import { RitiraPubblicata } from './ritira-pubblicata.js';
import { SistemaDellaRegione } from './sistemi.js';

/** What becomes of a version of the region's and national code systems: published, withdrawn, never changed. */
@ApiTags('nomenclature')
@Permits('gestisce_riferimenti')
@Controller('rest/nomenclatore/v1/sistemi/:sistema/versioni/:versione')
export class PubblicazioneController {
  constructor(
    private readonly pubblica: PubblicaBozza,
    private readonly ritira: RitiraPubblicata,
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
    @SistemaDellaRegione() sistema: string,
    @Param('versione') numero: string,
    @Body() richiesta: PubblicazioneRichiesta,
    @CurrentCaller() caller: Caller,
  ): Promise<VersionePubblicata> {
    const daPubblicare = { ...richiesta, sistema, versione: numero };
    const { versione, chiusa } = await this.pubblica.publish(daPubblicare, autoreOf(caller));
    return { ...versioneGestita(versione), chiusa: chiusa === null ? null : versioneGestita(chiusa) };
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
    @SistemaDellaRegione() sistema: string,
    @Param('versione') versione: string,
    @Body() { revisione, motivo }: RitiroRichiesto,
    @CurrentCaller() caller: Caller,
  ): Promise<VersioneGestita> {
    return versioneGestita(await this.ritira.withdraw({ sistema, versione, revisione }, motivo, autoreOf(caller)));
  }
}
