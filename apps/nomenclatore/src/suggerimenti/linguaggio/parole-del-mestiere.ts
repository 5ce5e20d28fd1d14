/** Words that say the same where the field is concerned; any of a row stands for any other, at a little less than itself. */
export const SINONIMI: readonly string[] = [
  'contributo sussidio voucher buono bonus assegno rimborso sovvenzione erogazione indennità dote assegnazione',
  'contributo agevolazione esenzione riduzione sgravio',
  'anziano vecchio longevo geriatrico senile autosufficiente nonno',
  'minore bambino bimbo ragazzo adolescente minorenne minorile figlio giovane infanzia',
  'disabile handicap handicappato invalido disabilità diversabile portatore',
  'famiglia familiare nucleo genitore genitoriale genitorialità',
  'alloggio casa abitazione abitativo alloggiativo appartamento',
  'affitto locazione canone pigione',
  'sostegno supporto aiuto assistenza',
  'servizio intervento attività prestazione',
  'scuola scolastico studente alunno istruzione',
  'lavoro lavorativo occupazione occupazionale professionale impiego',
  'trasporto mobilità viaggio accompagnamento autobus',
  'pasto alimentare vitto cibo mensa',
  'cura sanitario salute medico terapeutico',
  'straniero immigrato migrante extracomunitario profugo rifugiato',
  'culturale interculturale linguistico multiculturale',
  'educativo educatore pedagogico',
  'inclusione integrazione socializzazione',
  'struttura residenza istituto centro presidio',
  'economico finanziario denaro monetario',
  'ricreativo animazione aggregazione socializzazione ludico',
  'domiciliare domicilio casa domiciliarità',
  'inserimento reinserimento collocamento avviamento',
  'accoglienza ospitalità ospite',
  'cieco vedente ipovedente',
  'sordo udente sordomuto ipoudente',
  'gravissimo grave gravità',
  'vestiario indumento vestito',
  'adulto adulti maggiorenne',
  'adozione adottivo',
];

/** Words of money given or not asked for. A label without any of them is seldom the one of a contribution, whatever else agrees. */
export const DENARO =
  'contributo sussidio voucher buono bonus assegno rimborso sovvenzione indennità dote assegnazione retta pensione ' +
  'reddito borsa prestito mutuo esenzione agevolazione riduzione sgravio carta mensilità maggiorazione importo quota';

/** Shortenings of the trade, with or without their dot: what a word begins with and is not itself a word. */
export const ABBREVIAZIONI: ReadonlyMap<string, string> = new Map(
  [
    'ass assistenza, assist assistenza, dom domiciliare, domic domiciliare, contr contributo, contrib contributo',
    'econ economico, ec economico, serv servizio, sost sostegno, supp supporto, educ educativo, scol scolastico',
    'soc sociale, san sanitario, sanit sanitario, anz anziani, min minori, dis disabili, disab disabili, hand handicap',
    'fam familiare, res residenziale, resid residenziale, semires semiresidenziale, semiresid semiresidenziale',
    'trasp trasporto, accomp accompagnamento, integr integrazione, ins inserimento, inser inserimento',
    'inserim inserimento, lav lavorativo, lavor lavorativo, str struttura, strutt struttura, comp compartecipazione',
    'compart compartecipazione, distr distribuzione, agev agevolazioni, alim alimentare, edil edilizia',
    'pubbl pubblica, pub pubblica, ricr ricreative, att attività, interv intervento, int intervento',
    'affid affidamento, aff affidamento, med mediazione, cult culturale, accogl accoglienza, straord straordinario',
    'adoz adozione, naz nazionale, internaz internazionale, telesocc telesoccorso, pers personale, inval invalidità',
    'pens pensione, univ universitario, tratt trattamento, ctr centro, diu diurno, ind indennità, riduz riduzione',
    'amb ambito, com comunale, rimb rimborso, sussid sussidio, vouch voucher, osp ospitalità, anzian anziani',
    'aut autonomia, comunic comunicazione, prest prestazioni, straord straordinario, bamb bambini, centr centro',
  ]
    .flatMap((row) => row.split(', '))
    .map((pair) => pair.split(' ') as [string, string]),
);
