import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { RELAZIONI, type Relazione } from '#libs/riferimenti';
import { Provenienza } from '../lettura/modelli.js';
import { codice, conteggio, elenco, giorno, maybe, testo } from '../lettura/proprieta.js';
import { STATI_ASSOCIAZIONE, type StatoAssociazione } from './associazione.js';

const UUID = { format: 'uuid', maxLength: 36 } as const;
const DI_NESSUNO = { nullable: true, type: String, ...UUID } as const;
const istante = (description: string) => ({ type: 'string', description, format: 'date-time', maxLength: 30 }) as const;
/** `client_credentials:demo-e388` */
const chi = (description: string): ApiPropertyOptions => maybe(testo(description, 'pdnd:comune-di-jesi'));

export class DestinazioneLetta {
  @ApiProperty(codice('Codice di arrivo.', 'R4.01.01')) codice: string;
  @ApiProperty(maybe(testo('Denominazione, dall’ultima versione che ha il codice.', 'Assistenza domiciliare')))
  denominazione: string | null;
}

class VoceAssociata extends Provenienza {
  @ApiProperty({ description: 'Identificativo.', ...UUID }) id: string;
  @ApiProperty(codice('Sistema di partenza.', 'LOC:E388')) da: string;
  @ApiProperty(codice('Codice di partenza.', 'SAD-01')) codice: string;
  @ApiProperty(maybe(testo('Denominazione, dall’ultima versione che ha il codice.', 'SAD Anziani')))
  denominazione: string | null;
  @ApiProperty(codice('Sistema di arrivo.', 'REG')) a: string;
  @ApiProperty({
    enum: RELAZIONI,
    description:
      'esatta: la stessa cosa; piu_ampia, piu_ristretta: la destinazione comprende di più, di meno; scelta: una di più, la riga dice quale.',
  })
  relazione: Relazione;
  @ApiProperty(elenco(DestinazioneLetta, 'Codici di arrivo.', 50)) destinazioni: DestinazioneLetta[];
  @ApiProperty(giorno('Primo giorno.', '2026-01-01')) dal: string;
  @ApiProperty(maybe(giorno('Ultimo giorno; null se non c’è.', '2026-12-31'))) al: string | null;
  @ApiProperty(maybe(testo('Che cosa l’associazione non dice.', 'Comprende anche i pasti'))) limite: string | null;
}

export class AssociazioneLetta extends VoceAssociata {
  @ApiProperty({ enum: STATI_ASSOCIAZIONE, description: 'Stato; chiusa: approvata, con un ultimo giorno.' })
  stato: StatoAssociazione;
  @ApiProperty({ type: 'boolean', description: 'Approvata dalla regola, senza che nessuno la guardasse.' })
  automatica: boolean;
  @ApiProperty({
    enum: ['pacchetto', 'registro'],
    description: 'Viene dai file dell’installazione, o da una proposta.',
  })
  origine: 'pacchetto' | 'registro';
  @ApiProperty({
    description: 'Ente di cui è la lista locale; null per le altre.',
    ...DI_NESSUNO,
  })
  ente: string | null;
  @ApiProperty(chi('Chi l’ha proposta.')) proposta_da: string | null;
  @ApiProperty({ ...istante('Quando è stata proposta.'), nullable: true }) proposta_il: Date | null;
  @ApiProperty(chi('Chi l’ha decisa; `sistema` se nessuno.')) decisa_da: string | null;
  @ApiProperty({ ...istante('Quando è stata decisa.'), nullable: true }) decisa_il: Date | null;
  @ApiProperty(maybe(testo('Nota di chi l’ha proposta.', 'Come da delibera di giunta'))) nota: string | null;
  @ApiProperty({ ...conteggio('Revisione, da citare quando si decide.'), example: 1 }) revisione: number;
}

export class AssociazioniLette {
  @ApiProperty(conteggio('Associazioni che rispondono alla richiesta.')) totale: number;
  @ApiProperty(elenco(AssociazioneLetta, 'Associazioni, per sistema e codice.')) associazioni: AssociazioneLetta[];
}

export class EsitoDecisioneLetto {
  @ApiProperty({ description: 'Associazione.', ...UUID }) id: string;
  @ApiProperty({ type: 'boolean', description: 'La decisione è stata presa.' }) riuscita: boolean;
  @ApiProperty(maybe(codice('Codice dell’errore, se no.', 'associazione_gia_decisa'))) errore: string | null;
  @ApiProperty(maybe(testo('Perché no, e che cosa fare.', 'Rileggerla.'))) dettaglio: string | null;
}

export class EsitiDecisioni {
  @ApiProperty(conteggio('Decisioni prese.')) riuscite: number;
  @ApiProperty(elenco(EsitoDecisioneLetto, 'Un esito per decisione, nello stesso ordine.', 500))
  esiti: EsitoDecisioneLetto[];
}

export class FattoLetto {
  @ApiProperty(istante('Quando.')) il: Date;
  @ApiProperty(testo('Chi: l’identificativo del client o dell’operatore, o `sistema`.', 'pdnd:regione')) chi: string;
  @ApiProperty({ description: 'Ente per cui agiva.', ...DI_NESSUNO }) ente: string | null;
  @ApiProperty(testo('Che cosa è stato fatto.', 'approvata')) azione: string;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'Come era.', example: null })
  prima: object | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Come è diventata.',
    example: { stato: 'approvata' },
  })
  dopo: object | null;
  @ApiProperty(maybe(testo('Perché.', 'come da delibera'))) motivo: string | null;
}

export class StoriaLetta {
  @ApiProperty(elenco(FattoLetto, 'Fatti, dal più recente.', 200)) storia: FattoLetto[];
}
