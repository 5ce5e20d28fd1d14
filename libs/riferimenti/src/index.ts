export { Riferimenti } from './riferimenti.js';
export { RiferimentiModule } from './riferimenti.module.js';
export type { Ambito, AttoInVigore, Autorizzazione, Client, Ente, MotivoRifiuto, Nomenclatura } from './vista.js';
export type {
  AttoDelega,
  CodiceEnte,
  ContenutoAmbito,
  ContenutoClient,
  ContenutoDelega,
  ContenutoEnte,
  ContenutoNomenclatura,
  ContenutoTerritorio,
  OggettoDelega,
  PeriodoEnte,
  SistemaCodiceEnte,
  TipoEnte,
  Validita,
  Voce,
  VoceNomenclaturaCopia,
} from './contenuti.js';
