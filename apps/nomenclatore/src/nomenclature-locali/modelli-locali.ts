import { ApiProperty } from '@nestjs/swagger';
import { RELAZIONI, type Relazione } from '#libs/riferimenti';
import { STATI_ASSOCIAZIONE, type StatoAssociazione } from '../associazioni/associazione.js';
import { codice, conteggio, elenco, giorno, maybe, testo } from '../lettura/proprieta.js';
import { MOST_RILIEVI, RilievoLetto } from '../lettura/rilievi.js';

const UUID = { type: 'string', format: 'uuid', maxLength: 36 } as const;

export class CodiciCaricati {
  @ApiProperty(conteggio('Codici che prima non c’erano.')) nuovi: number;
  @ApiProperty(conteggio('Codici con altre parole, o altro padre.')) cambiati: number;
  @ApiProperty(conteggio('Codici che non ci sono più.')) tolti: number;
}

export class AssociazioniCaricate {
  @ApiProperty(conteggio('Approvate subito: esatte, con le stesse parole.')) approvate: number;
  @ApiProperty(conteggio('Proposte, che la Regione deve guardare.')) proposte: number;
  @ApiProperty(conteggio('Chiuse, perché il file ne dice l’ultimo giorno o ne comincia un’altra.')) chiuse: number;
  @ApiProperty(conteggio('Proposte di prima che il file non dice più.')) ritirate: number;
}

export class StatoListaLetto {
  @ApiProperty(conteggio('Codici della lista.')) voci: number;
  @ApiProperty(conteggio('Codici con un’associazione approvata.')) associate: number;
  @ApiProperty(conteggio('Codici con una proposta che la Regione deve guardare.')) da_approvare: number;
  @ApiProperty(conteggio('Codici senza nulla, raggruppamenti esclusi: le loro righe aspetteranno.'))
  senza_associazione: number;
}

export class ListaCaricata {
  @ApiProperty(codice('Sistema della lista.', 'LOC:E388')) sistema: string;
  @ApiProperty({ type: 'boolean', description: 'Vero se era una prova: non è stato tenuto nulla.' }) verifica: boolean;
  @ApiProperty({ type: 'boolean', description: 'Vero se il file dice ciò che si sapeva già.' }) invariata: boolean;
  @ApiProperty(codice('Versione che contiene la lista.', '2')) versione: string;
  @ApiProperty({ type: 'boolean', description: 'Vero se la versione è nuova.' }) nuova: boolean;
  @ApiProperty(giorno('Primo giorno della versione.', '2026-01-01')) dal: string;
  @ApiProperty({ type: CodiciCaricati, description: 'Che cosa è cambiato nei codici.' }) codici: CodiciCaricati;
  @ApiProperty({ type: AssociazioniCaricate, description: 'Che cosa è cambiato nelle associazioni.' })
  associazioni: AssociazioniCaricate;
  @ApiProperty({ type: StatoListaLetto, description: 'A che punto è la lista.' }) completezza: StatoListaLetto;
  @ApiProperty(elenco(RilievoLetto, 'Avvisi: non rifiutano il file.', MOST_RILIEVI)) rilievi: RilievoLetto[];
}

export class VersioneLocaleLetta {
  @ApiProperty(codice('Versione.', '1')) versione: string;
  @ApiProperty({ enum: ['pubblicata', 'ritirata'], description: 'Stato.' }) stato: string;
  @ApiProperty(giorno('Primo giorno.', '2026-01-01')) dal: string;
  @ApiProperty(maybe(giorno('Ultimo giorno; null se non c’è.', '2026-12-31'))) al: string | null;
  @ApiProperty(conteggio('Codici.')) voci: number;
}

export class AssociazioneDiVoce {
  @ApiProperty({ description: 'Associazione.', ...UUID }) id: string;
  @ApiProperty(codice('Sistema di arrivo.', 'REG')) a: string;
  @ApiProperty({ enum: RELAZIONI, description: 'Relazione.' }) relazione: Relazione;
  @ApiProperty({
    type: 'array',
    maxItems: 5000,
    description: 'Codici di arrivo.',
    items: { type: 'string', maxLength: 40, pattern: '^[A-Za-z0-9._:-]+$', example: 'R4.01.01' },
  })
  destinazioni: string[];
  @ApiProperty(giorno('Primo giorno.', '2026-01-01')) dal: string;
  @ApiProperty(maybe(giorno('Ultimo giorno; null se non c’è.', '2026-12-31'))) al: string | null;
  @ApiProperty({ enum: STATI_ASSOCIAZIONE, description: 'Stato.' }) stato: StatoAssociazione;
  @ApiProperty(maybe(testo('Nota di chi l’ha proposta.', 'Come da delibera'))) nota: string | null;
  @ApiProperty({ ...conteggio('Revisione.'), example: 1 }) revisione: number;
}

export class VoceLocaleLetta {
  @ApiProperty(codice('Codice locale.', 'SAD-01')) codice: string;
  @ApiProperty(testo('Denominazione.', 'SAD Anziani')) denominazione: string;
  @ApiProperty(maybe(testo('Descrizione.', 'Appalto cooperativa'))) descrizione: string | null;
  @ApiProperty(maybe(codice('Codice di cui è parte.', 'SAD'))) codice_padre: string | null;
  @ApiProperty(elenco(AssociazioneDiVoce, 'Associazioni, di ogni stato, dalla più vecchia.', 5000))
  associazioni: AssociazioneDiVoce[];
}

export class ListaLocaleLetta {
  @ApiProperty({ description: 'Ente.', ...UUID }) ente: string;
  @ApiProperty(testo('Denominazione dell’ente.', 'Comune di Jesi')) denominazione: string;
  @ApiProperty(maybe(codice('Sistema della lista; null se non ne ha mai caricata una.', 'LOC:E388'))) sistema:
    string | null;
  @ApiProperty(elenco(VersioneLocaleLetta, 'Versioni, dalla più recente.', 10_000)) versioni: VersioneLocaleLetta[];
  @ApiProperty(maybe(codice('Versione delle voci che seguono.', '1'))) versione: string | null;
  @ApiProperty(elenco(VoceLocaleLetta, 'Voci, nell’ordine del file.', 5000)) voci: VoceLocaleLetta[];
}
