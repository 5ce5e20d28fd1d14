import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { IsLegalDay } from '#libs/http';
import { ConVerifica } from '../versioni/richieste-versioni.js';

const FORMATI = ['json', 'csv'] as const;

export class CaricamentoRichiesto extends ConVerifica {
  @ApiPropertyOptional({
    description:
      'Primo giorno della lista. Se manca: per la prima lista il primo `dal` scritto nel file; per le altre oggi, o il `dal` dei codici nuovi se ' +
      'nessun codice è stato tolto. È anche il primo giorno delle associazioni che non ne dicono uno (altrimenti oggi).',
    type: String,
    format: 'date',
    maxLength: 10,
    example: '2026-01-01',
  })
  @IsOptional()
  @IsLegalDay()
  dal?: string;
}

export class ListaLocaleRichiesta {
  @ApiPropertyOptional({
    description: 'Versione da leggere; l’ultima pubblicata se manca.',
    pattern: '^[0-9]{1,9}$',
    maxLength: 9,
    example: '1',
  })
  @IsOptional()
  @Matches(/^[0-9]{1,9}$/)
  versione?: string;

  @ApiPropertyOptional({
    description: 'Formato; se manca decide `Accept`. Il CSV ha le colonne del caricamento: si corregge e si ricarica.',
    enum: FORMATI,
  })
  @IsOptional()
  @IsIn(FORMATI)
  formato?: (typeof FORMATI)[number];
}
