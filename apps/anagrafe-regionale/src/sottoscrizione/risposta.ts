import { ApiProperty } from '@nestjs/swagger';
import { CODICI_FINALITA } from '../visibilita/finalita.js';
import { gruppiOf } from '../variazione/gruppi.js';
import { GRUPPI_SOTTOSCRIVIBILI, MOTIVI_FINE, type MotivoFine, OGGETTI, type Oggetto } from './sottoscrizione.js';

const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;

export class RispostaSottoscrizione {
  @ApiProperty(id('Identificativo della sottoscrizione.')) id: string;
  @ApiProperty(id('Persona, come la si è indicata.')) persona: string;
  @ApiProperty({ description: 'Che cosa si segue.', enum: OGGETTI }) oggetto: Oggetto;
  @ApiProperty({
    description: 'Di che cosa si vuole sapere.',
    type: [String],
    enum: GRUPPI_SOTTOSCRIVIBILI,
    maxItems: 10,
  })
  gruppi: string[];
  @ApiProperty({ description: 'Finalità dichiarata.', enum: CODICI_FINALITA }) finalita: string;
  @ApiProperty({ description: 'Riferimento della pratica.', maxLength: 64 }) pratica: string;
  @ApiProperty({
    description: 'Nome con cui le notifiche chiamano la persona, o la sua famiglia: vale solo per questo ente.',
    maxLength: 32,
    pattern: '^[0-9a-f]{32}$',
  })
  soggetto: string;
  @ApiProperty({ description: 'Da quando.', type: String, format: 'date-time', maxLength: 30 }) dal: Date;
  @ApiProperty({ description: 'Ultimo giorno in cui vale.', format: 'date', maxLength: 10 }) fino_al: string;
  @ApiProperty({ description: 'Se è ancora attiva.', enum: ['attiva', 'cessata'] }) stato: 'attiva' | 'cessata';
  @ApiProperty({
    description: 'Perché è cessata; nullo se è attiva.',
    enum: MOTIVI_FINE,
    nullable: true,
    type: String,
  })
  motivo: MotivoFine | null;
  @ApiProperty({ description: 'Quando è cessata.', type: String, format: 'date-time', maxLength: 30, nullable: true })
  cessata_il: Date | null;
}

export class RispostaSottoscrizioni {
  @ApiProperty({ description: 'Dalla più recente.', type: [RispostaSottoscrizione], maxItems: 500 })
  items: RispostaSottoscrizione[];
  @ApiProperty({ ...id('Da ripetere nel parametro cursor; nullo all’ultima pagina.'), nullable: true, type: String })
  next_cursor: string | null;
}

/** A subscription as it is stored. */
export interface RigaSottoscrizione {
  readonly id: string;
  readonly persona_id: string;
  readonly oggetto: Oggetto;
  readonly gruppi: number;
  readonly finalita: string;
  readonly pratica: string;
  readonly soggetto: Buffer;
  readonly dal: Date;
  readonly fino_al: string;
  readonly cessata_il: Date | null;
  readonly motivo: MotivoFine | null;
}

export const COLONNE = 'id, persona_id, oggetto, gruppi, finalita, pratica, soggetto, dal, fino_al, cessata_il, motivo';

/** One past its last day has ended, whether or not a window has closed since. */
export function rispostaOf(
  { persona_id, gruppi, soggetto, ...riga }: RigaSottoscrizione,
  oggi: string,
): RispostaSottoscrizione {
  const motivo = riga.motivo ?? (riga.fino_al < oggi ? 'scadenza' : null);
  return {
    ...riga,
    persona: persona_id,
    gruppi: gruppiOf(gruppi),
    soggetto: soggetto.toString('hex'),
    stato: motivo === null ? 'attiva' : 'cessata',
    motivo,
  };
}
