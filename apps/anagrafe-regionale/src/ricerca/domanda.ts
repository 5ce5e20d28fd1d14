import { ApiProperty } from '@nestjs/swagger';
import { Allow, isUUID } from 'class-validator';
import { OpenFields } from '#libs/http';
import { CODICI_FINALITA, FINALITA } from '../visibilita/finalita.js';

const DESCRIZIONE = `Perché si cerca la persona: ${CODICI_FINALITA.map((one) => `\`${one}\`: ${FINALITA[one].testo}`).join(' ')}`;

/**
 * Any value is let in: what is missing or unknown must reach the register of accesses before it is refused, and a check on the class
 * would refuse it on the way.
 */
@OpenFields()
export class DomandaLettura {
  @ApiProperty({ description: DESCRIZIONE, enum: CODICI_FINALITA })
  @Allow()
  finalita: unknown;
}

/** Of one person that a code names. */
@OpenFields()
export class DomandaCodice extends DomandaLettura {
  @ApiProperty({
    description: 'Codice fiscale, anche provvisorio (11 cifre), o codice STP o ENI.',
    type: String,
    minLength: 11,
    maxLength: 16,
    example: 'RSSMRK66C14H501U',
  })
  @Allow()
  codice_fiscale: unknown;
}

@OpenFields()
export class DomandaPersona extends DomandaLettura {
  @ApiProperty({
    description:
      'Presa in carico di un ente dell’ambito che riguarda la persona: chi la indica vede di un residente dell’ambito anche ciò che serve a lavorare con lei.',
    type: String,
    format: 'uuid',
    maxLength: 36,
    required: false,
  })
  @Allow()
  caso?: unknown;
}

const quale = (description: string, rest: object = {}) => ({
  description,
  type: String,
  required: false,
  maxLength: 100,
  ...rest,
});

@OpenFields()
export class DomandaRicerca extends DomandaPersona {
  @ApiProperty(
    quale('Codice fiscale, anche provvisorio (11 cifre), o codice STP o ENI. Da solo.', {
      minLength: 11,
      maxLength: 16,
      example: 'RSSMRK66C14H501U',
    }),
  )
  @Allow()
  codice_fiscale?: unknown;

  @ApiProperty(
    quale('Cognome, o il suo inizio: almeno tre lettere e un asterisco. Accenti e segni non contano.', {
      example: 'ROSSI',
    }),
  )
  @Allow()
  cognome?: unknown;

  @ApiProperty(quale('Nome, o il suo inizio. Un sistema lo indica sempre per intero.', { example: 'MIRKO' }))
  @Allow()
  nome?: unknown;

  @ApiProperty(quale('Data di nascita.', { format: 'date', maxLength: 10, example: '1966-03-14' }))
  @Allow()
  data_nascita?: unknown;

  @ApiProperty({
    description: 'Anno di nascita, con «comune_residenza», dove la data non si sa; solo per un operatore.',
    type: 'integer',
    format: 'int32',
    minimum: 1850,
    maximum: 2200,
    required: false,
  })
  @Allow()
  anno_nascita?: unknown;

  @ApiProperty(
    quale('Codice ISTAT del comune di residenza.', { pattern: '^[0-9]{6}$', maxLength: 6, example: '042022' }),
  )
  @Allow()
  comune_residenza?: unknown;
}

/** A case that is no id at all is as one that is not hers: it gives no more. */
export function casoOf(value: unknown): string | undefined {
  return isUUID(value) ? (value as string).toLowerCase() : undefined;
}
