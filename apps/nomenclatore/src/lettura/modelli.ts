import { ApiProperty } from '@nestjs/swagger';
import { TIPI_ENTE, SISTEMI_CODICE_ENTE } from '#libs/riferimenti';
import { AFFIDABILITA } from '../pacchetto/celle.js';
import { codice, codici, conteggio, elenco, giorno, maybe, testo } from './proprieta.js';

/** Where a row comes from: shown with every fact, so that who reads can judge it. */
export class Provenienza {
  @ApiProperty({ enum: AFFIDABILITA, description: 'Quanto ci si può fidare della riga.' }) affidabilita: string;
  @ApiProperty(testo('Da dove viene la riga.', 'anpr')) fonte: string;
}

export class VersioneLetta extends Provenienza {
  @ApiProperty(codice('Versione.', '1.0')) versione: string;
  @ApiProperty(testo('Denominazione.', 'Prestazioni sociali del SIUSS')) denominazione: string;
  @ApiProperty({ enum: ['pubblicata', 'ritirata'], description: 'Stato: una versione pubblicata non cambia più.' })
  stato: string;
  @ApiProperty(giorno('Primo giorno di validità.')) dal: string;
  @ApiProperty(maybe(giorno('Ultimo giorno di validità; null se non c’è.', '2026-12-31'))) al: string | null;
  @ApiProperty(conteggio('Numero di voci.')) voci: number;
  @ApiProperty({ ...conteggio('Revisione; cresce quando una versione è chiusa o ritirata.'), minimum: 1, example: 1 })
  revisione: number;
}

export class SistemaLetto {
  @ApiProperty(codice('Sigla della nomenclatura.', 'SIUSS')) sistema: string;
  @ApiProperty(elenco(VersioneLetta, 'Versioni, dalla più recente.')) versioni: VersioneLetta[];
}

export class SistemiLetti {
  @ApiProperty(elenco(SistemaLetto, 'Nomenclature pubblicate.')) sistemi: SistemaLetto[];
}

export class VoceLetta extends Provenienza {
  @ApiProperty(codice('Codice.', 'A1.01')) codice: string;
  @ApiProperty(maybe(codice('Codice o raggruppamento di cui fa parte.', 'A9.01'))) padre: string | null;
  @ApiProperty(testo('Denominazione.', 'Assegno per il nucleo familiare erogato dai comuni')) denominazione: string;
  @ApiProperty(maybe(testo('Descrizione.', 'Contributo economico'))) descrizione: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Altre caratteristiche; i nomi dipendono dalla nomenclatura.',
    example: { sezione: 'A1' },
  })
  attributi: Record<string, unknown>;
  @ApiProperty(codici('Codici della versione precedente di cui la voce prende il posto.'))
  sostituisce: string[];
}

export class VociLette {
  @ApiProperty(conteggio('Voci della versione.')) totale: number;
  @ApiProperty(elenco(VoceLetta, 'Voci, nell’ordine della fonte.')) voci: VoceLetta[];
}

export class ComuneLetto extends Provenienza {
  @ApiProperty(maybe(codice('Codice catastale (Belfiore).', 'G479'))) belfiore: string | null;
  @ApiProperty(codice('Codice ISTAT.', '041044')) istat: string;
  @ApiProperty(testo('Denominazione.', 'PESARO')) denominazione: string;
  @ApiProperty(maybe(testo('Denominazione nell’altra lingua ufficiale.', 'BOZEN'))) altra_denominazione: string | null;
  @ApiProperty(maybe(codice('Sigla della provincia.', 'PU'))) sigla_provincia: string | null;
  @ApiProperty(codice('Codice ISTAT della regione; EX se non è più in Italia.', '11')) regione_istat: string;
  @ApiProperty(giorno('Primo giorno di validità.', '1929-05-23')) dal: string;
  @ApiProperty(giorno('Ultimo giorno di validità; 9999-12-31 se è in vigore.', '9999-12-31')) al: string;
}

export class ComuniLetti {
  @ApiProperty(conteggio('Comuni che rispondono alla richiesta.')) totale: number;
  @ApiProperty(elenco(ComuneLetto, 'Comuni, per codice ISTAT.')) comuni: ComuneLetto[];
}

export class StoriaComune {
  @ApiProperty(elenco(ComuneLetto, 'Tutte le registrazioni del codice, dalla più vecchia.', 100))
  storia: ComuneLetto[];
}

export class ProvinciaLetta extends Provenienza {
  @ApiProperty(codice('Codice ISTAT.', '041')) istat: string;
  @ApiProperty(testo('Denominazione.', 'Pesaro e Urbino')) denominazione: string;
  @ApiProperty(codice('Sigla.', 'PU')) sigla: string;
  @ApiProperty(codice('Codice ISTAT della regione.', '11')) regione_istat: string;
}

export class ProvinceLette {
  @ApiProperty(elenco(ProvinciaLetta, 'Province in vigore.')) province: ProvinciaLetta[];
}

export class RegioneLetta extends Provenienza {
  @ApiProperty(codice('Codice ISTAT.', '11')) istat: string;
  @ApiProperty(testo('Denominazione.', 'Marche')) denominazione: string;
  @ApiProperty(maybe(codice('Provincia autonoma a cui si riferisce la riga.', '021'))) provincia_istat: string | null;
  @ApiProperty(codice('Codice della regione per l’Agenzia delle Entrate e per INPS.', '10')) agenzia_entrate: string;
}

export class RegioniLette {
  @ApiProperty(elenco(RegioneLetta, 'Regioni e province autonome.', 100)) regioni: RegioneLetta[];
}

export class StatoLetto extends Provenienza {
  @ApiProperty(maybe(codice('Codice ISTAT.', '201'))) istat: string | null;
  @ApiProperty(testo('Denominazione.', 'ALBANIA')) denominazione: string;
  @ApiProperty(maybe(codice('ISO 3166 alpha-3.', 'ALB'))) iso_alpha3: string | null;
  @ApiProperty(maybe(codice('ISO 3166 numerico.', '008'))) iso_numerico: string | null;
  @ApiProperty(maybe(codice('Codice catastale.', 'Z100'))) belfiore: string | null;
  @ApiProperty(giorno('Ultimo giorno dello Stato; 9999-12-31 se esiste.', '9999-12-31')) al: string;
}

export class StatiLetti {
  @ApiProperty(elenco(StatoLetto, 'Stati e territori esteri, anche cessati.')) stati: StatoLetto[];
}

class CodiceLetto extends Provenienza {
  @ApiProperty({ enum: SISTEMI_CODICE_ENTE, description: 'Sistema del codice.' }) sistema: string;
  @ApiProperty(codice('Codice.', 'G479')) codice: string;
  @ApiProperty(giorno('Primo giorno di validità.')) dal: string;
  @ApiProperty(maybe(giorno('Ultimo giorno di validità; null se non c’è.', '2026-12-31'))) al: string | null;
}

export class EnteLetto extends Provenienza {
  @ApiProperty({ description: 'Identificativo interno, sempre lo stesso.', format: 'uuid', maxLength: 36 }) id: string;
  @ApiProperty(testo('Denominazione.', 'Comune di Pesaro')) denominazione: string;
  @ApiProperty({ enum: TIPI_ENTE, description: 'Tipo di ente.' }) tipo: string;
  @ApiProperty(giorno('Primo giorno di validità.', '1861-03-17')) dal: string;
  @ApiProperty(maybe(giorno('Ultimo giorno di validità; null se non c’è.', '2026-12-31'))) al: string | null;
  @ApiProperty(elenco(CodiceLetto, 'Tutti i codici, anche quelli di prima.', 100)) codici: CodiceLetto[];
  @ApiProperty({
    description: 'Identificativi degli enti cessati che questo continua.',
    type: 'array',
    maxItems: 100,
    items: { type: 'string', format: 'uuid', maxLength: 36, example: 'd290f1ee-6c54-4b01-90e6-d701748f0851' },
  })
  predecessori: string[];
  @ApiProperty({ ...conteggio('Quante volte è cambiato: chi lo cambia la ripete.'), example: 3 }) revisione: number;
}

export class EntiLetti {
  @ApiProperty(conteggio('Enti che rispondono alla richiesta.')) totale: number;
  @ApiProperty(elenco(EnteLetto, 'Enti, per denominazione.')) enti: EnteLetto[];
}

class PeriodoLetto extends Provenienza {
  @ApiProperty({ description: 'Identificativo dell’ente.', format: 'uuid', maxLength: 36 }) ente: string;
  @ApiProperty(testo('Denominazione dell’ente.', 'Comune di Pesaro')) denominazione: string;
  @ApiProperty(giorno('Primo giorno.')) dal: string;
  @ApiProperty(maybe(giorno('Ultimo giorno; null se non c’è.', '2026-12-31'))) al: string | null;
}

export class AmbitoLetto extends Provenienza {
  @ApiProperty({ description: 'Identificativo interno.', format: 'uuid', maxLength: 36 }) id: string;
  @ApiProperty(codice('Codice.', 'ATS01')) codice: string;
  @ApiProperty(testo('Denominazione.', 'Pesaro')) denominazione: string;
  @ApiProperty(testo('Come la Regione chiama i suoi ambiti.', 'ATS')) tipo: string;
  @ApiProperty(elenco(PeriodoLetto, 'Ente capofila nel giorno.', 10)) capofila: PeriodoLetto[];
  @ApiProperty(elenco(PeriodoLetto, 'Enti che ne fanno parte nel giorno.')) appartenenze: PeriodoLetto[];
  @ApiProperty({ ...conteggio('Quante volte è cambiato: chi lo cambia la ripete.'), example: 3 }) revisione: number;
}

export class AmbitiLetti {
  @ApiProperty(elenco(AmbitoLetto, 'Ambiti in vigore nel giorno.')) ambiti: AmbitoLetto[];
}
