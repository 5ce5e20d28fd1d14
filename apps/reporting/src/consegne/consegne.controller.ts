import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { WholeNumber } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { LeggiConsegne } from './leggi-consegne.js';

const INTERO = { type: 'integer', format: 'int64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;
const CONTEGGI = { type: 'object', additionalProperties: INTERO } as const;

class DomandaConsegne {
  @ApiProperty({
    description: 'Anno in cui gli invii sono stati ricevuti.',
    type: 'integer',
    format: 'int32',
    minimum: 1900,
    maximum: 2200,
    example: 2026,
  })
  @WholeNumber(1900, 2200)
  anno: number;
}

class ConsegneLette {
  @ApiProperty({ description: 'Ente mittente.', format: 'uuid', maxLength: 36 }) ente: string;
  @ApiProperty({
    description: 'Denominazione dell’ente.',
    type: String,
    nullable: true,
    maxLength: 600,
    example: 'Comune di Pesaro',
  })
  denominazione: string | null;
  @ApiProperty({ description: 'Tracciato e versione.', maxLength: 60, example: 'PS_PSA_SINA@201812' })
  tracciato: string;
  @ApiProperty({
    description: 'Mese della ricezione.',
    pattern: '^[0-9]{4}-[0-9]{2}$',
    maxLength: 7,
    example: '2026-03',
  })
  mese: string;
  @ApiProperty({ ...INTERO, description: 'Invii ricevuti.' }) invii: number;
  @ApiProperty({ ...INTERO, description: 'Invii letti per intero.' }) conclusi: number;
  @ApiProperty({ ...INTERO, description: 'Invii che non si sono potuti leggere.' }) illeggibili: number;
  @ApiProperty({ ...INTERO, description: 'Righe degli invii conclusi.' }) righe: number;
  @ApiProperty({ ...CONTEGGI, description: 'Righe per stato, come alla conclusione di ciascun invio.' })
  per_stato: Readonly<Record<string, number>>;
  @ApiProperty({ ...CONTEGGI, description: 'Rilievi per codice di regola.' }) per_regola: Readonly<
    Record<string, number>
  >;
}

class RispostaConsegne {
  @ApiProperty({ type: 'integer', format: 'int32', minimum: 1900, maximum: 2200, description: 'Anno.' }) anno: number;
  @ApiProperty({ type: [ConsegneLette], maxItems: 100_000, description: 'Per mese, ente e tracciato.' })
  consegne: ConsegneLette[];
}

@ApiTags('consegne')
@Permits('consulta_aggregati')
@Controller('rest/reporting/v1/consegne')
export class ConsegneController {
  constructor(private readonly leggi: LeggiConsegne) {}

  @Get()
  @ApiOperation({
    operationId: 'leggiConsegne',
    summary: 'Che cosa è stato consegnato',
    description:
      'Invii e righe per ente, tracciato e mese, con le righe per stato e i rilievi per regola, senza valori. Un ente vede le proprie ' +
      'consegne, il capofila quelle degli enti del suo ambito, la Regione tutte.',
  })
  @ApiResponse({ status: 200, type: RispostaConsegne, description: 'Le consegne dell’anno.' })
  async read(@CurrentCaller() caller: Caller, @Query() { anno }: DomandaConsegne): Promise<RispostaConsegne> {
    return { anno, consegne: await this.leggi.read(caller, anno) };
  }
}
