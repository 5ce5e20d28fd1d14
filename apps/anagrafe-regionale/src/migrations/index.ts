import { MESSAGING_MIGRATIONS } from '#libs/messaging';
import { RIFERIMENTI_MIGRATIONS } from '#libs/riferimenti';
import { persone } from './1795230101000-persone.js';
import { accessi } from './1795230102000-accessi.js';
import { schedeDiMolteFonti } from './1795230103000-schede-di-molte-fonti.js';
import { recordDiNessuno } from './1795230103100-record-di-nessuno.js';
import { ricostruzioni } from './1795230103200-ricostruzioni.js';
import { residenzeEFamiglie } from './1795230104000-residenze-e-famiglie.js';
import { forniture } from './1795230104100-forniture.js';
import { conteseERete } from './1795230104200-contese-e-rete.js';
import { chiPretende } from './1795230104300-chi-pretende.js';
import { verbiDegliAccessi } from './1795230105000-verbi-degli-accessi.js';
import { limitiDiVisibilita } from './1795230105100-limiti-di-visibilita.js';
import { ricercaPerNome } from './1795230105200-ricerca-per-nome.js';
import { frenoRicerche } from './1795230105300-freno-ricerche.js';
import { preseInCarico } from './1795230106000-prese-in-carico.js';
import { protezioni } from './1795230106200-protezioni.js';
import { accessiUrgenti } from './1795230106400-accessi-urgenti.js';
import { accessiDiUnaPersona } from './1795230106600-accessi-di-una-persona.js';
import { silenzioDelleProtezioni } from './1795230106800-silenzio-delle-protezioni.js';
import { protezioniCheRestano } from './1795230106900-protezioni-che-restano.js';
import { protezioniSenzaTitolo } from './1795230106910-protezioni-senza-titolo.js';
import { protezioniDegliOmonimi } from './1795230106920-protezioni-degli-omonimi.js';
import { preclusioni } from './1795230106930-preclusioni.js';
import { richiesteDegliInteressati } from './1795230106940-richieste-degli-interessati.js';
import { variazioni } from './1795230107000-variazioni.js';
import { sottoscrizioni } from './1795230107100-sottoscrizioni.js';
import { webhook } from './1795230107200-webhook.js';
import { registroDegliAccessi } from './1795230108000-registro-degli-accessi.js';
import { domandeAlleFonti } from './1795230109000-domande-alle-fonti.js';
import { decisioniRiesame } from './1795230111000-decisioni-riesame.js';
import { riesami } from './1795230111500-riesami.js';
import { decisioniDiSteward } from './1795230111600-decisioni-di-steward.js';
import { codaDelRiesame } from './1795230111700-coda-del-riesame.js';
import { proposteAffidate } from './1795230111800-proposte-affidate.js';
import { chiConferma } from './1795230111900-chi-conferma.js';
import { cioCheSiMostra } from './1795230111910-cio-che-si-mostra.js';
import { urgenzeCheFiniscono } from './1795230111920-urgenze-che-finiscono.js';
import { adozioniNelRiesame } from './1795230111960-adozioni-nel-riesame.js';
import { domandeCheCostano } from './1795230112000-domande-che-costano.js';
import { improntaDelleSchede } from './1795230112500-impronta-delle-schede.js';
import { modelliDiAbbinamento } from './1795230113000-modelli-di-abbinamento.js';
import { variazioniFerme } from './1795230113500-variazioni-ferme.js';
import { lettureDiChiChiama } from './1795230113600-letture-di-chi-chiama.js';
import { visibilitaCheCostaPoco } from './1795230114000-visibilita-che-costa-poco.js';
import { nonPiuDichiarate, schedeDeiResidenti } from './1795230115000-non-piu-dichiarate.js';
import { coppiePrecluse } from './1795230116000-coppie-precluse.js';
import { modelloDiChiAmministra } from './1795230116100-modello-di-chi-amministra.js';
import { personeCessate } from './1795230116200-persone-cessate.js';
import { protezioniDiChiTorna } from './1795230116300-protezioni-di-chi-torna.js';
import { candidatiDallIndice, indiciDellaTabella } from './1795230118000-candidati-dall-indice.js';

/** The schema of anagrafe-regionale, in order. A migration is never changed once released: write the next one. */
export const ANAGRAFE_REGIONALE_MIGRATIONS = [
  ...MESSAGING_MIGRATIONS,
  ...RIFERIMENTI_MIGRATIONS,
  persone,
  accessi,
  schedeDiMolteFonti,
  recordDiNessuno,
  ricostruzioni,
  residenzeEFamiglie,
  forniture,
  conteseERete,
  chiPretende,
  verbiDegliAccessi,
  limitiDiVisibilita,
  ricercaPerNome,
  frenoRicerche,
  preseInCarico,
  protezioni,
  accessiUrgenti,
  accessiDiUnaPersona,
  silenzioDelleProtezioni,
  protezioniCheRestano,
  protezioniSenzaTitolo,
  protezioniDegliOmonimi,
  preclusioni,
  richiesteDegliInteressati,
  variazioni,
  sottoscrizioni,
  webhook,
  registroDegliAccessi,
  domandeAlleFonti,
  decisioniRiesame,
  riesami,
  decisioniDiSteward,
  codaDelRiesame,
  proposteAffidate,
  chiConferma,
  cioCheSiMostra,
  urgenzeCheFiniscono,
  adozioniNelRiesame,
  domandeCheCostano,
  improntaDelleSchede,
  modelliDiAbbinamento,
  variazioniFerme,
  lettureDiChiChiama,
  visibilitaCheCostaPoco,
  nonPiuDichiarate,
  schedeDeiResidenti,
  coppiePrecluse,
  modelloDiChiAmministra,
  personeCessate,
  protezioniDiChiTorna,
  candidatiDallIndice,
  indiciDellaTabella,
];
