import { ApiProperty, IntersectionType, PickType } from '@nestjs/swagger';
import { ListaRichiesta } from '../lettura/liste.js';
import { Provenienza } from '../lettura/modelli.js';
import { codice, conteggio, elenco, giorno, maybe, testo } from '../lettura/proprieta.js';
import { PaginaRichiesta } from '../lettura/richieste.js';
import { TIPI_VARIAZIONE } from './detta.js';

export class ComuneVariato {
  @ApiProperty(maybe(codice('Codice catastale.', 'M999'))) belfiore: string | null;
  @ApiProperty(codice('Codice ISTAT.', '041075')) istat: string;
  @ApiProperty(testo('Denominazione.', 'COLLI AL METAURO')) denominazione: string;
  @ApiProperty(maybe(codice('Sigla della provincia.', 'PU'))) sigla_provincia: string | null;
}

class VariazioneComuni {
  @ApiProperty({ enum: TIPI_VARIAZIONE, description: 'Che cosa succede.' }) tipo: string;
  @ApiProperty(giorno('Primo giorno in cui vale.', '2027-01-01')) dal: string;
  @ApiProperty(elenco(ComuneVariato, 'Registrazioni che finiscono il giorno prima, com’erano.', 100))
  chiuse: ComuneVariato[];
  @ApiProperty(elenco(ComuneVariato, 'Registrazioni che cominciano quel giorno.', 100)) aperte: ComuneVariato[];
}

class EffettoLetto {
  @ApiProperty({
    enum: ['enti', 'codici_enti', 'appartenenze', 'capofila', 'deleghe', 'client'],
    description: 'Registro che varia. `deleghe` sono anche le adesioni.',
  })
  registro: string;
  @ApiProperty(testo('Che cosa varia.', 'ATS01: Comune di Mombaroccio')) cosa: string;
  @ApiProperty({
    enum: ['comincia', 'finisce', 'cambia', 'tolto'],
    description: 'Che cosa gli succede. `tolto`: doveva cominciare dopo, e non comincia più.',
  })
  effetto: string;
  @ApiProperty(giorno('Primo giorno.')) dal: string;
  @ApiProperty(maybe(giorno('Ultimo giorno.', '2026-12-31'))) al: string | null;
}

export class VariazioniEsaminate {
  @ApiProperty({ type: Boolean, description: 'Falso se si è solo verificato: niente è cambiato.', example: true })
  registrata: boolean;
  @ApiProperty(elenco(VariazioneComuni, 'Le variazioni, con ciò che cambiano nei comuni.', 50))
  variazioni: VariazioneComuni[];
  @ApiProperty(elenco(EffettoLetto, 'Ciò che ne segue nei registri.', 10_000)) effetti: EffettoLetto[];
}

class AttoVariazione {
  @ApiProperty(testo('Tipo.', 'legge regionale')) tipo: string;
  @ApiProperty(testo('Numero.', '30')) numero: string;
  @ApiProperty(giorno('Data.', '2026-12-10')) data: string;
}

export class VariazioneLetta extends Provenienza {
  @ApiProperty({ enum: TIPI_VARIAZIONE, description: 'Che cosa succede.' }) tipo: string;
  @ApiProperty(giorno('Primo giorno in cui vale.', '2027-01-01')) dal: string;
  @ApiProperty(elenco(ComuneVariato, 'Registrazioni che finiscono il giorno prima, com’erano.', 100))
  chiuse: ComuneVariato[];
  @ApiProperty(elenco(ComuneVariato, 'Registrazioni che cominciano quel giorno.', 100)) aperte: ComuneVariato[];
  @ApiProperty({ type: AttoVariazione, description: 'La legge o il decreto.' }) atto: AttoVariazione;
}

export class VariazioniLette {
  @ApiProperty(conteggio('Variazioni in tutto.')) totale: number;
  @ApiProperty(elenco(VariazioneLetta, 'Variazioni, dalla più recente.')) variazioni: VariazioneLetta[];
}

export class VariazioniCercate extends IntersectionType(PickType(PaginaRichiesta, ['da', 'limite']), ListaRichiesta) {}
