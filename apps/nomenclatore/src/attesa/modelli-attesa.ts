import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsUUID } from 'class-validator';
import { WholeNumber } from '#libs/http';
import { codice, conteggio, elenco, giorno, maybe, testo } from '../lettura/proprieta.js';

/** Why righe with a code do not go on. */
const MOTIVI_ATTESA = [
  'senza_associazione',
  'senza_codice_inps',
  'scelta_richiesta',
  'codice_sconosciuto',
  'in_partenza',
  'altri_codici',
] as const;
export type MotivoAttesa = (typeof MOTIVI_ATTESA)[number];

export class AttesaRichiesta {
  @ApiPropertyOptional({
    description: 'Codici al più, dai più attesi.',
    type: 'integer',
    format: 'int32',
    minimum: 1,
    maximum: 500,
    default: 100,
  })
  @IsOptional()
  @WholeNumber(1, 500)
  limite = 100;
}

export class SuggerimentoLetto {
  @ApiProperty(codice('Codice suggerito della nomenclatura regionale.', '2.1')) codice: string;
  @ApiProperty(testo('Denominazione del codice suggerito.', 'Assistenza domiciliare')) denominazione: string;
  @ApiProperty({ type: 'number', format: 'float', minimum: 0, maximum: 1, description: 'Da 0 a 1.', example: 0.87 })
  punteggio: number;
  @ApiProperty({
    description: 'Perché.',
    type: 'array',
    maxItems: 10,
    items: {
      type: 'string',
      maxLength: 600,
      pattern: '^[^\\x00-\\x1f]*$',
      example: 'somiglia a «Assistenza domiciliare»',
    },
  })
  ragioni: string[];
}

export class CodiceAtteso {
  @ApiProperty({ type: 'string', format: 'uuid', maxLength: 36, description: 'Ente delle righe.' }) ente: string;
  @ApiProperty(testo('Denominazione dell’ente.', 'Comune di Jesi')) ente_denominazione: string;
  @ApiProperty(codice('Codice come l’ente lo scrive.', 'SAD')) codice: string;
  @ApiProperty(maybe(testo('Denominazione nella lista locale.', 'Servizio di assistenza domiciliare')))
  denominazione: string | null;
  @ApiProperty(maybe(codice('Lista alla quale il codice appartiene.', 'LOC:E388'))) sistema: string | null;
  @ApiProperty(conteggio('Righe ferme.')) righe: number;
  @ApiProperty({ type: 'string', format: 'date-time', maxLength: 30, description: 'Da quando aspetta la più vecchia.' })
  dal: Date;
  @ApiProperty(giorno('Primo giorno di evento delle righe.', '2026-01-02')) primo_giorno: string;
  @ApiProperty(giorno('Ultimo giorno di evento delle righe.', '2026-03-30')) ultimo_giorno: string;
  @ApiProperty({
    enum: MOTIVI_ATTESA,
    description:
      'senza_associazione: tocca all’ente; senza_codice_inps: tocca alla Regione; scelta_richiesta: le righe vanno rinviate con la scelta; ' +
      'codice_sconosciuto: il codice non è più in nessuna lista; in_partenza: l’associazione c’è, le righe stanno partendo; altri_codici: i codici oltre i primi millecinquecento, sommati.',
  })
  motivo: MotivoAttesa;
  @ApiProperty({ type: 'boolean', description: 'C’è una proposta che aspetta la decisione della Regione.' })
  proposta: boolean;
  @ApiProperty(elenco(SuggerimentoLetto, 'Voci regionali probabili, la migliore per prima.', 3))
  suggerimenti: SuggerimentoLetto[];
}

export class CodiciAttesi {
  @ApiProperty(conteggio('Righe ferme in tutto.')) righe: number;
  @ApiProperty(conteggio('Codici attesi in tutto.')) totale: number;
  @ApiProperty(elenco(CodiceAtteso, 'Codici, da quello che ferma più righe.', 500)) codici: CodiceAtteso[];
}

export class AnteprimaRichiesta {
  @ApiProperty({
    description: 'Associazioni proposte che si pensa di approvare insieme.',
    type: 'array',
    minItems: 1,
    maxItems: 500,
    items: { type: 'string', format: 'uuid', maxLength: 36 },
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsUUID('all', { each: true })
  associazioni: string[];
}

export class AnteprimaLetta {
  @ApiProperty(conteggio('Righe che partirebbero.')) righe: number;
  @ApiProperty(conteggio('Righe di periodi che partirebbero solo in parte.')) righe_in_parte: number;
  @ApiProperty(conteggio('Enti interessati.')) enti: number;
}
