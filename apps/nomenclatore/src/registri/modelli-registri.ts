import { ApiProperty } from '@nestjs/swagger';
import { IDENTITA_CLIENT, OGGETTI_DELEGA, TIPI_ENTE } from '#libs/riferimenti';
import { RUOLI } from '#libs/security';
import { Provenienza } from '../lettura/modelli.js';
import { codice, conteggio, elenco, giorno, maybe, testo } from '../lettura/proprieta.js';

const id = (description: string) => ({
  description,
  type: String,
  format: 'uuid',
  maxLength: 36,
  example: 'd290f1ee-6c54-4b01-90e6-d701748f0851',
});
const REVISIONE = { ...conteggio('Quante volte è cambiata: chi la cambia la ripete.'), example: 1 };
const OLD_DAY = '2024-01-01';

export class EnteNominato {
  @ApiProperty(id('Identificativo dell’ente.')) id: string;
  @ApiProperty(testo('Denominazione.', 'Comune di Pesaro')) denominazione: string;
}

export class AttoLetto {
  @ApiProperty(testo('Tipo di atto.', 'deliberazione')) tipo: string;
  @ApiProperty(testo('Numero.', '12/2026')) numero: string;
  @ApiProperty(giorno('Data.', '2025-12-15')) data: string;
}

export class DelegaLetta extends Provenienza {
  @ApiProperty(id('Identificativo.')) id: string;
  @ApiProperty(REVISIONE) revisione: number;
  @ApiProperty(testo('Sigla dell’atto nel registro.', 'DEMO-ATS01-A944')) sigla: string;
  @ApiProperty({ type: EnteNominato, description: 'Chi delega.' }) delegante: EnteNominato;
  @ApiProperty({ type: EnteNominato, description: 'Chi è delegato.' }) delegato: EnteNominato;
  @ApiProperty({ enum: OGGETTI_DELEGA, description: 'Per che cosa.' }) oggetto: string;
  @ApiProperty(maybe(codice('Tracciato, se è per il deposito.', 'PS_PSA_SINA'))) tracciato: string | null;
  @ApiProperty(maybe(codice('Ambito per il quale vale.', 'ATS01'))) ambito: string | null;
  @ApiProperty({ description: 'Il delegato può delegare ad altri.', example: false }) subdelegabile: boolean;
  @ApiProperty(maybe(testo('Sigla della delega da cui viene.', 'D-1'))) deriva_da: string | null;
  @ApiProperty({ type: AttoLetto, description: 'L’atto.' }) atto: AttoLetto;
  @ApiProperty(giorno('Primo giorno.', OLD_DAY)) dal: string;
  @ApiProperty(maybe(giorno('Ultimo giorno; null se non c’è.', '2026-12-31'))) al: string | null;
}

export class DelegheLette {
  @ApiProperty(conteggio('Atti che rispondono alla richiesta.')) totale: number;
  @ApiProperty(elenco(DelegaLetta, 'Atti, per sigla.')) deleghe: DelegaLetta[];
}

export class ClientLetto extends Provenienza {
  @ApiProperty(id('Identificativo della registrazione.')) id: string;
  @ApiProperty(REVISIONE) revisione: number;
  @ApiProperty(codice('Identificativo del client.', 'demo-g479')) client_id: string;
  @ApiProperty({ enum: IDENTITA_CLIENT, description: 'Chi lo ha rilasciato.' }) identita: string;
  @ApiProperty({ type: EnteNominato, description: 'Ente per il quale agisce.' }) ente: EnteNominato;
  @ApiProperty({ type: EnteNominato, nullable: true, description: 'Software house che lo gestisce.' })
  gestore: EnteNominato | null;
  @ApiProperty({ enum: RUOLI, isArray: true, minItems: 1, maxItems: RUOLI.length, description: 'Ruoli.' })
  ruoli: string[];
  @ApiProperty(giorno('Primo giorno.', OLD_DAY)) dal: string;
  @ApiProperty(maybe(giorno('Ultimo giorno; null se non c’è.', '2026-12-31'))) al: string | null;
}

export class ClientLetti {
  @ApiProperty(conteggio('Registrazioni che rispondono alla richiesta.')) totale: number;
  @ApiProperty(elenco(ClientLetto, 'Registrazioni, per identificativo del client.')) client: ClientLetto[];
}

/** Whether an ente takes part on a day, and by which act. */
export class PosizioneEnte {
  @ApiProperty(id('Identificativo dell’ente.')) id: string;
  @ApiProperty(testo('Denominazione.', 'Comune di Pesaro')) denominazione: string;
  @ApiProperty({ enum: TIPI_ENTE, description: 'Tipo di ente.' }) tipo: string;
  @ApiProperty(maybe(codice('Ambito di quel giorno.', 'ATS01'))) ambito: string | null;
  @ApiProperty({ description: 'Se un’adesione è in vigore.', example: true }) aderisce: boolean;
  @ApiProperty(maybe(id('L’atto in vigore; null se non c’è.'))) delega: string | null;
  @ApiProperty(maybe(testo('Numero dell’atto.', 'DEMO ADESIONE/1'))) atto_numero: string | null;
  @ApiProperty(maybe(giorno('Ultimo giorno dell’atto; null se non c’è.', '2026-12-31'))) al: string | null;
}

export class PosizioneAmbito {
  @ApiProperty(codice('Codice.', 'ATS01')) ambito: string;
  @ApiProperty(testo('Denominazione.', 'Pesaro')) denominazione: string;
  @ApiProperty(conteggio('Enti che ne fanno parte quel giorno.')) enti: number;
  @ApiProperty(conteggio('Di essi, quelli per i quali un’adesione è in vigore.')) aderenti: number;
}

export class AdesioniLette {
  @ApiProperty(giorno('Giorno al quale si legge.', '2026-01-01')) giorno: string;
  @ApiProperty(conteggio('Enti che possono consegnare, in vigore quel giorno.')) totale: number;
  @ApiProperty(conteggio('Di essi, quelli per i quali un’adesione è in vigore.')) aderenti: number;
  @ApiProperty(elenco(PosizioneAmbito, 'Per ambito.')) ambiti: PosizioneAmbito[];
  @ApiProperty(elenco(PosizioneEnte, 'Enti, prima chi non aderisce, poi per denominazione.', 5000))
  enti: PosizioneEnte[];
}

export class FattoLetto {
  @ApiProperty({ ...giorno('Quando.', '2026-01-01T09:00:00.000Z'), format: 'date-time', maxLength: 24 }) il: Date;
  @ApiProperty(testo('Chi: il client o l’operatore.', 'pdnd:demo-regione')) chi: string;
  @ApiProperty(maybe(id('Ente per il quale agiva.'))) ente: string | null;
  @ApiProperty(testo('Che cosa si è fatto.', 'chiusa')) azione: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Com’era.',
    example: { al: null },
  })
  prima: object | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Com’è diventato.',
    example: { al: '2026-12-31' },
  })
  dopo: object | null;
  @ApiProperty(maybe(testo('Perché.', 'Recesso prot. 123/2026'))) motivo: string | null;
}

export class StoriaLetta {
  @ApiProperty(elenco(FattoLetto, 'Fatti, dal più recente.', 200)) fatti: FattoLetto[];
}

export class ContattoLetto {
  @ApiProperty(testo('Ufficio o funzione.', 'Ufficio servizi sociali')) ufficio: string;
  @ApiProperty(maybe(testo('Posta certificata.', 'comune@pec.esempio.it'))) pec: string | null;
  @ApiProperty(maybe(testo('Posta.', 'sociale@comune.esempio.it'))) email: string | null;
  @ApiProperty(maybe(testo('Telefono.', '+39 0721 000000'))) telefono: string | null;
}

export class ContattiLetti {
  @ApiProperty({ ...conteggio('Quante volte sono cambiati; 0 se non ce ne sono mai stati.'), example: 1 })
  revisione: number;
  @ApiProperty(elenco(ContattoLetto, 'Contatti.', 30)) contatti: ContattoLetto[];
}
