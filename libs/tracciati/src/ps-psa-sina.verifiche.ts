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
import { finePlausibile } from './ps-psa-sina.periodi.js';
import { problemaDelCodice } from './regole/identificativi.js';
import type { RigaInEsame, Verifica, Violazione } from './tracciato.js';

// The checks of PS_PSA_SINA that no usual shape (regole/costruttori.ts) says.

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
export const quote: Verifica = (riga) => {
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

export const residenzaItaliana: Verifica = (riga) => {
  const found: Violazione[] = [];
  indirizziDi(riga).forEach((indirizzo, at) => {
    if (indirizzo.codiceNazione !== NAZIONE_ITALIA) return;
    for (const campo of ['codiceRegione', 'codiceComune'] as const) {
      if (indirizzo[campo] === undefined) found.push({ campo: `indirizzi.${at}.${campo}` });
    }
  });
  return some(found);
};

export const codiceRegione: Verifica = (riga, { territorio }) => {
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

export const comuneConosciuto: Verifica = (riga, { territorio }) => {
  const found: Violazione[] = [];
  indirizziDi(riga).forEach(({ codiceComune, codiceNazione }, at) => {
    if (codiceComune === undefined || codiceNazione !== NAZIONE_ITALIA) return;
    if (territorio.comuneByIstat(codiceComune) === undefined) found.push({ campo: `indirizzi.${at}.codiceComune` });
  });
  return some(found);
};

/** Amounts in a shape the schema refuses (comma, exponent, thousands) are errors; more than two decimals are rounded, and said. */
export const decimali: Verifica = (riga) => {
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
export function discorda(campo: string, ...classes: readonly ConsistencyClass[]): Verifica {
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

/** Characters that a message repeats of a text nobody knows: it may be anything, also of a person, and messages are kept in clear. */
const IGNOTO = 20;
/** What a cancellation needs of its code is only that it is the one of the record: what became of it since must not keep a record alive. */
const gravitaDi = ({ contenuto }: RigaInEsame): Pick<Violazione, 'gravita'> =>
  contenuto['tipoOperazione'] === 'C' ? { gravita: 'avviso' } : {};

export const codiceConosciuto: Verifica = (riga, { codifica, oggi }) => {
  const codice = riga.contenuto['codicePrestazione'] as string | undefined;
  if (codice === undefined || riga.codifica.esito !== 'sconosciuta') return undefined;
  // Who has no reader of codes knows only INPS's own, and cannot say what the local list holds.
  const dove =
    codifica === undefined
      ? 'nella nomenclatura SIUSS in vigore'
      : 'nella nomenclatura SIUSS, né in quella regionale, né nella nomenclatura locale dell’ente in vigore';
  const messaggio = `Il codice ${codice.slice(0, IGNOTO)} non è ${dove} il ${riga.dataEvento || oggi}.`;
  return { campo: 'codicePrestazione', messaggio, ...gravitaDi(riga) };
};

/** Alternatives that a message lists; a choice among more is a list that nobody checked. */
const ALTERNATIVE = 20;
export const sceltaAmmessa: Verifica = (riga) => {
  const { codifica } = riga;
  if (codifica.esito !== 'scelta') return undefined;
  const [codice = '', scelto = ''] = testoDi(riga, 'codicePrestazione').split('/', 2);
  const [esempio] = codifica.alternative;
  const alternative = codifica.alternative.slice(0, ALTERNATIVE).join(', ');
  const meant = scelto.slice(0, IGNOTO);
  const messaggio = codifica.mancante
    ? `Il codice ${codice} può valere più codici (${alternative}) e la riga non dice quale.`
    : esempio === undefined
      ? `Il codice ${codice} ha un solo significato, che non è ${meant}.`
      : `Il codice ${codice} non può valere ${meant}: i codici ammessi sono ${alternative}.`;
  const rimedio =
    esempio === undefined
      ? `Scrivere solo ${codice}.`
      : `Scrivere il codice, una barra e quello scelto: per esempio ${codice}/${esempio}.`;
  return { campo: 'codicePrestazione', messaggio, rimedio, ...gravitaDi(riga) };
};

export const inAttesaDiCodifica: Verifica = (riga, { oggi }) => {
  const { codifica } = riga;
  if (codifica.esito !== 'in_attesa' || riga.contenuto['tipoOperazione'] === 'C') return undefined;
  const codice = testoDi(riga, 'codicePrestazione');
  const ferma = codifica.codice === codice ? '' : ` (quella di ${codifica.codice}, ${codifica.sistema}, a cui arriva)`;
  const messaggio =
    `In attesa di codifica: il codice ${codice} non ha ancora un’associazione${ferma} in vigore il ${riga.dataEvento || oggi}; ` +
    'la riga parte da sola quando l’associazione è approvata.';
  return { campo: 'codicePrestazione', messaggio };
};

/** A prestazione that an ente gave after it had ceased is its successor's. What it gave before may be told at any time. */
export const enteEsistente: Verifica = ({ contenuto, dataEvento, ente }, { ultimoGiornoEnte }) => {
  const last = ultimoGiornoEnte?.(ente);
  if (last === undefined || dataEvento <= last || contenuto['tipoOperazione'] === 'C') return undefined;
  const campo = contenuto['caratterePrestazione'] === '2' ? 'dataErogazionePrestazione' : 'dataInizioPrestazione';
  return { campo, messaggio: `L’ente ha cessato di esistere il ${last}: la prestazione è del ${dataEvento}.` };
};

export const interventiSina: Verifica = ({ contenuto }) => {
  const codici = (contenuto['sina'] as { interventiSociali?: string[] } | undefined)?.interventiSociali;
  if (codici === undefined) return undefined;
  const found: Violazione[] = [];
  codici.forEach((codice, at) => {
    if (!INTERVENTI_SINA.has(codice)) found.push({ campo: `sina.interventiSociali.${at}` });
  });
  return some(found);
};

/** What INPS gets of a prestazione whose dates are of two years: see `flussiPsPsaSina`. */
export const annoSolare: Verifica = ({ contenuto }) => {
  const campo = 'dataFinePrestazione';
  const inizio = contenuto['dataInizioPrestazione'] as string | undefined;
  const fine = contenuto[campo] as string | undefined;
  if (inizio === undefined || fine === undefined || inizio.slice(0, 4) === fine.slice(0, 4)) return undefined;
  if (contenuto['caratterePrestazione'] !== '1') {
    const messaggio = 'Le date di inizio e di fine sono di anni diversi: a INPS la prestazione andrà senza la fine.';
    return { campo, messaggio, rimedio: 'Nessuno per questo invio.' };
  }
  if (finePlausibile(inizio, fine) !== undefined) return { campo };
  const messaggio =
    'DataFinePrestazione non è una fine possibile: a INPS la prestazione andrà senza fine, nel suo primo anno.';
  return { campo, messaggio, rimedio: 'Controllare le due date; se non c’è una fine, togliere DataFinePrestazione.' };
};

export const identitaValida: Verifica = (riga) => {
  const codice = riga.contenuto['codiceFiscale'] as string | undefined;
  if (codice === undefined || isIdentitaValida(codice)) return undefined;
  const why = problemaDelCodice(codice);
  return why === undefined
    ? { campo: 'codiceFiscale' }
    : { campo: 'codiceFiscale', messaggio: `Il codice fiscale ${why}.` };
};

/** The code breaks INPS's pattern and yet identifies a person. What identifies nobody is left to PS-26. */
export const codiceNonTrasmissibile: Verifica = (riga) => {
  if (!riga.guasti.has('codiceFiscale')) return undefined;
  const codice = testoDi(riga, 'codiceFiscale');
  if (!isIdentitaValida(codice)) return undefined;
  if (!isTrasmissibileInps(codice)) return { campo: 'codiceFiscale' };
  const messaggio = 'Il codice fiscale è scritto con spazi che INPS non ammette: Snodo li toglie.';
  return { campo: 'codiceFiscale', messaggio, rimedio: 'Nessuno per questo invio.' };
};

export const operatoreValido: Verifica = ({ contenuto }) => {
  const codice = contenuto['codiceFiscaleOperatore'] as string | undefined;
  return codice === undefined || isIdentitaValida(codice) ? undefined : { campo: 'codiceFiscaleOperatore' };
};

export const luogoConosciuto: Verifica = (riga, { territorio }) => {
  const luogo = testoDi(riga, 'luogoNascita').toUpperCase();
  if (luogo.length !== 4) return undefined;
  const known = territorio.comuneByBelfiore(luogo) ?? territorio.statoByBelfiore(luogo);
  return known === undefined ? { campo: 'luogoNascita' } : undefined;
};

export function fuoriScala(ore: boolean): Verifica {
  return ({ fuoriScala: campi }) =>
    campi.length === 0
      ? undefined
      : some(campi.filter((campo) => (campo === 'oreServizioMensile') === ore).map((campo) => ({ campo })));
}

export const nazioniConosciute: Verifica = (riga, { territorio }) => {
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

export const annoPlausibile: Verifica = (riga, { oggi }) => {
  if (riga.guasti.has('annoNascita') || riga.contenuto['annoNascita'] === undefined) return undefined;
  const age = Number(oggi.slice(0, 4)) - Number(riga.contenuto['annoNascita']);
  return age >= 0 && age <= 120 ? undefined : { campo: 'annoNascita' };
};

export const soloInCarico: Verifica = ({ contenuto }) =>
  contenuto['presaCarico'] === '2' && SOLO_IN_CARICO.test(contenuto['codicePrestazione'] as string)
    ? { campo: 'presaCarico' }
    : undefined;
