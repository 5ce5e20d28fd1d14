import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, Matches } from 'class-validator';
import { SISTEMI_CODICE_ENTE, type SistemaCodiceEnte } from '#libs/riferimenti';
import {
  Elenco,
  Facoltativo,
  Forma,
  Giorno,
  Oggetto,
  RifEnte,
  Scelta,
  SiNo,
  Testo,
} from '../registri/campi-richiesta.js';
import { AttoRichiesto } from '../registri/richieste.js';
import { TIPI_VARIAZIONE, type TipoVariazione, type VariazioneDetta } from './detta.js';

const COMUNE = /^([A-Z][0-9]{3}|[0-9]{6})$/;
const AMBITO = /^[A-Z0-9][A-Z0-9-]{1,19}$/;
const MOST_COMUNI = 30;

function Comuni(description: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'array',
      description,
      minItems: 1,
      maxItems: MOST_COMUNI,
      items: { type: 'string', maxLength: 6, pattern: COMUNE.source, example: 'F310' },
    }),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(MOST_COMUNI),
    Matches(COMUNE, { each: true }),
  );
}

class ProvinciaRichiesta {
  @Testo('Denominazione.', 'Medio Campidano', 100) denominazione: string;
  @Forma(/^[A-Z]{2}$/, 2, 'Sigla.', 'VS') sigla: string;
  @Forma(/^[0-9]{2}$/, 2, 'Codice ISTAT della regione.', '20') regione: string;
}

class CodiceNuovo {
  @Scelta(SISTEMI_CODICE_ENTE, 'Sistema del codice.') sistema: SistemaCodiceEnte;
  @Forma(/^[A-Za-z0-9_-]{2,40}$/, 40, 'Codice.', 'c_m999') codice: string;
}

class CapofilaRichiesto {
  @Forma(AMBITO, 20, 'Ambito che perde il suo capofila.', 'ATS01') ambito: string;
  @RifEnte('Chi lo diventa; anche il comune che comincia, con il suo codice catastale.', 'M999') ente: string;
}

export class VariazioneRichiesta {
  @Scelta(TIPI_VARIAZIONE, 'Che cosa succede.') tipo: TipoVariazione;
  @Giorno('Primo giorno in cui vale; anche futuro.', '2027-01-01') dal: string;
  @Comuni(
    'Codici catastali o ISTAT dei comuni che si fondono, sono incorporati, variano, o danno il territorio a quello che si istituisce.',
  )
  comuni: string[];
  @Facoltativo(Forma(COMUNE, 6, 'Di un’incorporazione: il comune che resta.', 'G479')) incorporante?: string | null;
  @Facoltativo(Testo('Denominazione del comune nuovo, o quella nuova.', 'Colli al Metauro', 200))
  denominazione?: string | null;
  @Facoltativo(Testo('Denominazione nell’altra lingua ufficiale.', 'Brixen', 200)) altra_denominazione?: string | null;
  @Facoltativo(Forma(/^[A-Z][0-9]{3}$/, 4, 'Codice catastale del comune nuovo.', 'M999')) belfiore?: string | null;
  @Facoltativo(Forma(/^[0-9]{6}$/, 6, 'Codice ISTAT del comune nuovo, o quello nuovo.', '041075')) istat?:
    string | null;
  @Facoltativo(Oggetto(ProvinciaRichiesta, 'La provincia del codice ISTAT, solo se le tabelle non l’hanno.'))
  provincia?: ProvinciaRichiesta | null;
  @Facoltativo(Elenco(CodiceNuovo, 'Altri codici dell’ente che comincia: IPA, fiscale.', 0, 10)) codici?:
    CodiceNuovo[] | null;
  @Facoltativo(Forma(AMBITO, 20, 'Ambito del comune nuovo, se quelli da cui viene non ne hanno uno solo.', 'ATS01'))
  ambito?: string | null;
  @Facoltativo(Elenco(CapofilaRichiesto, 'Chi diventa capofila di ogni ambito che lo perde.', 0, 50))
  capofila?: CapofilaRichiesto[] | null;
  @Facoltativo(
    SiNo('Il successore subentra negli atti in vigore di chi cessa (L. 56/2014, art. 1). Senza, gli atti finiscono.'),
  )
  subentro_atti?: boolean | null;
  @Oggetto(AttoRichiesto, 'La legge o il decreto.') atto: AttoRichiesto;
  @Testo('Da dove viene il dato.', 'BUR Marche n. 99/2026') fonte: string;
}

export function variazioneDetta(corpo: VariazioneRichiesta): VariazioneDetta {
  const { tipo, dal, comuni, atto, fonte } = corpo;
  const provincia = corpo.provincia ?? null;
  return {
    tipo,
    dal,
    comuni,
    fonte,
    incorporante: corpo.incorporante ?? null,
    denominazione: corpo.denominazione ?? null,
    altraDenominazione: corpo.altra_denominazione ?? null,
    belfiore: corpo.belfiore ?? null,
    istat: corpo.istat ?? null,
    provincia: provincia === null ? null : { ...provincia },
    codici: (corpo.codici ?? []).map((uno) => ({ ...uno })),
    ambito: corpo.ambito ?? null,
    capofila: (corpo.capofila ?? []).map((uno) => ({ ...uno })),
    subentroAtti: corpo.subentro_atti ?? false,
    atto: { tipo: atto.tipo, numero: atto.numero, data: atto.data },
  };
}
