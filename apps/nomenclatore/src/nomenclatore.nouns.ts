import { ASSOCIAZIONI_PROVIDERS } from './associazioni/associazioni.providers.js';
import { ATTESA_PROVIDERS } from './attesa/attesa.providers.js';
import { CaricaPacchetto } from './caricamento/carica-pacchetto.js';
import { CaricamentoIniziale } from './caricamento/caricamento-iniziale.js';
import { ConcordaRegistro } from './caricamento/concorda-registro.js';
import { EntiRaggiungibili } from './chiamanti/enti-raggiungibili.js';
import { EntiRappresentati } from './chiamanti/enti-rappresentati.js';
import { LeggiCompletezza } from './completezza/leggi-completezza.js';
import { CONSULTAZIONE_PROVIDERS } from './consultazione/consultazione.providers.js';
import { CopieInCorso } from './copie/copie-in-corso.js';
import { InviaParte } from './copie/invia-parte.js';
import { LeggiDifferenze } from './differenze/leggi-differenze.js';
import { NOMENCLATURE_LOCALI_PROVIDERS } from './nomenclature-locali/nomenclature-locali.providers.js';
import { VARIAZIONI_PROVIDERS } from './variazioni/variazioni.providers.js';
import { VersioniCaricate } from './nomenclature/versioni-caricate.js';
import { REGISTRI_PROVIDERS } from './registri/registri.providers.js';
import { FONTI_PROVIDERS } from './fonti/fonti.providers.js';
import { RegistroPubblicato } from './pubblicazione/registro-pubblicato.js';
import { SKOS_PROVIDERS } from './skos/skos.providers.js';
import { Storia } from './storia/storia.js';
import { TRADUZIONI_PROVIDERS } from './traduzioni/traduzioni.providers.js';
import { VERSIONI_PROVIDERS } from './versioni/versioni.providers.js';

/** Everything that the nomenclatore is made of, noun by noun. */
export const NOMENCLATORE_PROVIDERS = [
  RegistroPubblicato,
  Storia,
  InviaParte,
  CopieInCorso,
  VersioniCaricate,
  CaricaPacchetto,
  ConcordaRegistro,
  CaricamentoIniziale,
  LeggiDifferenze,
  ...VERSIONI_PROVIDERS,
  EntiRappresentati,
  EntiRaggiungibili,
  ...ASSOCIAZIONI_PROVIDERS,
  ...NOMENCLATURE_LOCALI_PROVIDERS,
  ...TRADUZIONI_PROVIDERS,
  LeggiCompletezza,
  ...ATTESA_PROVIDERS,
  ...REGISTRI_PROVIDERS,
  ...FONTI_PROVIDERS,
  ...CONSULTAZIONE_PROVIDERS,
  ...SKOS_PROVIDERS,
  ...VARIAZIONI_PROVIDERS,
];
