export { Riferimenti } from './riferimenti.js';
export { RIFERIMENTI_MIGRATIONS } from './migrations.js';
export { RiferimentiModule } from './riferimenti.module.js';
export type { AttoInVigore, Autorizzazione, MotivoRifiuto } from './deposito.js';
export type { Ambito, AmbitoInVigore, Ente } from './enti.js';
export type { Nomenclatura, VoceInVigore } from './nomenclature.js';
export { type Client, Vista } from './vista.js';
export { type PassoTraduzione, type RichiestaTraduzione, type Traduzione, chiaveAssociazione } from './traduzione.js';
export { isInForce, overlaps } from './validita.js';
export {
  type AttoDelega,
  type CodiceEnte,
  type ContenutoAmbito,
  type ContenutoAssociazione,
  type ContenutoClient,
  type ContenutoDelega,
  type ContenutoEnte,
  type ContenutoNomenclatura,
  type ContenutoTerritorio,
  IDENTITA_CLIENT,
  type IdentitaClient,
  OGGETTI_DELEGA,
  type OggettoDelega,
  type PeriodoAssociazione,
  type PeriodoEnte,
  RELAZIONI,
  type Relazione,
  SISTEMI_CODICE_ENTE,
  type SistemaCodiceEnte,
  TIPI_ENTE,
  type TipoEnte,
  type Validita,
  type Voce,
  type VoceNomenclaturaCopia,
} from './contenuti.js';
export { groupBy } from './group-by.js';
