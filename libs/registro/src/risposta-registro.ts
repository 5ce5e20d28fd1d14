import { ApiProperty } from '@nestjs/swagger';

/** The bodies of answers about the sealed register, for the OpenAPI documents. Use cases give plain objects of the same shape. */
const testo = (description: string, maxLength: number) => ({ description, maxLength }) as const;
const intero = (description: string) =>
  ({ description, type: 'integer', format: 'int64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) as const;
const impronta = (description: string) => ({ ...testo(description, 64), pattern: '^[0-9a-f]{64}$' }) as const;
const percorso = (description: string) =>
  ({
    description,
    type: 'array',
    maxItems: 128,
    items: { type: 'string', maxLength: 64, pattern: '^[0-9a-f]{64}$' },
  }) as const;

class TestaPrecedente {
  @ApiProperty(intero('Foglie.')) dimensione: number;
  @ApiProperty(impronta('Radice.')) radice: string;
}

export class RispostaTesta {
  @ApiProperty({ ...testo('Quale registro.', 40), example: 'ricevute' }) registro: string;
  @ApiProperty(intero('Foglie che il registro aveva.')) dimensione: number;
  @ApiProperty(impronta('Radice dell’albero di quelle foglie (RFC 9162).')) radice: string;
  @ApiProperty({ ...testo('Quando è stata firmata.', 30), type: String, format: 'date-time' }) emessa_il: string;
  @ApiProperty({ type: TestaPrecedente, nullable: true, description: 'La testa prima di questa; nullo della prima.' })
  precedente: TestaPrecedente | null;
  @ApiProperty(testo('Firma Ed25519 degli altri campi (JWS compatto, typ `testa+jws`).', 4096)) firma: string;
}

export class RispostaPaginaTeste {
  @ApiProperty({ type: [RispostaTesta], maxItems: 1000 }) items: RispostaTesta[];
  @ApiProperty({
    ...testo('Da ripetere nel parametro cursor; nullo all’ultima pagina.', 200),
    nullable: true,
    type: String,
  })
  next_cursor: string | null;
}

export class RispostaProva {
  @ApiProperty(intero('Posto della foglia, da 0.')) indice: number;
  @ApiProperty(intero('Foglie dell’albero del percorso: quelle della testa.')) dimensione: number;
  @ApiProperty(percorso('Impronte dalla foglia alla radice (RFC 9162, 2.1.3).')) percorso: readonly string[];
  @ApiProperty({ type: RispostaTesta }) testa: RispostaTesta;
}

export class RispostaCoerenza {
  @ApiProperty({ type: RispostaTesta, description: 'La testa di prima.' }) da: RispostaTesta;
  @ApiProperty({ type: RispostaTesta, description: 'La testa di dopo.' }) a: RispostaTesta;
  @ApiProperty(percorso('Impronte che mostrano che la seconda continua la prima (RFC 9162, 2.1.4).'))
  percorso: readonly string[];
}
