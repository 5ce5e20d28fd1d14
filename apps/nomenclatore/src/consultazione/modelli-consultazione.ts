import { ApiProperty } from '@nestjs/swagger';
import { RELAZIONI, type Relazione } from '#libs/riferimenti';
import { AffidabilitaContata, FonteLetta } from '../fonti/modelli-fonti.js';
import { Provenienza, VersioneLetta, VoceLetta } from '../lettura/modelli.js';
import { codice, elenco, giorno, maybe, testo } from '../lettura/proprieta.js';
import { AFFIDABILITA } from '../pacchetto/celle.js';

const AFFIDABILITA_RIGA = { enum: AFFIDABILITA, description: 'Quanto ci si può fidare della riga.' } as const;
const FONTE = testo('Da dove viene la riga.', 'ndc_siuss_1.0');
const AL = maybe(giorno('Ultimo giorno di validità; null se non c’è.', '2026-12-31'));

/** A version without its items: what to know before downloading them. */
export class TestataVersione extends VersioneLetta {
  @ApiProperty(codice('Sigla della nomenclatura.', 'SIUSS')) sistema: string;
  @ApiProperty(elenco(AffidabilitaContata, 'Voci per affidabilità.', AFFIDABILITA.length))
  voci_per_affidabilita: AffidabilitaContata[];
  @ApiProperty(elenco(FonteLetta, 'Fonti della versione e delle sue voci, con la licenza di ciascuna.', 500))
  fonti: FonteLetta[];
}

class CodiceConNome {
  @ApiProperty(codice('Codice.', 'HOMECARE')) codice: string;
  @ApiProperty(maybe(testo('Denominazione; null se il codice non è in vigore quel giorno.', 'Assistenza domiciliare')))
  denominazione: string | null;
}

class Associata extends Provenienza {
  @ApiProperty({ enum: RELAZIONI, description: 'Che cosa è la destinazione rispetto al codice.' }) relazione: Relazione;
  @ApiProperty(elenco(CodiceConNome, 'Destinazioni: più d’una solo se va scelta.', 100)) destinazioni: CodiceConNome[];
  @ApiProperty(giorno('Primo giorno di validità.')) dal: string;
  @ApiProperty(AL) al: string | null;
  @ApiProperty(maybe(testo('Che cosa l’associazione non dice.', 'INPS distingue tre aree e ISTAT sette.')))
  limite: string | null;
}

class AssociataAltrove extends Associata {
  @ApiProperty(codice('Nomenclatura delle destinazioni.', 'ISTAT')) a: string;
}

export class VoceConsultata extends VoceLetta {
  @ApiProperty(codice('Nomenclatura.', 'SIUSS')) sistema: string;
  @ApiProperty(codice('Versione in vigore nel giorno.', '1.0')) versione: string;
  @ApiProperty(maybe(testo('Denominazione di ciò di cui fa parte.', 'Contributi economici'))) denominazione_padre:
    string | null;
  @ApiProperty(elenco(AssociataAltrove, 'Che cosa è nelle altre nomenclature, in quel giorno.', 100))
  corrispondenze: AssociataAltrove[];
}

class VoceNelTempo {
  @ApiProperty(codice('Versione.', '2')) versione: string;
  @ApiProperty({ enum: ['pubblicata', 'ritirata'], description: 'Stato della versione.' }) stato: string;
  @ApiProperty(giorno('Primo giorno di validità.')) dal: string;
  @ApiProperty(AL) al: string | null;
  @ApiProperty({ description: 'Se il codice è nella versione; se non c’è, altri possono averne preso il posto.' })
  presente: boolean;
  @ApiProperty(maybe(testo('Denominazione in quella versione.', 'Assistenza domiciliare'))) denominazione:
    string | null;
  @ApiProperty(maybe(codice('Codice di cui fa parte.', 'R1'))) padre: string | null;
  @ApiProperty({ description: 'Codici della versione prima di cui prende il posto.', type: [String], maxItems: 1000 })
  sostituisce: string[];
  @ApiProperty({ description: 'Codici di questa versione che prendono il suo posto.', type: [String], maxItems: 1000 })
  sostituita_da: string[];
  @ApiProperty(maybe(FONTE)) fonte: string | null;
  @ApiProperty({ ...AFFIDABILITA_RIGA, nullable: true, type: String }) affidabilita: string | null;
}

export class StoriaVoce {
  @ApiProperty(codice('Nomenclatura.', 'REG')) sistema: string;
  @ApiProperty(codice('Codice.', 'R12')) codice: string;
  @ApiProperty(
    elenco(VoceNelTempo, 'Versioni che conoscono il codice, o chi ne ha preso il posto, dalla più vecchia.', 500),
  )
  storia: VoceNelTempo[];
}

class Corrispondenza extends Associata {
  @ApiProperty(codice('Codice.', 'A2.07')) codice: string;
  @ApiProperty(maybe(testo('Denominazione; null se il codice non è in vigore quel giorno.', 'Assistenza domiciliare')))
  denominazione: string | null;
}

export class CorrispondenzeLette {
  @ApiProperty(codice('Nomenclatura di partenza.', 'SIUSS')) da: string;
  @ApiProperty(codice('Nomenclatura di arrivo.', 'ISTAT')) a: string;
  @ApiProperty(giorno('Giorno.')) giorno: string;
  @ApiProperty(maybe(codice('Versione di partenza in vigore quel giorno.', '1.0'))) versione_da: string | null;
  @ApiProperty(maybe(codice('Versione di arrivo in vigore quel giorno.', '0.1'))) versione_a: string | null;
  @ApiProperty(elenco(Corrispondenza, 'Associazioni approvate in quel giorno, per codice.', 10_000))
  corrispondenze: Corrispondenza[];
}
