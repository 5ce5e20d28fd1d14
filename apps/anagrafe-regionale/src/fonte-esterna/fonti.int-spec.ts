import { afterAll, beforeAll } from '@jest/globals';
import { readSettings } from '#libs/settings';
import { startSimulatori } from '../../../simulatori/src/start-simulatori.js';
import { FonteAnpr } from './anpr/fonte-anpr.js';
import { FONTI_SETTINGS, configurazioneAnpr, configurazioneSanitaria, identitaPdnd } from './fonti.config.js';
import type { FontePersone } from './fonte-persone.js';
import { ChiamataModi } from './pdnd/chiamata-modi.js';
import { ClientPdnd } from './pdnd/client-pdnd.js';
import { conformita } from './prova/conformita-fonte.js';
import { SimulatoriDiProva } from './prova/simulatori-di-prova.js';
import { territorioDiProva } from './prova/territorio-di-prova.js';
import { FonteSanitaria } from './sanitaria/fonte-sanitaria.js';

let simulatori: SimulatoriDiProva;
let anpr: FontePersone;
let sanitaria: FontePersone;
beforeAll(async () => {
  simulatori = await SimulatoriDiProva.start(startSimulatori);
  const settings = readSettings(FONTI_SETTINGS, {
    SNODO_ENV: 'test',
    ...simulatori.env(),
    ...simulatori.envSanitaria(),
  });
  const chiamata = new ChiamataModi(new ClientPdnd(identitaPdnd(settings)!), { userLocation: 'prova', LoA: 'LOA2' });
  anpr = new FonteAnpr(chiamata, configurazioneAnpr(settings)!, territorioDiProva);
  sanitaria = new FonteSanitaria(chiamata, configurazioneSanitaria(settings)!, territorioDiProva);
});
afterAll(() => simulatori.close());

conformita({ simulatori: () => simulatori, registro: 'anpr', fonte: () => anpr });
conformita({ simulatori: () => simulatori, registro: 'sanitaria', fonte: () => sanitaria });
