import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, PublicRead } from '#libs/http';
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { CODICE, DomandaDifferenze, VERSIONE } from './parametri.js';
import { RispostaDifferenze, RispostaTracciati } from './risposta-tracciati.js';
import { TracciatiPubblicati } from './tracciati-pubblicati.js';

/** What a sender must write, read by anyone: nothing of any ente is in it. */
@ApiTags('tracciati')
@PublicRead()
@Controller('rest/tracciati/v1/tracciati')
export class TracciatiController {
  constructor(@Inject(TracciatiPubblicati) private readonly pubblicati: TracciatiPubblicati) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaTracciati',
    summary: 'Tracciati e versioni',
    description:
      'I tracciati che Snodo conosce, in ogni versione: quando è stata pubblicata, i giorni in cui vale, in quali forme si consegna, e se ' +
      'oggi se ne ricevono i depositi. Due versioni possono valere insieme; chi deposita senza indicarne una usa la più recente in vigore.',
  })
  @ApiResponse({ status: 200, type: RispostaTracciati, description: 'I tracciati.' })
  list(): RispostaTracciati {
    return this.pubblicati.elenco;
  }

  @Get(':codice/:versione/differenze')
  @ApiOperation({
    operationId: 'leggiDifferenze',
    summary: 'Differenze tra due versioni di un tracciato',
    description:
      'Campi, tipi, elenchi, colonne e regole che cambiano, calcolati dalle due dichiarazioni; `da_adeguare` dice quali chiedono di ' +
      'cambiare ciò che si invia.',
  })
  @ApiParam(CODICE)
  @ApiParam(VERSIONE)
  @ApiResponse({
    status: 200,
    type: RispostaDifferenze,
    description: 'Le differenze; nessuna tra una versione e sé stessa.',
  })
  @ApiProblems(INGESTION_ERRORS, 'tracciato_inesistente')
  differences(
    @Param('codice') codice: string,
    @Param('versione') versione: string,
    @Query() { da }: DomandaDifferenze,
  ): RispostaDifferenze {
    return this.pubblicati.differenze(codice, versione, da);
  }
}
