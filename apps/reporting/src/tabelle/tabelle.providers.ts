import { LeggiTabella } from './leggi-tabella.js';
import { PubblicaTabelle } from './pubblica-tabelle.js';
import { PubblicazionePeriodica } from './pubblicazione-periodica.js';
import { ScriviTabella } from './scrivi-tabella.js';

/** Counting, publishing and reading tables. */
export const TABELLE_PROVIDERS = [PubblicaTabelle, ScriviTabella, PubblicazionePeriodica, LeggiTabella];
