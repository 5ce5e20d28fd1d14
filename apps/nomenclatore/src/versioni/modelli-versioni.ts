import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { TIPI_DIFFERENZA, type TipoDifferenza } from '../differenze/differenze.js';
import { VoceLetta } from '../lettura/modelli.js';
import { codice, codici, conteggio, elenco, giorno, maybe, testo } from '../lettura/proprieta.js';
import { MOST_RILIEVI, RilievoLetto } from '../lettura/rilievi.js';
import { AFFIDABILITA } from '../pacchetto/celle.js';
import type { BozzaEsaminata as Esaminata } from './crea-bozza.js';
import type { VersioneTenuta } from './versioni-tenute.js';
import { MOST_ITEMS } from './voci-inviate.js';

const revisione = { ...conteggio('Da ripetere in chi la cambia.'), minimum: 1, example: 1 };

export class VersioneGestita {
  @ApiProperty(codice('Sigla della nomenclatura.', 'REG')) sistema: string;
  @ApiProperty(codice('Versione.', '2')) versione: string;
  @ApiProperty(testo('Denominazione.', 'Nomenclatore regionale')) denominazione: string;
  @ApiProperty({ enum: ['bozza', 'pubblicata', 'ritirata'], description: 'Stato.' }) stato: string;
  @ApiProperty(giorno('Primo giorno di validità.', '2027-01-01')) dal: string;
  @ApiProperty(maybe(giorno('Ultimo giorno di validità; null se non c’è.', '2028-12-31'))) al: string | null;
  @ApiProperty(testo('Da dove viene.', 'DGR 1/2026')) fonte: string;
  @ApiProperty({ enum: AFFIDABILITA, description: 'Quanto ci si può fidare.' }) affidabilita: string;
  @ApiProperty(revisione) revisione: number;
}

/** Items as JSON; what is not required takes what the list says, or nothing. */
class VoceJson {
  @ApiProperty(codice('Codice.', 'R1.01')) codice: string;
  @ApiProperty(testo('Denominazione.', 'Assistenza domiciliare')) denominazione: string;
  @ApiPropertyOptional(maybe(codice('Codice o raggruppamento di cui fa parte.', 'R1'))) padre?: string | null;
  @ApiPropertyOptional(maybe(testo('Descrizione.', 'Aiuto a casa'))) descrizione?: string | null;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Altre caratteristiche: testi, sì o no, elenchi di testi.',
    example: { isee: true, area: 'anziani' },
  })
  attributi?: Record<string, unknown>;
  @ApiPropertyOptional(codici('Codici della versione precedente di cui la voce prende il posto.'))
  sostituisce?: string[];
  @ApiPropertyOptional(testo('Da dove viene la riga.', 'DGR 1/2026')) fonte?: string;
  @ApiPropertyOptional({ enum: AFFIDABILITA, description: 'Quanto ci si può fidare della riga.' })
  affidabilita?: string;
}

export class VociJson {
  @ApiProperty(elenco(VoceJson, 'Tutte le voci della versione, nell’ordine in cui vanno lette.', MOST_ITEMS))
  voci: VoceJson[];
}

class DifferenzaContata {
  @ApiProperty({ enum: TIPI_DIFFERENZA, description: 'Che cosa succede alle voci.', example: 'divisa' })
  tipo: TipoDifferenza;
  @ApiProperty(conteggio('Quante volte.')) quante: number;
}

export class BozzaEsaminata {
  @ApiProperty(codice('Sigla della nomenclatura.', 'REG')) sistema: string;
  @ApiProperty(codice('Versione.', '2')) versione: string;
  @ApiProperty({ ...revisione, nullable: true, description: 'Revisione della bozza; null se si è solo verificato.' })
  revisione: number | null;
  @ApiProperty(conteggio('Voci.')) voci: number;
  @ApiProperty(maybe(codice('Versione pubblicata prima; null se non c’è.', '1'))) prima: string | null;
  @ApiProperty(elenco(DifferenzaContata, 'Differenze dalla versione prima, per tipo.', TIPI_DIFFERENZA.length))
  differenze: DifferenzaContata[];
  @ApiProperty(elenco(RilievoLetto, 'Avvisi; con un errore la richiesta è rifiutata.', MOST_RILIEVI))
  rilievi: RilievoLetto[];
}

export class BozzaLetta extends VersioneGestita {
  @ApiProperty(conteggio('Voci della bozza.')) totale: number;
  @ApiProperty(elenco(VoceLetta, 'Voci, nell’ordine in cui sono arrivate.')) voci: VoceLetta[];
}

export class VersionePubblicata extends VersioneGestita {
  @ApiProperty({
    type: VersioneGestita,
    nullable: true,
    description: 'La versione che finisce il giorno prima; null se nessuna era aperta.',
  })
  chiusa: VersioneGestita | null;
}

class FattoLetto {
  @ApiProperty({ description: 'Quando.', type: String, format: 'date-time', maxLength: 30 }) il: Date;
  @ApiProperty(testo('Client o operatore.', 'pdnd:regione')) chi: string;
  @ApiProperty({ description: 'Ente per cui agiva.', type: String, format: 'uuid', maxLength: 36, nullable: true })
  ente: string | null;
  @ApiProperty(testo('Che cosa ha fatto.', 'pubblicata')) azione: string;
  @ApiProperty(maybe(testo('Perché.', 'Due codici scambiati'))) motivo: string | null;
}

export class StoriaVersione {
  @ApiProperty(elenco(FattoLetto, 'Che cosa è stato fatto della versione, dal più recente.', 200)) storia: FattoLetto[];
}

/** A version without what is only ours. */
export function versioneGestita({ id: _, ente: __, ...versione }: VersioneTenuta): VersioneGestita {
  return versione;
}

export function bozzaEsaminata(
  sistema: string,
  versione: string,
  { differenze, rilievi, ...esito }: Esaminata,
): BozzaEsaminata {
  const counted = TIPI_DIFFERENZA.flatMap((tipo) => {
    const quante = differenze[tipo];
    return quante === undefined ? [] : [{ tipo, quante }];
  });
  return { sistema, versione, ...esito, differenze: counted, rilievi: [...rilievi] };
}
