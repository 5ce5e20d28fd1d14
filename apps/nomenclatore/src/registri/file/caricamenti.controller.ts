import type { Readable } from 'node:stream';
import { Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { ApiProblems, BodyStream, StreamedBody, readBody } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { conteggio, elenco } from '../../lettura/proprieta.js';
import { RilievoLetto } from '../../lettura/rilievi.js';
import { NOMENCLATORE_ERRORS, nomenclatoreProblem } from '../../nomenclatore.errors.js';
import { CaricaRegistro } from './carica-registro.js';
import { LIMITI, type NomeRegistro, REGISTRI } from './foglio-registro.js';

class VerificaRichiesta {
  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Se `true` dice che cosa farebbe e non tiene nulla.' })
  @IsOptional()
  @IsIn(['true', 'false'])
  verifica?: 'true' | 'false';
}

export class FileCaricato {
  @ApiProperty({ enum: REGISTRI, description: 'Registro.' }) registro: string;
  @ApiProperty({ description: 'Se si è solo verificato: nulla è stato tenuto.', example: false }) verifica: boolean;
  @ApiProperty(conteggio('Righe lette.')) lette: number;
  @ApiProperty(conteggio('Righe che non c’erano.')) nuove: number;
  @ApiProperty(conteggio('Righe che c’erano e dicono altro.')) variate: number;
  @ApiProperty(conteggio('Righe che dicono ciò che era già registrato.')) uguali: number;
  @ApiProperty(elenco(RilievoLetto, 'Avvisi.', 200)) rilievi: RilievoLetto[];
}

/** Registries by file, as the region keeps them in its own tables. */
@Controller('rest/nomenclatore/v1/registri/:registro/caricamenti')
@Permits('gestisce_riferimenti')
export class CaricamentiController {
  constructor(private readonly carica: CaricaRegistro) {}

  @Post()
  @HttpCode(200)
  @StreamedBody('text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  @ApiOperation({
    operationId: 'caricaRegistro',
    tags: ['registri'],
    summary: 'Carica un registro da file',
    description:
      'CSV o XLSX con le colonne del file di uguale nome del pacchetto regionale; `fonte` e `affidabilita` possono mancare. Ogni riga prende il ' +
      'posto di quella con la stessa chiave, ciò che il file non nomina resta. Con un errore non si tiene nulla.',
  })
  @ApiParam({ name: 'registro', description: 'Registro.', schema: { type: 'string', enum: [...REGISTRI] } })
  @ApiOkResponse({ type: FileCaricato, description: 'Caricato, o verificato.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'registro_sconosciuto', 'file_con_errori')
  async load(
    @CurrentCaller() caller: Caller,
    @Param('registro') registro: string,
    @Query() richiesta: VerificaRichiesta,
    @BodyStream() body: Readable,
  ): Promise<FileCaricato> {
    if (!isRegistro(registro)) throw nomenclatoreProblem('registro_sconosciuto');
    const verifica = richiesta.verifica === 'true';
    const esito = await this.carica.load(caller, registro, await readBody(body, LIMITI.byte), verifica);
    return { registro, verifica, ...esito, rilievi: [...esito.rilievi] };
  }
}

function isRegistro(name: string): name is NomeRegistro {
  return (REGISTRI as readonly string[]).includes(name);
}
