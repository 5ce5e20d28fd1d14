import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { codice, conteggio, elenco, giorno, maybe, testo } from '../lettura/proprieta.js';
import { TIPI_DIFFERENZA, type TipoDifferenza } from './differenze.js';

/** Items of a version at most; two versions that share nothing differ by twice as much. */
const MOST_DIFFERENCES = 10_000;
const VALORE = maybe(testo('Valore come nei file: S o N, elenchi divisi da |; null se non c’è.', 'Pasti a domicilio'));

export class DifferenzeRichieste {
  @ApiPropertyOptional({
    description: 'Versione da cui partire; quella pubblicata prima se manca.',
    pattern: '^[0-9A-Za-z.-]{1,20}$',
    maxLength: 20,
    example: '1',
  })
  @IsOptional()
  @Matches(/^[0-9A-Za-z.-]{1,20}$/)
  da?: string;
}

class VersioneConfrontata {
  @ApiProperty(codice('Versione.', '2')) versione: string;
  @ApiProperty(testo('Denominazione.', 'Nomenclatore regionale')) denominazione: string;
  @ApiProperty({ enum: ['pubblicata', 'ritirata'], description: 'Stato.' }) stato: string;
  @ApiProperty(giorno('Primo giorno di validità.')) dal: string;
  @ApiProperty(maybe(giorno('Ultimo giorno di validità; null se non c’è.', '2026-12-31'))) al: string | null;
  @ApiProperty(testo('Da dove viene.', 'DGR 1/2026')) fonte: string;
}

class VoceDifferente {
  @ApiProperty(codice('Codice.', 'R1.01')) codice: string;
  @ApiProperty(maybe(codice('Codice o raggruppamento di cui fa parte.', 'R1'))) padre: string | null;
  @ApiProperty(testo('Denominazione.', 'Assistenza domiciliare')) denominazione: string;
}

class CampoDifferente {
  @ApiProperty(testo('Campo o caratteristica.', 'denominazione')) campo: string;
  @ApiProperty(VALORE) prima: string | null;
  @ApiProperty(VALORE) dopo: string | null;
}

class DifferenzaLetta {
  @ApiProperty({
    enum: TIPI_DIFFERENZA,
    description: 'Che cosa è successo; `ricomposta`: più voci sono diventate più voci diverse.',
    example: 'divisa',
  })
  tipo: TipoDifferenza;
  @ApiProperty(elenco(VoceDifferente, 'Voci della versione di partenza.', MOST_DIFFERENCES)) prima: VoceDifferente[];
  @ApiProperty(elenco(VoceDifferente, 'Voci della versione di arrivo.', MOST_DIFFERENCES)) dopo: VoceDifferente[];
  @ApiProperty(elenco(CampoDifferente, 'Campi cambiati, dove una voce è rimasta una.', 100)) campi: CampoDifferente[];
}

export class DifferenzeLette {
  @ApiProperty(codice('Sigla della nomenclatura.', 'REG')) sistema: string;
  @ApiProperty({ type: VersioneConfrontata, nullable: true, description: 'Versione di partenza; null per la prima.' })
  da: VersioneConfrontata | null;
  @ApiProperty({ type: VersioneConfrontata, description: 'Versione di arrivo.' }) a: VersioneConfrontata;
  @ApiProperty(elenco(DifferenzaLetta, 'Differenze, prima quelle che chiedono una scelta.', MOST_DIFFERENCES))
  differenze: DifferenzaLetta[];
  @ApiProperty(conteggio('Voci senza differenze.')) invariate: number;
}
