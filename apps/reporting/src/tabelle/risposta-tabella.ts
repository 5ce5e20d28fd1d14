import { ApiProperty } from '@nestjs/swagger';
import { STATI_MISURA } from '../riservatezza/riservatezza.js';
import { AREE, type Area, type Soglie, sogliaOf } from '../riservatezza/soglie.js';
import type { CellaPubblicata, TabellaPubblicata } from './leggi-tabella.js';
import { DEFINIZIONI, FONTE, areeIstat, denominazioneArea, euroOf, testoPersone, testoSpesa } from './parole.js';

const TEXT = '^[^\\x00-\\x1f]*$';
const testo = (description: string, example: string, maxLength = 1000) =>
  ({ description, example, maxLength, pattern: TEXT }) as const;
const intero = (description: string, example: number, minimum = 0) =>
  ({ description, example, type: 'integer', format: 'int32', minimum, maximum: 2_147_483_647 }) as const;
const istante = (description: string) => ({ description, type: 'string', format: 'date-time', maxLength: 30 }) as const;
const CODICE_AREA = { enum: AREE.filter((area) => area !== null), type: String, nullable: true } as const;
const STATO = { enum: [...STATI_MISURA], description: 'Che cosa si sa della misura: uno solo dei quattro stati.' };
const IN_PAROLE = 'Ciò che si mostra: il valore, o perché non c’è.';

class MisuraPersone {
  @ApiProperty(STATO) stato: string;
  @ApiProperty({ ...intero('Persone distinte; null se non si mostrano.', 42), nullable: true }) valore: number | null;
  @ApiProperty(testo(IN_PAROLE, 'riservato (meno di 5 persone)', 60)) testo: string;
}

class MisuraSpesa {
  @ApiProperty(STATO) stato: string;
  @ApiProperty({
    description: 'Euro con due decimali; null se non si mostra.',
    example: '12345.60',
    pattern: '^-?[0-9]+\\.[0-9]{2}$',
    maxLength: 22,
    type: String,
    nullable: true,
  })
  valore: string | null;
  @ApiProperty(testo(IN_PAROLE, '12345.60', 60)) testo: string;
}

class SogliaDiArea {
  @ApiProperty({ ...CODICE_AREA, description: 'Area; null se non indicata.' }) area: Area;
  @ApiProperty(intero('Persone sotto le quali la cella è riservata.', 5, 3)) persone: number;
}

class RispostaCella {
  @ApiProperty(intero('Anno.', 2026)) anno: number;
  @ApiProperty({
    ...testo('Codice dell’ambito; null per gli enti che non ne hanno.', 'ATS01', 80),
    type: String,
    nullable: true,
  })
  ambito: string | null;
  @ApiProperty(testo('Denominazione dell’ambito.', 'Pesaro', 600)) ambito_denominazione: string;
  @ApiProperty({ ...CODICE_AREA, description: 'Area; null se non indicata.' }) area: Area;
  @ApiProperty(testo('Denominazione dell’area.', 'Disabilità e non autosufficienza', 60)) area_denominazione: string;
  @ApiProperty({
    description:
      'Aree di utenza di ISTAT comprese nell’area, con i limiti detti in `definizioni`; nessuna se l’area non è indicata.',
    type: 'array',
    maxItems: 7,
    items: { type: 'string', maxLength: 10, pattern: '^[A-Z]+$', example: 'DIS' },
  })
  aree_istat: string[];
  @ApiProperty({ type: MisuraPersone, description: 'Persone distinte.' }) persone: MisuraPersone;
  @ApiProperty({ type: MisuraSpesa, description: 'Spesa dell’anno.' }) spesa: MisuraSpesa;
}

export class RispostaTabella {
  @ApiProperty(intero('Anno delle prestazioni.', 2026)) anno: number;
  @ApiProperty(intero('Numero della revisione della tabella: cresce ogni volta che è ricalcolata.', 7, 1))
  revisione: number;
  @ApiProperty(istante('Istante a cui la tabella è aggiornata.')) aggiornata_al: Date;
  @ApiProperty({ ...istante('Istante del più recente dei fatti compresi; null se non ce ne sono.'), nullable: true })
  fatti_al: Date | null;
  @ApiProperty({
    description: 'Giorno al quale si considerano gli ambiti.',
    type: String,
    format: 'date',
    maxLength: 10,
  })
  ambiti_al: string;
  @ApiProperty({ type: [SogliaDiArea], maxItems: 4, description: 'Soglie con cui la revisione è stata protetta.' })
  soglie: SogliaDiArea[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', maxLength: 1000, pattern: TEXT },
    description: 'Come si leggono misure e stati.',
  })
  definizioni: Readonly<Record<string, string>>;
  @ApiProperty(testo('Da dove vengono i dati.', FONTE)) fonte: string;
  @ApiProperty({
    type: [RispostaCella],
    maxItems: 4000,
    description: 'Celle degli ambiti visibili a chi chiede, per ambito e area. Non ci sono totali.',
  })
  celle: RispostaCella[];
}

/** The published revision in the words of its readers. */
export function rispostaOf(tabella: TabellaPubblicata, celle: readonly CellaPubblicata[]): RispostaTabella {
  const soglie = { ordinaria: tabella.soglia_ordinaria, delicata: tabella.soglia_delicata };
  return {
    anno: tabella.anno,
    revisione: tabella.revisione,
    aggiornata_al: tabella.calcolata_il,
    fatti_al: tabella.fatti_al,
    ambiti_al: tabella.giorno_ambiti,
    soglie: AREE.map((area) => ({ area, persone: sogliaOf(area, soglie) })),
    definizioni: DEFINIZIONI,
    fonte: FONTE,
    celle: celle.map((cella) => rispostaCella(tabella.anno, cella, soglie)),
  };
}

function rispostaCella(anno: number, cella: CellaPubblicata, soglie: Soglie): RispostaCella {
  const { area, persone_stato: persone, spesa_stato: spesa } = cella;
  return {
    anno,
    ambito: cella.ambito_codice,
    ambito_denominazione: cella.ambito_denominazione,
    area,
    area_denominazione: denominazioneArea(area),
    aree_istat: areeIstat(area),
    persone: {
      stato: persone,
      valore: shown(persone, cella.persone),
      testo: testoPersone(persone, cella.persone, area, soglie),
    },
    spesa: {
      stato: spesa,
      valore: spesa === 'zero' || cella.spesa !== null ? euroOf(cella.spesa ?? 0) : null,
      testo: testoSpesa(spesa, cella.spesa),
    },
  };
}

function shown(stato: string, valore: number | null): number | null {
  return stato === 'zero' ? 0 : valore;
}
