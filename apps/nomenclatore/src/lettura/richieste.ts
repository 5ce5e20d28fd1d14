import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { IsLegalDay, WholeNumber } from '#libs/http';
import { TIPI_ENTE } from '#libs/riferimenti';
import { ListaRichiesta } from './liste.js';

export class GiornoRichiesto {
  @ApiPropertyOptional({
    description: 'Giorno al quale leggere; oggi se manca.',
    format: 'date',
    type: String,
    example: '2026-01-01',
    maxLength: 10,
  })
  @IsOptional()
  @IsLegalDay()
  giorno?: string;
}

export class PaginaRichiesta extends GiornoRichiesto {
  @ApiPropertyOptional({
    description: 'Elementi da saltare.',
    type: 'integer',
    format: 'int32',
    minimum: 0,
    maximum: 1_000_000,
    default: 0,
  })
  @IsOptional()
  @WholeNumber(0, 1_000_000)
  da = 0;

  @ApiPropertyOptional({
    description: 'Elementi al più.',
    type: 'integer',
    format: 'int32',
    minimum: 1,
    maximum: 1000,
    default: 200,
  })
  @IsOptional()
  @WholeNumber(1, 1000)
  limite = 200;
}

/** A list of a day. */
export class ListaDelGiorno extends IntersectionType(GiornoRichiesto, ListaRichiesta) {}

/** A list that is read page by page, or downloaded whole. */
export class PagineRichieste extends IntersectionType(PaginaRichiesta, ListaRichiesta) {}

export class ComuniRichiesti extends PagineRichieste {
  @ApiPropertyOptional({
    description: 'Tutte le registrazioni di tutti i tempi, anche cessate; il giorno allora non conta.',
    enum: ['true'],
  })
  @IsOptional()
  @IsIn(['true'])
  storia?: 'true';

  @ApiPropertyOptional({
    description: 'Codice ISTAT della regione.',
    pattern: '^[0-9]{2}$',
    maxLength: 2,
    example: '11',
  })
  @IsOptional()
  @Matches(/^[0-9]{2}$/)
  regione?: string;

  @ApiPropertyOptional({ description: 'Sigla della provincia.', pattern: '^[A-Z]{2}$', maxLength: 2, example: 'AN' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/)
  provincia?: string;
}

export class EntiRichiesti extends PagineRichieste {
  @ApiPropertyOptional({ description: 'Tipo di ente.', enum: TIPI_ENTE })
  @IsOptional()
  @IsIn(TIPI_ENTE)
  tipo?: string;
}
