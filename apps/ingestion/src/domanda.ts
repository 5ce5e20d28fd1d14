import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { STATI_RIGA, type StatoRiga } from '#libs/codici';
import { Cursor, PageSize } from '#libs/http';
import { FORME_ELENCO } from './tabella.js';

/** Query of every paged list. */
export class DomandaPagina {
  @Cursor()
  cursor?: string;

  @PageSize(1000)
  limit: number = 100;
}

/** Query of a list that is a table too. */
export class DomandaElenco extends DomandaPagina {
  @ApiPropertyOptional({
    description: 'Formato della risposta, se non lo dice Accept. In CSV e XLSX si ricevono tutte le pagine insieme.',
    enum: [...FORME_ELENCO],
  })
  @IsOptional()
  @IsIn(FORME_ELENCO)
  formato?: (typeof FORME_ELENCO)[number];
}

/** Query of the list of righe. */
export class DomandaRighe extends DomandaElenco {
  @ApiPropertyOptional({ description: 'Solo le righe in questo stato.', enum: [...STATI_RIGA] })
  @IsOptional()
  @IsIn(STATI_RIGA)
  stato?: StatoRiga;

  @ApiPropertyOptional({
    description: 'Solo le righe che INPS ha ritirato e lascia senza risposta da giorni.',
    enum: ['true'],
  })
  @IsOptional()
  @IsIn(['true'])
  silente?: 'true';

  @ApiPropertyOptional({
    description: 'Solo le righe ancora provvisorie il cui termine è passato.',
    enum: ['true'],
  })
  @IsOptional()
  @IsIn(['true'])
  scaduta?: 'true';
}

/** Query of a verifica. */
export class DomandaTracciato {
  @ApiPropertyOptional({
    description: 'Codice del tracciato, con o senza versione.',
    example: 'PS_PSA_SINA',
    maxLength: 60,
  })
  @IsOptional()
  @Matches(/^[A-Z_]{2,40}(@[0-9.]{1,19})?$/)
  tracciato?: string;
}

/** Query of a deposit. */
export class DomandaDeposito extends DomandaTracciato {
  @ApiPropertyOptional({
    description:
      'Codice dell’ente per conto del quale si deposita: Belfiore, ISTAT, IPA, codice fiscale dell’ente o identificativo. Se manca, l’ente del client.',
    example: 'H501',
    maxLength: 64,
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  ente?: string;
}
