import { IDENTITA_CLIENT, OGGETTI_DELEGA, SISTEMI_CODICE_ENTE, TIPI_ENTE } from '#libs/riferimenti';
import type { IdentitaClient, OggettoDelega, SistemaCodiceEnte, TipoEnte } from '#libs/riferimenti';
import { RUOLI, type Ruolo } from '#libs/security';
import {
  Elenco,
  Facoltativo,
  Forma,
  Giorno,
  Oggetto,
  Revisione,
  RifEnte,
  RifEnti,
  Scelta,
  Scelte,
  SiNo,
  Testo,
} from './campi-richiesta.js';

const AMBITO = /^[A-Z0-9][A-Z0-9-]{1,19}$/;
const PRIMO = 'Primo giorno.';
const ULTIMO = 'Ultimo giorno, compreso; senza, finché altro non si dispone.';

/** Why, and known from where: kept with the change. */
class ConMotivo {
  @Facoltativo(Testo('Perché si cambia: resta nella storia.', 'Delibera n. 12 del 2026')) motivo?: string | null;
  @Facoltativo(Testo('Da dove viene il dato; se manca, dalla Regione in questo giorno.', 'BUR Marche n. 3/2026'))
  fonte?: string | null;
}

class ConValidita extends ConMotivo {
  @Giorno(PRIMO, '2026-01-01') dal: string;
  @Facoltativo(Giorno(ULTIMO, '2026-12-31')) al?: string | null;
}

class CodiceRichiesto {
  @Scelta(SISTEMI_CODICE_ENTE, 'Sistema del codice.') sistema: SistemaCodiceEnte;
  @Forma(/^[A-Za-z0-9_-]{2,40}$/, 40, 'Codice.', 'G479') codice: string;
  @Facoltativo(Giorno('Primo giorno del codice; quello dell’ente se manca.', '2026-01-01')) dal?: string | null;
  @Facoltativo(Giorno('Ultimo giorno del codice.', '2026-12-31')) al?: string | null;
}

export class EnteRichiesto extends ConValidita {
  @Testo('Denominazione.', 'Comune di Pesaro') denominazione: string;
  @Scelta(TIPI_ENTE, 'Tipo di ente.') tipo: TipoEnte;
  @Elenco(CodiceRichiesto, 'Codici, anche quelli di prima; il primo dà all’ente il suo identificativo.', 1, 50)
  codici: CodiceRichiesto[];
  @Facoltativo(RifEnti('Enti cessati che questo continua.', 50)) predecessori?: string[] | null;
}

export class EnteVariato extends EnteRichiesto {
  @Revisione() revisione: number;
}

export class ChiusuraRichiesta {
  @Revisione() revisione: number;
  @Giorno('Ultimo giorno, compreso: finisce alla mezzanotte, ora italiana.', '2026-12-31') al: string;
  @Facoltativo(Testo('Perché si chiude: resta nella storia.', 'Recesso prot. 123/2026')) motivo?: string | null;
}

export class AmbitoDescritto extends ConValidita {
  @Testo('Denominazione.', 'Pesaro') denominazione: string;
  @Testo('Come la Regione chiama i suoi ambiti.', 'ATS', 80) tipo: string;
}

export class AmbitoRichiesto extends AmbitoDescritto {
  @Forma(AMBITO, 20, 'Codice dell’ambito.', 'ATS25') codice: string;
}

export class AmbitoVariato extends AmbitoDescritto {
  @Revisione() revisione: number;
}

/** An ente in an ambito, or at its head, from a day. */
export class PeriodoRichiesto extends ConValidita {
  @Revisione() revisione: number;
  @RifEnte('Ente.') ente: string;
}

export class UscitaRichiesta extends ChiusuraRichiesta {
  @RifEnte('Ente che esce.') ente: string;
}

export class AttoRichiesto {
  @Testo('Tipo di atto.', 'deliberazione', 80) tipo: string;
  @Testo('Numero.', '12/2026', 80) numero: string;
  @Giorno('Data.', '2025-12-15') data: string;
}

class ConAtto extends ConValidita {
  @Facoltativo(
    Forma(
      /^[A-Za-z0-9][A-Za-z0-9/._-]{1,79}$/,
      80,
      'Sigla dell’atto nel registro; se manca si ricava dall’atto.',
      'D-12',
    ),
  )
  sigla?: string | null;
  @Facoltativo(Forma(AMBITO, 20, 'Ambito per il quale l’atto vale.', 'ATS01')) ambito?: string | null;
  @Oggetto(AttoRichiesto, 'L’atto.') atto: AttoRichiesto;
}

export class DelegaRichiesta extends ConAtto {
  @RifEnte('Chi delega.') delegante: string;
  @RifEnte('Chi è delegato.', 'D451') delegato: string;
  @Scelta(OGGETTI_DELEGA, 'Per che cosa.') oggetto: OggettoDelega;
  @Facoltativo(Forma(/^[A-Z][A-Z_]{2,39}$/, 40, 'Tracciato, per il deposito e solo per il deposito.', 'PS_PSA_SINA'))
  tracciato?: string | null;
  @Facoltativo(SiNo('Il delegato può delegare ad altri, una volta sola.')) subdelegabile?: boolean | null;
  @Facoltativo(
    Forma(
      /^[A-Za-z0-9][A-Za-z0-9/._-]{1,79}$/,
      80,
      'Di una subdelega: sigla o identificativo della delega da cui viene.',
      'D-1',
    ),
  )
  deriva_da?: string | null;
}

export class AdesioneRichiesta extends ConAtto {
  @RifEnte('Ente che aderisce, o capofila che aderisce per il suo ambito.') ente: string;
}

export class ClientRichiesto extends ConValidita {
  @Forma(
    /^[A-Za-z0-9][A-Za-z0-9._-]{2,79}$/,
    80,
    'Identificativo del client presso chi lo ha rilasciato.',
    'comune-pesaro',
  )
  client_id: string;
  @Scelta(IDENTITA_CLIENT, 'Chi ha rilasciato l’identificativo.') identita: IdentitaClient;
  @RifEnte('Ente per il quale il client agisce.') ente: string;
  @Facoltativo(RifEnte('Software house che gestisce il client, se non è l’ente.', 'DEMO-SW')) gestore?: string | null;
  @Scelte(RUOLI, 'Ruoli.') ruoli: Ruolo[];
}

export class ContattoRichiesto {
  @Testo('Ufficio o funzione. Mai il nome di una persona.', 'Ufficio servizi sociali', 120) ufficio: string;
  @Facoltativo(Forma(/^[^\s@]{1,64}@[^\s@]{1,190}$/, 255, 'Posta certificata dell’ufficio.', 'comune@pec.esempio.it'))
  pec?: string | null;
  @Facoltativo(Forma(/^[^\s@]{1,64}@[^\s@]{1,190}$/, 255, 'Posta dell’ufficio.', 'sociale@comune.esempio.it'))
  email?: string | null;
  @Facoltativo(Forma(/^\+?[0-9 ]{5,20}$/, 20, 'Telefono dell’ufficio.', '+39 0721 000000')) telefono?: string | null;
}

export class ContattiRichiesti {
  @Revisione(0) revisione: number;
  @Elenco(ContattoRichiesto, 'Tutti i contatti dell’ente: quelli non indicati si tolgono.', 0, 30)
  contatti: ContattoRichiesto[];
}
