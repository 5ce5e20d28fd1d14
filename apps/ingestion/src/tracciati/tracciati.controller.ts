import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, PublicRead } from '#libs/http';
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { RispostaTracciati } from '../risposta.js';
import { TracciatiPubblicati } from './tracciati-pubblicati.js';

const ofType = (type: string) => ({ content: { [type]: { schema: { type: 'string', maxLength: 10_000_000 } } } });
const CODICE = {
  name: 'codice',
  description: 'Codice del tracciato.',
  schema: { type: 'string', maxLength: 40, pattern: '^[A-Z_]+$', example: 'PS_PSA_SINA' },
} as const;
const VERSIONE = {
  name: 'versione',
  description: 'Versione del tracciato.',
  schema: { type: 'string', maxLength: 19, pattern: '^[0-9.]+$', example: '201812' },
} as const;

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
    description: 'I tracciati che Snodo conosce e se oggi se ne ricevono i depositi.',
  })
  @ApiResponse({ status: 200, type: RispostaTracciati, description: 'I tracciati.' })
  list(): RispostaTracciati {
    return this.pubblicati.elenco;
  }

  @Get(':codice/:versione/xsd')
  @Header('content-type', 'application/xml; charset=utf-8')
  @ApiOperation({
    operationId: 'leggiXsd',
    summary: 'XML Schema di un tracciato',
    description:
      'Dà ai documenti lo stesso giudizio dello schema ufficiale, che fa fede. Le regole oltre lo schema sono nella documentazione.',
  })
  @ApiParam(CODICE)
  @ApiParam(VERSIONE)
  @ApiResponse({ status: 200, ...ofType('application/xml'), description: 'Lo schema.' })
  @ApiProblems(INGESTION_ERRORS, 'tracciato_inesistente')
  xsd(@Param('codice') codice: string, @Param('versione') versione: string): string {
    return this.pubblicati.documenti(codice, versione).xsd;
  }

  @Get(':codice/:versione/documentazione')
  @Header('content-type', 'text/html; charset=utf-8')
  @ApiOperation({
    operationId: 'leggiDocumentazione',
    summary: 'Documentazione di un tracciato',
    description: 'Pagina con campi, valori ammessi, regole e un documento di esempio.',
  })
  @ApiParam(CODICE)
  @ApiParam(VERSIONE)
  @ApiResponse({ status: 200, ...ofType('text/html'), description: 'La pagina.' })
  @ApiProblems(INGESTION_ERRORS, 'tracciato_inesistente')
  documentazione(@Param('codice') codice: string, @Param('versione') versione: string): string {
    return this.pubblicati.documenti(codice, versione).documentazione;
  }
}
