import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { codice, conteggio, elenco, giorno, maybe, testo } from '../lettura/proprieta.js';
import { MOTIVI_INCOMPLETA, type MotivoIncompleta } from './completezza.js';

export class CompletezzaRichiesta {
  @ApiPropertyOptional({
    description: 'Versione della nomenclatura regionale, anche futura; quella in vigore oggi se manca.',
    maxLength: 20,
    pattern: '^[0-9A-Za-z.-]+$',
    example: '2',
  })
  @IsOptional()
  @Matches(/^[0-9A-Za-z.-]{1,20}$/)
  versione?: string;
}

export class VoceIncompletaLetta {
  @ApiProperty(codice('Codice locale.', 'SAD')) codice: string;
  @ApiProperty(testo('Denominazione.', 'Servizio di assistenza domiciliare')) denominazione: string;
  @ApiProperty({
    enum: MOTIVI_INCOMPLETA,
    description:
      'senza_associazione: l’ente deve associare il codice; senza_codice_inps: il codice regionale non ha ancora un codice INPS, tocca alla Regione.',
  })
  motivo: MotivoIncompleta;
  @ApiProperty(codice('Il codice al quale la strada verso INPS finisce.', 'SAD')) fermo: string;
  @ApiProperty(conteggio('Righe dell’ente che aspettano questo codice.')) righe_in_attesa: number;
}

export class CompletezzaLetta {
  @ApiProperty({ type: 'string', format: 'uuid', maxLength: 36, description: 'Ente.' }) ente: string;
  @ApiProperty(testo('Denominazione dell’ente.', 'Comune di Jesi')) denominazione: string;
  @ApiProperty(giorno('Giorno al quale si guarda.', '2026-01-01')) giorno: string;
  @ApiProperty(codice('Versione della lista locale in uso: propria, o del capofila.', 'LOC:E388@1'))
  versione_locale: string;
  @ApiProperty(maybe(codice('Versione della nomenclatura regionale.', 'REG@2'))) versione_regionale: string | null;
  @ApiProperty({ type: 'boolean', description: 'Nessuna riga aspetterebbe.' }) completa: boolean;
  @ApiProperty(conteggio('Voci della lista.')) voci: number;
  @ApiProperty(conteggio('Voci che diventano da sole un codice INPS.')) associate: number;
  @ApiProperty(conteggio('Voci per le quali ogni riga dice che cosa intende.')) con_scelta: number;
  @ApiProperty(elenco(VoceIncompletaLetta, 'Voci che farebbero aspettare le righe.', 50_000))
  incomplete: VoceIncompletaLetta[];
}
