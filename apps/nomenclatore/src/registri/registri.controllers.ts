import { VariazioniController } from '../variazioni/variazioni.controller.js';
import { AmbitiRegistroController } from './ambiti-registro.controller.js';
import { AttiRegistroController } from './atti-registro.controller.js';
import { EntiRegistroController } from './enti-registro.controller.js';
import { CaricamentiController } from './file/caricamenti.controller.js';
import { LettureRegistriController } from './letture-registri.controller.js';

/** Changes of the registries, and what of them is not for everybody to read. */
export const REGISTRI_CONTROLLERS = [
  EntiRegistroController,
  AmbitiRegistroController,
  AttiRegistroController,
  LettureRegistriController,
  CaricamentiController,
  VariazioniController,
];
