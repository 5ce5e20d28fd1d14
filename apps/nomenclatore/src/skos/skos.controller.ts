import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { AnswerFile, AnswerForm, AnswersIn, ApiProblems, PublicRead } from '#libs/http';
import { SISTEMA, VERSIONE } from '../lettura/proprieta.js';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { jsonLdOf } from './json-ld.js';
import { LeggiSkos } from './leggi-skos.js';
import { turtleOf } from './turtle.js';

const FORME = { turtle: 'text/turtle', jsonld: 'application/ld+json' } as const;

class SkosRichiesto {
  @ApiPropertyOptional({ description: 'Formato; se manca decide `Accept`.', enum: Object.keys(FORME) })
  @IsOptional()
  @IsIn(Object.keys(FORME))
  formato?: keyof typeof FORME;
}

/** Code systems as linked data, read by anyone. */
@ApiTags('nomenclature')
@PublicRead()
@Controller('rest/nomenclatore/v1/sistemi/:sistema/versioni/:versione/skos')
export class SkosController {
  constructor(private readonly skos: LeggiSkos) {}

  @Get()
  @AnswersIn(FORME)
  @ApiOperation({
    operationId: 'leggiSkos',
    summary: 'Una versione come SKOS',
    description:
      'Le voci come `skos:Concept` di uno `skos:ConceptScheme`, secondo le convenzioni del Catalogo nazionale della semantica dei dati ' +
      '(schema.gov.it), con licenze, titolari, validità, e le associazioni approvate come `exactMatch`, `broadMatch`, `narrowMatch`, ' +
      '`closeMatch` (una scelta).',
  })
  @ApiParam(SISTEMA)
  @ApiParam(VERSIONE)
  @ApiOkResponse({
    description: 'Lo schema di concetti.',
    content: {
      [FORME.turtle]: { schema: { type: 'string', maxLength: 50_000_000, description: 'RDF 1.1 Turtle.' } },
      [FORME.jsonld]: {
        schema: { type: 'object', additionalProperties: {}, maxProperties: 10, description: 'JSON-LD 1.1.' },
      },
    },
  })
  @ApiProblems(NOMENCLATORE_ERRORS, 'nomenclatura_sconosciuta')
  async read(
    @Param('sistema') sistema: string,
    @Param('versione') versione: string,
    @Query() _: SkosRichiesto,
    @AnswerForm() forma: keyof typeof FORME,
  ): Promise<AnswerFile> {
    const nodi = await this.skos.read(sistema, versione);
    const nome = `${sistema}-${versione}.${forma === 'turtle' ? 'ttl' : 'jsonld'}`;
    return new AnswerFile(nome, forma === 'turtle' ? turtleOf(nodi) : jsonLdOf(nodi));
  }
}
