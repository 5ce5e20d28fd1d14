import type { Provider } from '@nestjs/common';
import type { AnagrafeRegionaleSettings } from '../anagrafe-regionale.config.js';
import { Annulla } from './annulla.js';
import { AperteDaChiDecide } from './aperte-da-chi-decide.js';
import { ApriPersona } from './apri-persona.js';
import { ApriPossibileDuplicato } from './apri-possibile-duplicato.js';
import { ConcediApertura } from './concedi-apertura.js';
import { ConfermaProposta } from './conferma-proposta.js';
import { DecidiCoppia } from './decidi-coppia.js';
import { EseguiDecisione } from './esegui-decisione.js';
import { EseguiProposta } from './esegui-proposta.js';
import { ImprontaMostrata } from './impronta-mostrata.js';
import { LeggiDecisioni } from './leggi-decisioni.js';
import { LeggiPossibiliDuplicati } from './leggi-possibili-duplicati.js';
import { LeggiRecord } from './leggi-record.js';
import { MostraAperte } from './mostra-aperte.js';
import { Proposte } from './proposte.js';
import { QuantoSiMuove } from './quanto-si-muove.js';
import { RegoleRiesame } from './regole-riesame.js';
import { ScriviApertura } from './scrivi-apertura.js';
import { SeparaRecord } from './separa-record.js';

/** What a steward sees and asks for; what it decides is done by `decisioni/`. */
export function stewardProviders(settings: AnagrafeRegionaleSettings): Provider[] {
  const { durataRiesame, riesamiAllOra, recordDaConfermare } = settings;
  return [
    { provide: RegoleRiesame, useFactory: () => new RegoleRiesame(durataRiesame, riesamiAllOra, recordDaConfermare) },
    ScriviApertura,
    ConcediApertura,
    ImprontaMostrata,
    MostraAperte,
    LeggiRecord,
    LeggiPossibiliDuplicati,
    ApriPossibileDuplicato,
    ApriPersona,
    AperteDaChiDecide,
    EseguiDecisione,
    EseguiProposta,
    Proposte,
    QuantoSiMuove,
    DecidiCoppia,
    SeparaRecord,
    Annulla,
    ConfermaProposta,
    LeggiDecisioni,
  ];
}
