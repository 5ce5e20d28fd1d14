import { type ApiDescription, statusController } from '#libs/http';
import { AmbitiController } from './ambiti/ambiti.controller.js';
import { AssociazioniController } from './associazioni/associazioni.controller.js';
import { CodiciInAttesaController } from './attesa/codici-in-attesa.controller.js';
import { CompletezzaController } from './completezza/completezza.controller.js';
import { TraduzioniController } from './traduzioni/traduzioni.controller.js';
import { DifferenzeController } from './differenze/differenze.controller.js';
import { EntiController } from './enti/enti.controller.js';
import { ConsultazioneController } from './consultazione/consultazione.controller.js';
import { CorrispondenzeController } from './consultazione/corrispondenze.controller.js';
import { FontiController } from './fonti/fonti.controller.js';
import { NomenclatureLocaliController } from './nomenclature-locali/nomenclature-locali.controller.js';
import { NomenclatureController } from './nomenclature/nomenclature.controller.js';
import { AmbitiRegistroController } from './registri/ambiti-registro.controller.js';
import { AttiRegistroController } from './registri/atti-registro.controller.js';
import { EntiRegistroController } from './registri/enti-registro.controller.js';
import { CaricamentiController } from './registri/file/caricamenti.controller.js';
import { LettureRegistriController } from './registri/letture-registri.controller.js';
import { SkosController } from './skos/skos.controller.js';
import { TerritorioController } from './territorio/territorio.controller.js';
import { LeggiVariazioniController } from './variazioni/leggi-variazioni.controller.js';
import { VariazioniController } from './variazioni/variazioni.controller.js';
import { BozzeController } from './versioni/bozze.controller.js';
import { PubblicazioneController } from './versioni/pubblicazione.controller.js';
import { VersioniRiservateController } from './versioni/versioni-riservate.controller.js';

const API = { domain: 'nomenclatore', version: '1.0.0' } as const;

const letture: ApiDescription = {
  ...API,
  title: 'Nomenclatore',
  summary: 'Nomenclature, territorio, enti e ambiti con validità e provenienza.',
  description:
    'Lettura pubblica, senza autenticazione, delle nomenclature con le loro versioni, dei comuni con la loro storia, degli enti e ' +
    'degli ambiti. Ogni riga porta la fonte e l’affidabilità. Le risposte hanno `ETag` e possono essere conservate cinque minuti.',
  controllers: [
    NomenclatureController,
    ConsultazioneController,
    CorrispondenzeController,
    SkosController,
    DifferenzeController,
    BozzeController,
    PubblicazioneController,
    VersioniRiservateController,
    TerritorioController,
    LeggiVariazioniController,
    VariazioniController,
    EntiController,
    FontiController,
    AmbitiController,
    TraduzioniController,
    CompletezzaController,
    AssociazioniController,
    NomenclatureLocaliController,
    CodiciInAttesaController,
    EntiRegistroController,
    AmbitiRegistroController,
    AttiRegistroController,
    LettureRegistriController,
    CaricamentiController,
    statusController(API),
  ],
};

/** What the nomenclatore offers to the outside: one document each. */
export const NOMENCLATORE_APIS: readonly ApiDescription[] = [letture];
