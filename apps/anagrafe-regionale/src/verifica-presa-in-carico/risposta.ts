import { ApiProperty } from '@nestjs/swagger';

/** Of one person: more enti than these have no act with the same one. */
export const ENTI_NOMINATI = 20;

const SI_NO = ['si', 'no'] as const;
export type SiNo = (typeof SI_NO)[number];

export class RispostaEnteInCarico {
  @ApiProperty({ description: 'Identificativo dell’ente.', format: 'uuid', maxLength: 36 }) id: string;
  @ApiProperty({ description: 'Denominazione.', maxLength: 200, nullable: true, type: String })
  denominazione: string | null;
  @ApiProperty({
    description: 'Posta dell’ufficio a cui rivolgersi; nulla se non l’ha indicata.',
    maxLength: 120,
    nullable: true,
    type: String,
  })
  contatto: string | null;
}

export class RispostaVerifica {
  @ApiProperty({ description: 'Un altro ente l’ha in carico oggi.', enum: SI_NO }) in_carico_altrove: SiNo;
  @ApiProperty({
    description: 'Si è presentata di recente a un altro ente: una prestazione, o una presa in carico chiusa.',
    enum: SI_NO,
  })
  vista_altrove: SiNo;
  @ApiProperty({
    description:
      'Chi l’ha in carico, e solo se un suo atto in vigore consente a chi chiede di consultarlo; altrimenti nessuno.',
    type: [RispostaEnteInCarico],
    maxItems: ENTI_NOMINATI,
  })
  enti: RispostaEnteInCarico[];
}
