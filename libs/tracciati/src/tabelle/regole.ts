import type { Regola } from '../tracciato.js';

/** A rule on a table. Those of the engine are below; who reads a sheet has its own on what the rows mean. */
export type RegolaFoglio = Pick<Regola, 'codice' | 'gravita' | 'fonte' | 'colpa' | 'messaggio' | 'rimedio'>;

const SNODO = 'lettura dei fogli di Snodo';
const DECLARATION = 'dichiarazione delle colonne del foglio';
const RFC = 'RFC 4180';
const OOXML = 'ECMA-376 (Office Open XML)';

const row =
  (gravita: RegolaFoglio['gravita']) =>
  (codice: string, fonte: string, messaggio: string, rimedio: string): RegolaFoglio => ({
    codice,
    gravita,
    fonte,
    colpa: 'mittente',
    messaggio,
    rimedio,
  });
const errore = row('errore');
const avviso = row('avviso');

/** All that reading a table can find. TB-0x and TB-1x with `errore`: nothing of the file is used. */
export const REGOLE_FOGLIO = {
  vuoto: errore('TB-01', SNODO, 'Il file è vuoto.', 'Controllare il file e inviarlo di nuovo.'),
  formato: errore(
    'TB-02',
    SNODO,
    'Il file non è un CSV né un foglio XLSX.',
    'Salvare il foglio come XLSX (cartella di lavoro di Excel) o come CSV, e inviarlo di nuovo.',
  ),
  protetto: errore(
    'TB-03',
    OOXML,
    'Il file è protetto da password.',
    'Togliere la password di apertura (File, Informazioni, Proteggi cartella di lavoro), salvare e inviare di nuovo.',
  ),
  codifica: errore(
    'TB-04',
    SNODO,
    'I caratteri del file non sono in una codifica leggibile.',
    'Salvare il file in UTF-8 (in Excel: “CSV UTF-8”) e inviarlo di nuovo.',
  ),
  limite: errore(
    'TB-05',
    'limiti di Snodo',
    'Il file supera un limite di lettura.',
    'Dividere il file in più parti, o togliere ciò che non serve (colonne, fogli, immagini), e inviarlo di nuovo.',
  ),
  rotto: errore(
    'TB-06',
    OOXML,
    'La cartella di lavoro è rovinata o incompleta.',
    'Aprire il file con Excel o LibreOffice, salvarlo di nuovo come XLSX e inviarlo.',
  ),
  virgolette: errore(
    'TB-07',
    RFC,
    'Virgolette aperte e mai chiuse.',
    'Chiudere le virgolette della cella indicata; le virgolette dentro un testo vanno scritte doppie ("").',
  ),
  altroFoglio: avviso(
    'TB-08',
    SNODO,
    'Il foglio atteso non c’è: è stato letto il primo foglio visibile.',
    'Controllare che sia il foglio giusto; per esserne certi, dargli il nome atteso.',
  ),
  foglioSaltato: avviso(
    'TB-09',
    SNODO,
    'Un foglio della cartella di lavoro non è stato letto: non ha una riga di intestazione riconosciuta.',
    'Se contiene dati, scrivere i nomi delle colonne nella prima riga, come nel modello.',
  ),
  colonnaMancante: errore(
    'TB-10',
    DECLARATION,
    'Manca una colonna richiesta.',
    'Aggiungere la colonna, o correggere il nome nella riga di intestazione.',
  ),
  colonnaRipetuta: errore(
    'TB-11',
    DECLARATION,
    'La stessa colonna compare due volte nell’intestazione.',
    'Tenere una sola delle due colonne, o cambiare nome a quella che non serve.',
  ),
  colonnaIgnota: avviso(
    'TB-12',
    DECLARATION,
    'Colonna non prevista: il suo contenuto è stato ignorato.',
    'Togliere la colonna, o correggerne il nome se era una di quelle previste.',
  ),
  intestazione: errore(
    'TB-13',
    DECLARATION,
    'Non si trova la riga di intestazione.',
    'Scrivere i nomi delle colonne nella prima riga, come nel modello.',
  ),
  primaIntestazione: avviso(
    'TB-14',
    SNODO,
    'Le righe prima dell’intestazione sono state ignorate.',
    'Nessuna correzione necessaria; nei prossimi invii mettere l’intestazione nella prima riga.',
  ),
  senzaNome: avviso(
    'TB-15',
    DECLARATION,
    'Ci sono valori in una colonna senza nome: sono stati ignorati.',
    'Dare un nome alla colonna nella riga di intestazione, o svuotarla.',
  ),
  nessunaRiga: avviso('TB-16', SNODO, 'Sotto l’intestazione non c’è nessuna riga.', 'Controllare il file inviato.'),
  colonnaAssente: avviso(
    'TB-17',
    DECLARATION,
    'Manca una colonna che serve a ogni riga.',
    'Aggiungere la colonna, o correggere il nome nella riga di intestazione.',
  ),
  troppeCelle: errore(
    'TB-20',
    RFC,
    'La riga ha più celle dell’intestazione.',
    'Scrivere fra virgolette i valori che contengono il separatore delle colonne.',
  ),
  pocheCelle: avviso(
    'TB-21',
    RFC,
    'La riga ha meno celle dell’intestazione: quelle che mancano sono lette come vuote.',
    'Controllare che la riga non sia spezzata da un a capo.',
  ),
  dopoVirgolette: avviso(
    'TB-22',
    RFC,
    'C’è del testo dopo la chiusura delle virgolette: è stato letto come parte del valore.',
    'Le virgolette dentro un testo vanno scritte doppie ("").',
  ),
  mancante: errore('TB-30', DECLARATION, 'Manca il valore.', 'Compilare la cella.'),
  numero: errore(
    'TB-31',
    DECLARATION,
    'Il valore non è un numero.',
    'Scrivere il numero in cifre, con la virgola o il punto per i decimali.',
  ),
  numeroAmbiguo: errore(
    'TB-32',
    SNODO,
    'Non si capisce se il segno divide le migliaia o i decimali.',
    'Scrivere il numero senza separatore delle migliaia (1234); se sono tre decimali, aggiungere uno zero (1,2340).',
  ),
  giorno: errore(
    'TB-33',
    DECLARATION,
    'Il valore non è un giorno che esista.',
    'Scrivere il giorno come GG/MM/AAAA o AAAA-MM-GG.',
  ),
  siNo: errore('TB-34', DECLARATION, 'Il valore non è né sì né no.', 'Scrivere “sì” o “no”.'),
  fuoriElenco: errore(
    'TB-35',
    DECLARATION,
    'Valore fuori dall’elenco o dall’intervallo ammesso.',
    'Usare uno dei valori ammessi.',
  ),
  forma: errore(
    'TB-36',
    DECLARATION,
    'Valore scritto in una forma non ammessa.',
    'Scrivere il valore nella forma richiesta.',
  ),
  lunghezza: errore(
    'TB-37',
    DECLARATION,
    'Lunghezza del valore non ammessa.',
    'Portare il valore entro le lunghezze ammesse.',
  ),
  zeri: avviso(
    'TB-38',
    SNODO,
    'Il foglio di calcolo ha tolto gli zeri iniziali: sono stati rimessi.',
    'Controllare il codice; nei prossimi invii dare alla colonna il formato “Testo” prima di scrivere i codici.',
  ),
  formula: avviso(
    'TB-39',
    'OWASP, CSV Injection',
    'Il testo comincia con un segno che un foglio di calcolo prende per una formula: è stato letto come testo.',
    'Se il segno non serve, toglierlo.',
  ),
  erroreExcel: errore(
    'TB-40',
    OOXML,
    'La cella contiene un errore del foglio di calcolo.',
    'Correggere la formula, o scrivere il valore.',
  ),
  diventataData: errore(
    'TB-41',
    SNODO,
    'Il foglio di calcolo ha trasformato il valore in una data: quello scritto è andato perso.',
    'Dare alla cella il formato “Testo” e scrivere di nuovo il valore.',
  ),
  cifrePerse: errore(
    'TB-42',
    SNODO,
    'Il foglio di calcolo ha trattato il valore come un numero e ne ha perso delle cifre.',
    'Dare alla cella il formato “Testo” e scrivere di nuovo il valore.',
  ),
  controllo: errore(
    'TB-43',
    DECLARATION,
    'Il valore contiene caratteri di controllo.',
    'Togliere i caratteri invisibili (spesso arrivano da un copia e incolla).',
  ),
  aCapo: avviso(
    'TB-44',
    SNODO,
    'Il testo va a capo dentro la cella: ogni a capo è letto come uno spazio.',
    'Nessuna correzione necessaria.',
  ),
  maiCalcolata: errore(
    'TB-45',
    OOXML,
    'La cella contiene una formula di cui manca il risultato.',
    'Aprire il file con Excel o LibreOffice e salvarlo, o scrivere il valore al posto della formula.',
  ),
  arrotondato: avviso(
    'TB-46',
    DECLARATION,
    'L’importo ha più di due decimali: è stato arrotondato al centesimo.',
    'Scrivere gli importi con due decimali.',
  ),
  numeroPerTesto: avviso(
    'TB-47',
    SNODO,
    'Un codice è scritto come numero con i decimali: se finiva con uno zero, il foglio di calcolo lo ha tolto.',
    'Controllare il codice; nei prossimi invii dare alla colonna il formato “Testo” prima di scrivere i codici.',
  ),
} as const satisfies Readonly<Record<string, RegolaFoglio>>;

export type NomeRegola = keyof typeof REGOLE_FOGLIO;
