import { ApiProperty } from '@nestjs/swagger';
import { conteggio, elenco, giorno, maybe, testo } from '../lettura/proprieta.js';
import { AFFIDABILITA } from '../pacchetto/celle.js';

const INDIRIZZO = {
  description: 'Dove si trova; null se non c’è un indirizzo.',
  type: String,
  format: 'uri',
  maxLength: 600,
  nullable: true,
  example: 'https://github.com/INPS-it/NDC',
} as const;

/** Who published what a row says, and what may be done with it. */
export class FonteLetta {
  @ApiProperty(testo('Segno della fonte nelle righe; il testo intero se nessuno l’ha descritta.', 'ndc_siuss_1.0'))
  sigla: string;
  @ApiProperty({ description: 'Se un file la descrive; altrimenti il segno è tutto ciò che si sa.' })
  descritta: boolean;
  @ApiProperty(maybe(testo('Titolo.', 'Vocabolario tipo_categoria_siuss 1.0'))) titolo: string | null;
  @ApiProperty(maybe(testo('Editore.', 'INPS, National Data Catalog'))) editore: string | null;
  @ApiProperty(INDIRIZZO) url: string | null;
  @ApiProperty(maybe(testo('Licenza.', 'CC BY 4.0'))) licenza: string | null;
  @ApiProperty(maybe(giorno('Giorno al quale è aggiornata, se si sa.', '2025-05-05'))) aggiornato_al: string | null;
  @ApiProperty(maybe(testo('Che cosa sapere prima di usarla.', 'INPS non pubblica validità'))) nota: string | null;
}

class UsoLetto {
  @ApiProperty(testo('Lista che la usa.', 'voci')) lista: string;
  @ApiProperty(
    maybe(
      testo(
        'Versione della nomenclatura, o coppia di nomenclature di un’associazione; null per le altre.',
        'SIUSS@1.0',
      ),
    ),
  )
  sistema: string | null;
  @ApiProperty({ enum: AFFIDABILITA, description: 'Quanto ci si può fidare di quelle righe.' }) affidabilita: string;
  @ApiProperty(conteggio('Righe.')) righe: number;
}

class FonteConUso extends FonteLetta {
  @ApiProperty(conteggio('Righe che la nominano, in tutte le liste.')) righe: number;
  @ApiProperty(elenco(UsoLetto, 'Liste che la usano, con le righe per affidabilità.', 10_000)) usi: readonly UsoLetto[];
}

export class FontiLette {
  @ApiProperty(elenco(FonteConUso, 'Fonti descritte, poi i segni che nessuno descrive, dal più usato.', 10_000))
  fonti: FonteConUso[];
}

/** How many items of a version can be trusted how far. */
export class AffidabilitaContata {
  @ApiProperty({ enum: AFFIDABILITA, description: 'Affidabilità.' }) affidabilita: string;
  @ApiProperty(conteggio('Voci.')) voci: number;
}
