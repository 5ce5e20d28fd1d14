import { Controller, Get, Header, Inject, Param, applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AnswerFile, ApiProblems, PublicRead } from '#libs/http';
import { TIPO_XLSX } from '#libs/tracciati';
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { CODICE, VERSIONE } from './parametri.js';
import { TracciatiPubblicati } from './tracciati-pubblicati.js';

interface Documento {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tipo: string;
  readonly risposta: string;
}

const MAX = 10_000_000;

/** A document of one version, under `/{codice}/{versione}/` and its own name. */
function ReadsDocument(nome: string, { tipo, risposta, ...operation }: Documento): MethodDecorator {
  const isText = tipo !== TIPO_XLSX;
  const schema = tipo.endsWith('json')
    ? { type: 'object' }
    : { type: 'string', maxLength: MAX, ...(isText ? {} : { format: 'binary' }) };
  return applyDecorators(
    Get(`:codice/:versione/${nome}`),
    Header('content-type', isText ? `${tipo}; charset=utf-8` : tipo),
    ApiOperation(operation),
    ApiParam(CODICE),
    ApiParam(VERSIONE),
    ApiResponse({ status: 200, content: { [tipo]: { schema } }, description: risposta }),
    ApiProblems(INGESTION_ERRORS, 'tracciato_inesistente'),
  );
}

/** What is written from the declaration of a tracciato, for who has to write its documents. */
@ApiTags('tracciati')
@PublicRead()
@Controller('rest/tracciati/v1/tracciati')
export class DocumentiTracciatoController {
  constructor(@Inject(TracciatiPubblicati) private readonly pubblicati: TracciatiPubblicati) {}

  @ReadsDocument('xsd', {
    operationId: 'leggiXsd',
    summary: 'XML Schema di un tracciato',
    description:
      'Dà ai documenti lo stesso giudizio dello schema ufficiale, che fa fede. Le regole oltre lo schema sono nella documentazione.',
    tipo: 'application/xml',
    risposta: 'Lo schema.',
  })
  async xsd(@Param('codice') codice: string, @Param('versione') versione: string): Promise<string> {
    return (await this.pubblicati.documenti(codice, versione)).xsd;
  }

  @ReadsDocument('json-schema', {
    operationId: 'leggiJsonSchema',
    summary: 'JSON Schema di un tracciato',
    description:
      'Per un documento JSON; `#/$defs/riga` è lo schema di una riga, per NDJSON e per gli elenchi. È più stretto di Snodo, che legge anche ' +
      'etichette al posto dei codici e date italiane, e a una chiave che non conosce dà un avviso.',
    tipo: 'application/schema+json',
    risposta: 'Lo schema, nella versione 2020-12.',
  })
  async jsonSchema(@Param('codice') codice: string, @Param('versione') versione: string): Promise<string> {
    return (await this.pubblicati.documenti(codice, versione)).jsonSchema;
  }

  @ReadsDocument('modello-csv', {
    operationId: 'leggiModelloCsv',
    summary: 'Modello CSV di un tracciato',
    description: 'La sola intestazione, da completare. Un esempio è nella documentazione.',
    tipo: 'text/csv',
    risposta: 'Il modello.',
  })
  async modelloCsv(@Param('codice') codice: string, @Param('versione') versione: string): Promise<AnswerFile> {
    const { modelloCsv } = await this.pubblicati.documenti(codice, versione);
    return new AnswerFile(`modello-${codice}-${versione}.csv`, modelloCsv);
  }

  @ReadsDocument('modello-xlsx', {
    operationId: 'leggiModelloXlsx',
    summary: 'Modello Excel di un tracciato',
    description: 'Un foglio da completare, con elenchi a discesa e note per ogni colonna, e un foglio di istruzioni.',
    tipo: TIPO_XLSX,
    risposta: 'Il modello.',
  })
  async modelloXlsx(@Param('codice') codice: string, @Param('versione') versione: string): Promise<AnswerFile> {
    const { modelloXlsx } = await this.pubblicati.documenti(codice, versione);
    return new AnswerFile(`modello-${codice}-${versione}.xlsx`, modelloXlsx);
  }

  @ReadsDocument('documentazione', {
    operationId: 'leggiDocumentazione',
    summary: 'Documentazione di un tracciato',
    description: 'Pagina con campi, forme, valori ammessi, regole, esempi, e le differenze dalla versione precedente.',
    tipo: 'text/html',
    risposta: 'La pagina.',
  })
  async documentazione(@Param('codice') codice: string, @Param('versione') versione: string): Promise<string> {
    return (await this.pubblicati.documenti(codice, versione)).documentazione;
  }
}
