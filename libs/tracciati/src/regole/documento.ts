import type { Regola } from '../tracciato.js';

const XML = 'XML 1.0 (W3C) e limiti di Snodo';
const XSD = 'XSD ufficiale del tracciato';
const base = { stadio: 'consegna', gravita: 'errore', forza: 'schema', colpa: 'mittente' } as const;

const row = (codice: string, fonte: string, messaggio: string, rimedio: string): Regola => ({
  ...base,
  codice,
  fonte,
  messaggio,
  rimedio,
});

/** Why a document cannot be read at all. Any of these makes the whole invio `illeggibile`. */
export const REGOLE_LETTURA: readonly Regola[] = [
  row('XML-01', XML, 'Il documento è vuoto.', 'Controllare il file esportato e inviarlo di nuovo.'),
  row(
    'XML-02',
    XML,
    'Il documento non è XML ben formato.',
    'Correggere il punto indicato, o esportare di nuovo il file dal gestionale; non modificarlo con un programma di testo.',
  ),
  row(
    'XML-03',
    XML,
    'Il documento è troncato.',
    'Il file è arrivato incompleto: esportarlo di nuovo e inviarlo intero.',
  ),
  row(
    'XML-04',
    XML,
    'I byte del documento non corrispondono alla codifica dei caratteri dichiarata.',
    'Salvare il file nella codifica che dichiara, meglio se UTF-8, e inviarlo di nuovo.',
  ),
  row(
    'XML-05',
    XML,
    'La codifica dei caratteri dichiarata non è fra quelle ammesse.',
    'Salvare il file in UTF-8 (ammesse anche UTF-16, ISO-8859-1, Windows-1252).',
  ),
  row('XML-06', XML, 'Il documento contiene una dichiarazione DOCTYPE.', 'Togliere la dichiarazione DOCTYPE.'),
  row(
    'XML-07',
    XML,
    'Il documento supera un limite di lettura.',
    'Dividere il file in più invii; se il limite riguarda un singolo valore o elemento, il file è costruito male.',
  ),
  row(
    'XML-08',
    XML,
    'Il documento contiene un carattere che XML non ammette.',
    'Togliere il carattere di controllo nel punto indicato (spesso arriva da un copia e incolla).',
  ),
];

/** Breaches of the official schema, by kind. */
export const REGOLE_SCHEMA: readonly Regola[] = [
  row(
    'XSD-01',
    XSD,
    'L’elemento radice, o il suo spazio dei nomi (xmlns), non è quello del tracciato.',
    'Indicare il tracciato giusto, o scrivere la radice e l’attributo xmlns come nel tracciato.',
  ),
  row('XSD-02', XSD, 'Elemento non previsto.', 'Togliere l’elemento, o correggerne il nome.'),
  row(
    'XSD-03',
    XSD,
    'Elemento fuori posto o ripetuto oltre il numero ammesso.',
    'Scrivere gli elementi nell’ordine e nel numero del tracciato.',
  ),
  row('XSD-04', XSD, 'Manca un elemento obbligatorio.', 'Aggiungere l’elemento.'),
  row('XSD-05', XSD, 'Attributo non previsto.', 'Togliere l’attributo, o correggerne il nome.'),
  row('XSD-06', XSD, 'Manca un attributo obbligatorio.', 'Aggiungere l’attributo.'),
  row('XSD-07', XSD, 'Valore fuori dall’elenco o dall’intervallo ammesso.', 'Usare uno dei valori ammessi.'),
  row('XSD-08', XSD, 'Valore scritto in una forma non ammessa.', 'Scrivere il valore nella forma richiesta.'),
  row('XSD-09', XSD, 'Lunghezza del valore non ammessa.', 'Portare il valore entro le lunghezze ammesse.'),
  row(
    'XSD-10',
    XSD,
    'Il valore non è una data, un numero o un intero valido.',
    'Scrivere le date AAAA-MM-GG, i numeri con il punto decimale e senza migliaia, gli interi con sole cifre, senza spazi.',
  ),
  row('XSD-11', XSD, 'Testo dove il tracciato non ne prevede.', 'Togliere il testo fra gli elementi.'),
  row(
    'XSD-12',
    XSD,
    'Attributo xsi:nil o xsi:type non ammesso qui.',
    'Togliere l’attributo: il tracciato non prevede elementi nulli né tipi derivati.',
  ),
];

/** Said when more was found than is listed. */
export const ALTRI_RILIEVI: Regola = {
  ...base,
  gravita: 'avviso',
  codice: 'SN-00',
  fonte: 'limiti di Snodo',
  colpa: 'hub',
  messaggio: 'Altri rilievi non sono elencati.',
  rimedio: 'Correggere quelli elencati e inviare di nuovo: gli altri, se restano, compariranno allora.',
};
