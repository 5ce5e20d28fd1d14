import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Problem } from '#libs/contracts';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { conteggio, maybe, testo } from './proprieta.js';

/** A wrong file may have a fault in every row; the first ones are enough to mend it. */
export const MOST_RILIEVI = 200;

const posto = (description: string) => ({ ...conteggio(description), example: 12 });

/** One finding on an uploaded file, as the tabular engine and the rules beyond it make them. */
export class RilievoLetto {
  @ApiProperty(maybe(testo('Foglio della cartella di lavoro; null in un CSV.', 'Voci'))) foglio: string | null;
  @ApiProperty({ ...posto('Riga del foglio, intestazione compresa; null se riguarda tutto il file.'), nullable: true })
  riga: number | null;
  @ApiProperty(posto('Riga del testo, che in un CSV può essere diversa.')) linea: number;
  @ApiProperty(posto('Colonna, da 1.')) colonna: number;
  @ApiProperty(testo('Cella; vuota se riguarda tutto il file.', 'B12')) cella: string;
  @ApiProperty(testo('Colonna o campo.', 'codice_padre')) campo: string;
  @ApiPropertyOptional(testo('Valore ricevuto, al più 200 caratteri.', 'R1,01')) valore?: string;
  @ApiProperty(testo('Codice della regola.', 'TB-20')) regola: string;
  @ApiProperty({ enum: ['errore', 'avviso'], description: 'Un errore rifiuta il file, un avviso no.' }) gravita: string;
  @ApiProperty(testo('Che cosa non va.', 'Il valore non ha la forma ammessa.')) messaggio: string;
  @ApiProperty(testo('Come rimediare.', 'Correggere la cella e inviare di nuovo il file.')) rimedio: string;
  @ApiProperty(testo('Da dove viene la regola.', 'lettura dei fogli di Snodo')) fonte: string;
  @ApiProperty({ enum: ['mittente', 'hub'], description: 'Chi può rimediare.' }) colpa: string;
}

/** What reading a file found: all counted, some listed. */
export interface Trovato {
  readonly errori: number;
  readonly avvisi: number;
  readonly rilievi: readonly RilievoLetto[];
}

/** The refusal of a wrong file; nothing of it is kept. */
export function fileConErrori({ errori, avvisi, rilievi }: Trovato): Problem {
  const per_regola = conteggiOf(rilievi);
  const listed = rilievi.slice(0, MOST_RILIEVI);
  return nomenclatoreProblem('file_con_errori', undefined, { errori, avvisi, per_regola, rilievi: listed });
}

/** How many by rule: when a column is wrong in every row, one number says more than two hundred findings. */
function conteggiOf(rilievi: readonly RilievoLetto[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { regola } of rilievi) counts[regola] = (counts[regola] ?? 0) + 1;
  return counts;
}
