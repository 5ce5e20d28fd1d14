export type { Evidenza } from './bilancia.js';
export { type Chiavi, chiaviOf } from './chiavi.js';
export type { StessoLuogo } from './confronto.js';
export {
  type Confrontato,
  type Giudizio,
  type OpzioniGiudizio,
  SOGLIE,
  type Soglie,
  judge,
  judgePair,
} from './giudizio.js';
export {
  type Abbinamento,
  type Coppia,
  type GenereAltro,
  type OpzioniDueListe,
  type OpzioniListe,
  abbinaLista,
  abbinaListe,
} from './liste.js';
export { type DaImparare, type Popolazione, learnModello, learnModelloWithPauses } from './impara.js';
export type { Livello } from './livelli.js';
export { MODELLO_ITALIANO, type Modello } from './modello.js';
export { nomiUguali, nomiVicini } from './nomi-vicini.js';
export type { Soggetto } from './soggetto.js';
export type { Veto } from './veti.js';
