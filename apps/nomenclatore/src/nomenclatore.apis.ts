import { type ApiDescription, statusController } from '#libs/http';
import { AssociazioniController } from './associazioni/associazioni.controller.js';
import { CodiciInAttesaController } from './attesa/codici-in-attesa.controller.js';
import { CompletezzaController } from './completezza/completezza.controller.js';
import { LETTURE_CONTROLLERS } from './lettura/letture.controllers.js';
import { NomenclatureLocaliController } from './nomenclature-locali/nomenclature-locali.controller.js';
import { REGISTRI_CONTROLLERS } from './registri/registri.controllers.js';
import { BozzeController } from './versioni/bozze.controller.js';
import { PubblicazioneController } from './versioni/pubblicazione.controller.js';
import { VersioniRiservateController } from './versioni/versioni-riservate.controller.js';

const API = { domain: 'nomenclatore', version: '1.0.0' } as const;

const nomenclatore: ApiDescription = {
  ...API,
  title: 'Nomenclatore',
  summary: 'Nomenclature, associazioni, territorio, enti, ambiti e atti, con validità e provenienza.',
  description:
    'Lettura pubblica, senza autenticazione, delle nomenclature con le loro versioni, dei comuni con la loro storia, degli enti e ' +
    'degli ambiti; traduzione dei codici. Ogni riga porta la fonte e l’affidabilità; le risposte pubbliche hanno `ETag` e possono essere ' +
    'conservate cinque minuti. Con autenticazione: le liste locali degli enti e le loro associazioni, e per la Regione le versioni e i registri.',
  controllers: [
    ...LETTURE_CONTROLLERS,
    BozzeController,
    PubblicazioneController,
    VersioniRiservateController,
    NomenclatureLocaliController,
    CompletezzaController,
    CodiciInAttesaController,
    AssociazioniController,
    ...REGISTRI_CONTROLLERS,
    statusController(API),
  ],
};

/** What the nomenclatore offers to the outside: one document each. */
export const NOMENCLATORE_APIS: readonly ApiDescription[] = [nomenclatore];
