import { ApiProperty } from '@nestjs/swagger';
import { VERBI } from '../accesso/registro-accessi.js';
import { FONTI } from '../persona/fonte.js';
import { RispostaPresaInCarico } from '../presa-in-carico/risposta.js';
import { RispostaProtezione } from '../protezione/risposta.js';

/** Most of each list; that something was left out is said. */
export const SCHEDE_ESTRATTE = 1000;
export const PERIODI_ESTRATTI = 1000;
export const ACCESSI_ESTRATTI = 5000;

const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;
const istante = (description: string) => ({ description, type: String, format: 'date-time', maxLength: 30 }) as const;
const giorno = (description: string) => ({ description, type: String, format: 'date', maxLength: 10 }) as const;
const testo = (description: string, maxLength: number) => ({ description, maxLength }) as const;

export class EnteEstratto {
  @ApiProperty(id('Identificativo dell’ente.')) id: string;
  @ApiProperty({ ...testo('Denominazione.', 200), nullable: true, type: String }) denominazione: string | null;
}

export class DatoEstratto {
  @ApiProperty(testo('Che cosa.', 60)) dato: string;
  @ApiProperty(testo('Valore.', 2000)) valore: string;
}

export class FonteEstratta {
  @ApiProperty({ description: 'Genere di fonte.', enum: FONTI }) fonte: string;
  @ApiProperty({ description: 'Ente che ha detto questi dati.', type: EnteEstratto }) ente: EnteEstratto;
  @ApiProperty(testo('Tracciato e versione.', 60)) tracciato: string;
  @ApiProperty(istante('Quando sono stati accettati.')) accettata_il: Date;
  @ApiProperty({ description: 'I dati, come la fonte li ha detti.', type: [DatoEstratto], maxItems: 50 })
  dati: DatoEstratto[];
}

export class PeriodoEstratto {
  @ApiProperty(testo('Che cosa: residenza, domicilio, famiglia, convivenza.', 20)) genere: string;
  @ApiProperty({ ...testo('Codice ISTAT del comune.', 6), nullable: true, type: String }) comune: string | null;
  @ApiProperty({ ...testo('Indirizzo.', 300), nullable: true, type: String }) indirizzo: string | null;
  @ApiProperty(giorno('Primo giorno.')) dal: string;
  @ApiProperty({ ...giorno('Ultimo giorno; nullo se vale ancora.'), nullable: true }) al: string | null;
}

export class BaseEstratta {
  @ApiProperty(testo('Per che cosa.', 60)) finalita: string;
  @ApiProperty(testo('Con quale base giuridica.', 400)) base: string;
}

export class DestinatarioEstratto {
  @ApiProperty(testo('A chi.', 100)) destinatario: string;
  @ApiProperty(testo('Quali dati.', 300)) dati: string;
  @ApiProperty(testo('Perché.', 200)) motivo: string;
}

export class AccessoEstratto {
  @ApiProperty({ description: 'Ente che ha guardato: mai il nome di un operatore.', type: EnteEstratto })
  ente: EnteEstratto;
  @ApiProperty(giorno('In che giorno.')) il: string;
  @ApiProperty({ ...testo('Con quale finalità.', 60), nullable: true, type: String }) finalita: string | null;
  @ApiProperty({ description: 'Che cosa ha fatto.', enum: VERBI }) verbo: string;
}

export class RispostaEstratto {
  @ApiProperty(istante('Quando è stato composto.')) generato_il: Date;
  @ApiProperty({ description: 'Titolare che risponde.', type: EnteEstratto }) titolare: EnteEstratto;
  @ApiProperty({ description: 'La persona, come risulta oggi.', type: [DatoEstratto], maxItems: 50 })
  persona: DatoEstratto[];
  @ApiProperty({ description: 'Chi ha detto che cosa.', type: [FonteEstratta], maxItems: SCHEDE_ESTRATTE })
  fonti: FonteEstratta[];
  @ApiProperty({ description: 'Residenze e famiglie.', type: [PeriodoEstratto], maxItems: PERIODI_ESTRATTI })
  periodi: PeriodoEstratto[];
  @ApiProperty({
    description: 'Le prese in carico del titolare che risponde: le altre le dà chi le ha.',
    type: [RispostaPresaInCarico],
    maxItems: 1000,
  })
  prese_in_carico: RispostaPresaInCarico[];
  @ApiProperty({
    description: 'Le protezioni messe dal titolare che risponde.',
    type: [RispostaProtezione],
    maxItems: 1000,
  })
  protezioni: RispostaProtezione[];
  @ApiProperty({ description: 'Basi giuridiche.', type: [BaseEstratta], maxItems: 50 }) basi_giuridiche: BaseEstratta[];
  @ApiProperty({ description: 'Destinatari.', type: [DestinatarioEstratto], maxItems: 20 })
  destinatari: DestinatarioEstratto[];
  @ApiProperty({
    description: 'Chi ha guardato, dal più recente.',
    type: [AccessoEstratto],
    maxItems: ACCESSI_ESTRATTI,
  })
  accessi: AccessoEstratto[];
  @ApiProperty({ description: 'Vero se un elenco era più lungo di quanto qui si mostra.' }) troncato: boolean;
  @ApiProperty(testo('Lo stesso, da leggere e da stampare.', 5_000_000)) testo: string;
}
