import {
  type CodiceFiscale,
  type ConsistencyClass,
  NAZIONE_ITALIA,
  NAZIONE_NON_DISPONIBILE,
  compareCodiceFiscale,
  isIdentitaValida,
  isTrasmissibileInps,
  parseIdentificativo,
} from '#libs/codici';
import {
  forma,
  guasto,
  nonBianco,
  nonNegativo,
  nonFuturo,
  nonPrima,
  positivo,
  presente,
  soloSe,
  stessoAnno,
  tuttiONessuno,
} from './regole/costruttori.js';
import type { Regola, RigaInEsame, Verifica, Violazione } from './tracciato.js';

const SPEC_9 = 'INPS, specifiche WaaS Comuni 2.0.1, tabella 9';
const SPEC_7 = 'INPS, specifiche WaaS Comuni 2.0.1, tabella 7';
const SPEC_2 = 'INPS, specifiche WaaS Comuni 2.0.1, par. 2.1';
const XSD = 'INPS, PS_PSA_SINA201812.xsd';
const SISO = 'prassi del sistema SISO (Regione Umbria)';
const SNODO = 'controllo di plausibilità di Snodo';

type Detta = Omit<Regola, 'stadio' | 'gravita' | 'colpa'> & Partial<Pick<Regola, 'gravita' | 'colpa'>>;
/** Law, specification and schema refuse; what is known from practice or inferred warns, unless the row says otherwise. */
const consegna = (regola: Detta): Regola => ({
  stadio: 'consegna',
  gravita: regola.forza === 'prassi' || regola.forza === 'dedotta' ? 'avviso' : 'errore',
  colpa: 'mittente',
  ...regola,
});
/** Never refuses: Snodo splits, completes, or sets aside what INPS would not take. */
const flusso = (regola: Detta): Regola => ({ stadio: 'flusso', gravita: 'avviso', colpa: 'mittente', ...regola });

const PERIODICA = { caratterePrestazione: '1' };
const UNICA = { caratterePrestazione: '2' };
const DSU = ['numeroProtocolloDSU', 'annoProtocolloDSU', 'dataDSU'];
const IMPORTI = [
  'importoPrestazione',
  'importoMensile',
  'importoQuotaEnte',
  'importoQuotaUtente',
  'importoQuotaSsn',
  'importoQuotaRichiesta',
  'importoSogliaIsee',
];
const SOLO_IN_CARICO = /^A2\.(?:1[6-9]|2[0-9])$/;
const INTERVENTI_SINA = new Set(
  'A1.04 A1.10 A1.11 A1.12 A1.13 A1.14 A1.15 A1.16 A1.23 A2.07 A2.08 A2.14 A2.20 A2.21 A3.02'.split(' '),
);

interface Indirizzo {
  readonly codiceNazione?: string;
  readonly codiceRegione?: string;
  readonly codiceComune?: string;
}
const indirizziDi = (riga: RigaInEsame): readonly Indirizzo[] =>
  (riga.contenuto['indirizzi'] as Indirizzo[] | undefined) ?? [];
const testoDi = (riga: RigaInEsame, campo: string): string => (riga.contenuto[campo] as string | undefined) ?? '';
const euro = (cents: number): string => (cents / 100).toFixed(2);
/** Most righe have no finding: no list is made for them. */
const some = (violazioni: Violazione[]): Violazione[] | undefined => (violazioni.length === 0 ? undefined : violazioni);

const QUOTE = ['importoQuotaEnte', 'importoQuotaUtente', 'importoQuotaSsn'];
const quote: Verifica = (riga) => {
  const { contenuto, guasti } = riga;
  let sum = 0;
  let first: string | undefined;
  let negative: string | undefined;
  for (const campo of QUOTE) {
    const quota = contenuto[campo] as number | undefined;
    if (quota === undefined) {
      if (guasti.size > 0 && guasti.has(campo)) return undefined;
      continue;
    }
    first ??= campo;
    if (quota < 0) negative ??= campo;
    sum += quota;
  }
  if (first === undefined) return undefined;
  if (negative !== undefined) return { campo: negative, messaggio: `${negative} è negativa.` };
  const totale = contenuto['caratterePrestazione'] === '2' ? 'importoPrestazione' : 'importoMensile';
  const due = contenuto[totale] as number | undefined;
  if (due === undefined || sum === due) return undefined;
  const nome = totale === 'importoMensile' ? 'ImportoMensile' : 'ImportoPrestazione';
  return { campo: first, messaggio: `Le quote di ente, utente e SSN sommano ${euro(sum)}, ma ${nome} è ${euro(due)}.` };
};

const residenzaItaliana: Verifica = (riga) => {
  const found: Violazione[] = [];
  indirizziDi(riga).forEach((indirizzo, at) => {
    if (indirizzo.codiceNazione !== NAZIONE_ITALIA) return;
    for (const campo of ['codiceRegione', 'codiceComune'] as const) {
      if (indirizzo[campo] === undefined) found.push({ campo: `indirizzi.${at}.${campo}` });
    }
  });
  return some(found);
};

const codiceRegione: Verifica = (riga, { territorio }) => {
  const found: Violazione[] = [];
  indirizziDi(riga).forEach(({ codiceRegione: regione, codiceComune: comune }, at) => {
    if (regione === undefined || comune === undefined) return;
    const due = territorio.codiceRegioneAgenziaEntrate(comune);
    if (due === undefined || due === regione) return;
    const istat = territorio.comuneByIstat(comune)?.regioneIstat === regione;
    const what = istat
      ? `è il codice ISTAT (${regione})`
      : `(${regione}) non è quello della regione del comune ${comune}`;
    const messaggio = `CodiceRegione ${what}: per INPS serve il codice dell’Agenzia delle Entrate, ${due}.`;
    found.push({ campo: `indirizzi.${at}.codiceRegione`, messaggio });
  });
  return some(found);
};

const comuneConosciuto: Verifica = (riga, { territorio }) => {
  const found: Violazione[] = [];
  indirizziDi(riga).forEach(({ codiceComune, codiceNazione }, at) => {
    if (codiceComune === undefined || codiceNazione !== NAZIONE_ITALIA) return;
    if (territorio.comuneByIstat(codiceComune) === undefined) found.push({ campo: `indirizzi.${at}.codiceComune` });
  });
  return some(found);
};

/** Amounts in a shape the schema refuses (comma, exponent, thousands) are errors; more than two decimals are rounded, and said. */
const decimali: Verifica = (riga) => {
  if (riga.guasti.size === 0 && riga.arrotondati.length === 0) return undefined;
  const broken: Violazione[] = [...IMPORTI, 'oreServizioMensile']
    .filter((campo) => riga.guasti.has(campo))
    .map((campo) => ({ campo }));
  for (const campo of riga.arrotondati) {
    const messaggio = `${campo} ha più di due decimali: è stato arrotondato al centesimo.`;
    broken.push({ campo, messaggio, rimedio: 'Scrivere gli importi con due decimali.', gravita: 'avviso' });
  }
  return some(broken);
};

/** One class of disagreement between the codice fiscale and the person declared beside it. */
function discorda(campo: string, ...classes: readonly ConsistencyClass[]): Verifica {
  const violazione: Violazione = { campo };
  return (riga, contesto) =>
    discordanze(riga, contesto).some((one) => classes.includes(one)) ? violazione : undefined;
}

/** Several rules ask about one riga, one after the other: the comparison is made once. */
let compared: { readonly riga: RigaInEsame; readonly classes: readonly ConsistencyClass[] } | undefined;
function discordanze(riga: RigaInEsame, { territorio }: Parameters<Verifica>[1]): readonly ConsistencyClass[] {
  if (compared?.riga === riga) return compared.classes;
  const identificativo = parseIdentificativo(testoDi(riga, 'codiceFiscale'));
  const classes =
    'invalid' in identificativo || identificativo.sistema !== 'codice_fiscale' ? [] : confronta(identificativo.codice);
  compared = { riga, classes };
  return classes;

  function confronta(codice: CodiceFiscale): ConsistencyClass[] {
    const { cognome, nome, genere, annoNascita, luogoNascita } = riga.contenuto as Record<string, string | undefined>;
    const declared = {
      cognome: cognome === '' ? undefined : cognome,
      nome: nome === '' ? undefined : nome,
      sesso: genere === '1' ? ('M' as const) : genere === '2' ? ('F' as const) : undefined,
      annoNascita: annoNascita !== undefined && /^[0-9]{4}$/.test(annoNascita) ? Number(annoNascita) : undefined,
      luogoNascita: luogoNascita === '' ? undefined : luogoNascita?.toUpperCase(),
    };
    return compareCodiceFiscale(codice, declared, territorio);
  }
}

const CORREGGI_PERSONA = 'Controllare il codice fiscale e i dati anagrafici su un documento o in anagrafe.';

const nomenclaturaInVigore: Verifica = (riga, { nomenclatura, oggi }) => {
  const codice = riga.contenuto['codicePrestazione'] as string | undefined;
  if (codice === undefined || nomenclatura.voceInVigore(codice, riga.dataEvento || oggi) !== undefined)
    return undefined;
  const messaggio = `Il codice ${codice.slice(0, 20)} non è nella nomenclatura SIUSS in vigore il ${riga.dataEvento || oggi}.`;
  return { campo: 'codicePrestazione', messaggio };
};

const interventiSina: Verifica = ({ contenuto }) => {
  const codici = (contenuto['sina'] as { interventiSociali?: string[] } | undefined)?.interventiSociali;
  if (codici === undefined) return undefined;
  const found: Violazione[] = [];
  codici.forEach((codice, at) => {
    if (!INTERVENTI_SINA.has(codice)) found.push({ campo: `sina.interventiSociali.${at}` });
  });
  return some(found);
};

const PROBLEMI: Readonly<Record<string, string>> = {
  empty: 'è vuoto',
  length: 'non ha 16 caratteri (né 11 cifre)',
  alphabet: 'ha lettere o cifre dove non possono stare',
  date: 'contiene una data di nascita impossibile',
  check_character: 'ha un carattere di controllo sbagliato: almeno un carattere è errato',
  check_digit: 'ha la cifra di controllo sbagliata: almeno una cifra è errata',
};
const identitaValida: Verifica = (riga) => {
  const codice = riga.contenuto['codiceFiscale'] as string | undefined;
  if (codice === undefined || isIdentitaValida(codice)) return undefined;
  const read = parseIdentificativo(codice);
  const why = 'invalid' in read ? PROBLEMI[read.problem] : undefined;
  return why === undefined
    ? { campo: 'codiceFiscale' }
    : { campo: 'codiceFiscale', messaggio: `Il codice fiscale ${why}.` };
};

/** The code breaks INPS's pattern and yet identifies a person. What identifies nobody is left to PS-26. */
const codiceNonTrasmissibile: Verifica = (riga) => {
  if (!riga.guasti.has('codiceFiscale')) return undefined;
  const codice = testoDi(riga, 'codiceFiscale');
  if (!isIdentitaValida(codice)) return undefined;
  if (!isTrasmissibileInps(codice)) return { campo: 'codiceFiscale' };
  const messaggio = 'Il codice fiscale è scritto con spazi che INPS non ammette: Snodo li toglie.';
  return { campo: 'codiceFiscale', messaggio, rimedio: 'Nessuno per questo invio.' };
};

const operatoreValido: Verifica = ({ contenuto }) => {
  const codice = contenuto['codiceFiscaleOperatore'] as string | undefined;
  return codice === undefined || isIdentitaValida(codice) ? undefined : { campo: 'codiceFiscaleOperatore' };
};

const luogoConosciuto: Verifica = (riga, { territorio }) => {
  const luogo = testoDi(riga, 'luogoNascita').toUpperCase();
  if (luogo.length !== 4) return undefined;
  const known = territorio.comuneByBelfiore(luogo) ?? territorio.statoByBelfiore(luogo);
  return known === undefined ? { campo: 'luogoNascita' } : undefined;
};

function fuoriScala(ore: boolean): Verifica {
  return ({ fuoriScala: campi }) =>
    campi.length === 0
      ? undefined
      : some(campi.filter((campo) => (campo === 'oreServizioMensile') === ore).map((campo) => ({ campo })));
}

const nazioniConosciute: Verifica = (riga, { territorio }) => {
  const found: Violazione[] = [];
  const check = (codice: string | undefined, campo: string): void => {
    if (codice === undefined || codice === NAZIONE_ITALIA || codice === NAZIONE_NON_DISPONIBILE) return;
    if (!riga.guasti.has(campo) && territorio.statoByIso(codice) === undefined) found.push({ campo });
  };
  for (const campo of ['codiceCittadinanza', 'codiceSecondaCittadinanza']) {
    check(riga.contenuto[campo] as string | undefined, campo);
  }
  indirizziDi(riga).forEach(({ codiceNazione }, at) => check(codiceNazione, `indirizzi.${at}.codiceNazione`));
  return some(found);
};

const annoPlausibile: Verifica = (riga, { oggi }) => {
  if (riga.guasti.has('annoNascita') || riga.contenuto['annoNascita'] === undefined) return undefined;
  const age = Number(oggi.slice(0, 4)) - Number(riga.contenuto['annoNascita']);
  return age >= 0 && age <= 120 ? undefined : { campo: 'annoNascita' };
};

/** PS-* as numbered in the study of INPS's documents; SN-* are Snodo's own. */
export const REGOLE_PS_PSA_SINA: readonly Regola[] = [
  flusso({
    codice: 'PS-01',
    forza: 'specifica',
    fonte: SPEC_2,
    colpa: 'hub',
    messaggio: 'Un messaggio INPS porta un solo beneficiario.',
    rimedio: 'Nessuno: Snodo divide l’invio in messaggi.',
  }),
  flusso({
    codice: 'PS-02',
    forza: 'specifica',
    fonte: SPEC_2,
    colpa: 'hub',
    messaggio: 'Un messaggio INPS porta una sola prestazione.',
    rimedio: 'Nessuno: Snodo divide l’invio in messaggi.',
  }),
  consegna({
    codice: 'PS-03',
    forza: 'specifica',
    fonte: SPEC_9,
    messaggio: 'Manca CaratterePrestazione.',
    rimedio: 'Scrivere 1 se la prestazione è periodica, 2 se è in unica soluzione.',
    verifica: presente('caratterePrestazione'),
  }),
  consegna({
    codice: 'PS-04',
    forza: 'specifica',
    fonte: SPEC_9,
    messaggio: 'La prestazione è periodica ma manca DataInizioPrestazione.',
    rimedio: 'Scrivere il primo giorno della prestazione.',
    verifica: presente('dataInizioPrestazione', PERIODICA),
  }),
  consegna({
    codice: 'PS-05',
    forza: 'specifica',
    fonte: SPEC_9,
    messaggio: 'La prestazione è periodica ma manca ImportoMensile, o non è maggiore di zero.',
    rimedio: 'Scrivere l’importo mensile, maggiore di zero.',
    verifica: positivo('importoMensile', PERIODICA),
  }),
  consegna({
    codice: 'PS-06',
    forza: 'prassi',
    fonte: SISO,
    messaggio: 'La prestazione è periodica e manca DataFinePrestazione.',
    rimedio: 'Se si conosce, scrivere l’ultimo giorno della prestazione.',
    verifica: presente('dataFinePrestazione', PERIODICA),
  }),
  consegna({
    codice: 'PS-07',
    forza: 'prassi',
    fonte: SISO,
    messaggio: 'La prestazione è periodica e manca PeriodoErogazione.',
    rimedio: 'Se si conosce, scrivere il numero di mesi di erogazione, da 1 a 12.',
    verifica: presente('periodoErogazione', PERIODICA),
  }),
  flusso({
    codice: 'PS-08',
    forza: 'specifica',
    fonte: SPEC_9,
    messaggio: 'La prestazione comincia in un anno e finisce in un altro: a INPS andrà un messaggio per anno.',
    rimedio: 'Nessuno: Snodo divide il periodo per anno solare.',
    verifica: stessoAnno('dataFinePrestazione', 'dataInizioPrestazione'),
  }),
  consegna({
    codice: 'PS-09',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'DataFinePrestazione viene prima di DataInizioPrestazione.',
    rimedio: 'Controllare le due date.',
    verifica: nonPrima('dataFinePrestazione', 'dataInizioPrestazione'),
  }),
  consegna({
    codice: 'PS-10',
    forza: 'specifica',
    fonte: SPEC_9,
    messaggio: 'La prestazione è in unica soluzione ma manca DataErogazionePrestazione.',
    rimedio: 'Scrivere il giorno del pagamento.',
    verifica: presente('dataErogazionePrestazione', UNICA),
  }),
  consegna({
    codice: 'PS-11',
    forza: 'specifica',
    fonte: SPEC_9,
    messaggio: 'La prestazione è in unica soluzione ma manca ImportoPrestazione, o non è maggiore di zero.',
    rimedio: 'Scrivere l’importo erogato, maggiore di zero.',
    verifica: positivo('importoPrestazione', UNICA),
  }),
  consegna({
    codice: 'PS-12',
    forza: 'specifica',
    fonte: SPEC_9,
    messaggio: 'Le quote di ente, utente e SSN non sommano all’importo della prestazione.',
    rimedio: 'Correggere le quote o l’importo; le quote che non ci sono si tolgono.',
    verifica: quote,
  }),
  consegna({
    codice: 'PS-13',
    forza: 'specifica',
    fonte: SPEC_9,
    messaggio: 'I dati della DSU sono incompleti: numero, anno e data vanno tutti insieme, o nessuno.',
    rimedio: 'Aggiungere il dato che manca, o togliere gli altri.',
    verifica: tuttiONessuno(DSU),
  }),
  consegna({
    codice: 'PS-14',
    forza: 'prassi',
    fonte: SISO,
    messaggio: 'C’è una DSU ma la prestazione non è soggetta a ISEE (PresenzaProvaMezzi diverso da 1).',
    rimedio: 'Controllare PresenzaProvaMezzi, o togliere i dati della DSU.',
    verifica: soloSe(DSU, { presenzaProvaMezzi: '1' }),
  }),
  consegna({
    codice: 'PS-15',
    forza: 'dedotta',
    fonte: 'schema dei servizi ISEE di INPS (pubblicato da pagopa) e SISO',
    messaggio: 'NumeroProtocolloDSU non ha la forma INPS-ISEE-AAAA-NNNNNNNNL-NN.',
    rimedio: 'Copiare il numero di protocollo dall’attestazione ISEE.',
    verifica: forma('numeroProtocolloDSU', /^INPS-ISEE-[0-9]{4}-[0-9]{8}[A-Z]-[0-9]{2}$/),
  }),
  consegna({
    codice: 'PS-16',
    forza: 'specifica',
    fonte: SPEC_7,
    messaggio: 'La nazione è l’Italia (380): servono CodiceRegione e CodiceComune.',
    rimedio: 'Aggiungere il codice che manca.',
    verifica: residenzaItaliana,
  }),
  flusso({
    codice: 'PS-17',
    forza: 'specifica',
    fonte: `${SPEC_7}, nota 2; ${SISO}`,
    messaggio: 'CodiceRegione non è quello dell’Agenzia delle Entrate.',
    rimedio:
      'Nessuno per questo invio: Snodo ricava il codice dal comune. Conviene correggere la tabella delle regioni nel gestionale.',
    verifica: codiceRegione,
  }),
  consegna({
    codice: 'PS-18',
    forza: 'specifica',
    fonte: SPEC_9,
    messaggio: 'C’è presa in carico ma manca AreaUtenza.',
    rimedio: 'Scrivere 1 famiglia e minori, 2 disabilità e non autosufficienza, 3 povertà.',
    verifica: presente('areaUtenza', { presaCarico: '1' }),
  }),
  consegna({
    codice: 'PS-19',
    forza: 'prassi',
    fonte: SISO,
    messaggio: 'I codici da A2.16 a A2.29 si usano solo con la presa in carico.',
    rimedio: 'Controllare PresaCarico e il codice della prestazione.',
    verifica: ({ contenuto }) =>
      contenuto['presaCarico'] === '2' && SOLO_IN_CARICO.test(contenuto['codicePrestazione'] as string)
        ? { campo: 'presaCarico' }
        : undefined,
  }),
  consegna({
    codice: 'PS-20',
    forza: 'schema',
    fonte: XSD,
    messaggio: 'PresaCarico deve dire 1 (sì) o 2 (no): “non so” non è ammesso.',
    rimedio: 'Stabilire se c’è presa in carico e scrivere 1 o 2.',
  }),
  consegna({
    codice: 'PS-21',
    forza: 'prassi',
    fonte: SISO,
    messaggio: 'Per il codice A1.05.01 serve DataEvento.',
    rimedio: 'Scrivere la data dell’evento.',
    verifica: presente('dataEvento', { codicePrestazione: 'A1.05.01' }),
  }),
  consegna({
    codice: 'PS-22',
    forza: 'dedotta',
    fonte: 'INPS, nomenclatura SIUSS (INPS-it/NDC tipo_categoria_siuss)',
    gravita: 'errore',
    messaggio: 'Il codice della prestazione non è nella nomenclatura SIUSS in vigore.',
    rimedio:
      'Usare un codice della nomenclatura in vigore alla data della prestazione, o chiedere alla regione l’associazione del codice locale.',
    verifica: nomenclaturaInVigore,
  }),
  consegna({
    codice: 'PS-23',
    forza: 'prassi',
    fonte: SISO,
    messaggio: 'La persona è in carico nell’area disabilità e non autosufficienza, ma manca la sezione SINA.',
    rimedio: 'Se c’è una valutazione, aggiungere la sezione SINA.',
    verifica: presente('sina', { presaCarico: '1', areaUtenza: '2' }),
  }),
  consegna({
    codice: 'PS-24',
    forza: 'prassi',
    fonte: SISO,
    messaggio: 'Un intervento della sezione SINA non è fra quelli usati di norma.',
    rimedio: 'Controllare i codici in NecessitaInterventiSociali.',
    verifica: interventiSina,
  }),
  consegna({
    codice: 'PS-25',
    forza: 'schema',
    fonte: `${XSD}; ${SPEC_9}`,
    messaggio: 'TipoOperazione può essere solo I (inserimento) o C (cancellazione).',
    rimedio:
      'Per correggere una riga inviata basta inviarla di nuovo corretta: alla cancellazione presso INPS pensa Snodo.',
  }),
  consegna({
    codice: 'PS-26',
    forza: 'dedotta',
    fonte: 'DM 23 dicembre 1976 n. 13813',
    gravita: 'errore',
    messaggio: 'Il codice fiscale non è valido.',
    rimedio: 'Copiare il codice dalla tessera sanitaria o verificarlo in anagrafe.',
    verifica: identitaValida,
  }),
  flusso({
    codice: 'PS-27',
    forza: 'schema',
    fonte: XSD,
    messaggio:
      'Il codice è valido, ma INPS non accetta STP, ENI e codici fiscali con lettere di omocodia nell’anno o nel giorno: la riga è ricevuta e non sarà trasmessa a INPS.',
    rimedio: 'Nessuno: la riga resta negli archivi della regione come non trasmissibile.',
    verifica: codiceNonTrasmissibile,
  }),
  consegna({
    codice: 'PS-28',
    forza: 'schema',
    fonte: XSD,
    messaggio: 'L’importo non è scritto come numero con il punto decimale.',
    rimedio:
      'Scrivere l’importo con il punto decimale e due cifre, senza separatore delle migliaia né esponente (1234.50).',
    verifica: decimali,
  }),
  flusso({
    codice: 'PS-29',
    forza: 'schema',
    fonte: XSD,
    messaggio: 'DenominazionePrestazione deve avere da 10 a 200 caratteri: a INPS andrà la denominazione adattata.',
    rimedio: 'Nessuno per questo invio: Snodo la completa con quella della nomenclatura.',
    verifica: guasto('denominazionePrestazione'),
  }),
  consegna({
    codice: 'SN-01',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'Cognome o nome non corrispondono al codice fiscale.',
    rimedio: CORREGGI_PERSONA,
    verifica: discorda('codiceFiscale', 'surname_triple', 'given_name_triple', 'swapped_names'),
  }),
  consegna({
    codice: 'SN-02',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'L’anno di nascita non corrisponde al codice fiscale.',
    rimedio: CORREGGI_PERSONA,
    verifica: discorda('annoNascita', 'birth_date'),
  }),
  consegna({
    codice: 'SN-03',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'Il genere non corrisponde al codice fiscale.',
    rimedio: CORREGGI_PERSONA,
    verifica: discorda('genere', 'sex'),
  }),
  consegna({
    codice: 'SN-04',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'Il luogo di nascita non corrisponde al codice fiscale.',
    rimedio: CORREGGI_PERSONA,
    verifica: discorda('luogoNascita', 'place'),
  }),
  consegna({
    codice: 'SN-05',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'La data è nel futuro.',
    rimedio: 'Controllare la data.',
    verifica: nonFuturo(['dataErogazionePrestazione', 'dataDSU', 'dataEvento']),
  }),
  consegna({
    codice: 'SN-06',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'LuogoNascita non è il codice di un comune né di uno Stato.',
    rimedio: 'Usare il codice catastale del comune, o Z e tre cifre per lo Stato estero.',
    verifica: luogoConosciuto,
  }),
  consegna({
    codice: 'SN-07',
    forza: 'dedotta',
    fonte: SNODO,
    gravita: 'errore',
    messaggio: 'Il valore è oltre ogni misura possibile.',
    rimedio: 'Controllare il numero o la data.',
    verifica: fuoriScala(false),
  }),
  consegna({
    codice: 'SN-08',
    forza: 'specifica',
    fonte: SPEC_9,
    messaggio: 'OreServizioMensile va scritto come ore e minuti HH.MM, con i minuti da 00 a 59.',
    rimedio: 'Scrivere per esempio 2.30 per due ore e mezza.',
    verifica: fuoriScala(true),
  }),
  consegna({
    codice: 'SN-09',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'Il campo contiene solo spazi.',
    rimedio: 'Scrivere il dato.',
    verifica: nonBianco(['cognome', 'nome', 'protocolloDomanda', 'denominazionePrestazione']),
  }),
  consegna({
    codice: 'SN-10',
    forza: 'dedotta',
    fonte: SNODO,
    sullaTestata: true,
    messaggio: 'CFOperatore non è un codice fiscale valido.',
    rimedio: 'Scrivere il codice fiscale dell’operatore dell’ente.',
    verifica: operatoreValido,
  }),
  consegna({
    codice: 'SN-11',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'L’importo o le ore sono negativi.',
    rimedio: 'Controllare il numero.',
    verifica: nonNegativo(['importoQuotaRichiesta', 'importoSogliaIsee', 'oreServizioMensile']),
  }),
  consegna({
    codice: 'SN-12',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'CodiceComune non è il codice ISTAT di un comune.',
    rimedio: 'Usare il codice ISTAT a sei cifre.',
    verifica: comuneConosciuto,
  }),
  consegna({
    codice: 'SN-13',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'Il codice della cittadinanza o della nazione non è fra quelli ISO 3166.',
    rimedio: 'Usare il codice numerico ISO 3166, o 990 se la cittadinanza non è disponibile.',
    verifica: nazioniConosciute,
  }),
  consegna({
    codice: 'SN-14',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'L’anno di nascita è nel futuro o di oltre 120 anni fa.',
    rimedio: 'Controllare l’anno di nascita.',
    verifica: annoPlausibile,
  }),
];
