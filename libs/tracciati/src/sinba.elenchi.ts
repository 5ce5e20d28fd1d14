import { elenco, siNo } from './inps/pezzi.js';

// The coded values of SINBA, with INPS's own labels, in the order of its schema.

export const minoreStranieroNoAcc = elenco('MinoreStranieroNoAccType', siNo);
export const condizioneMinore = elenco('CondizioneMinoreType', {
  '1': 'Non orfano',
  '2': 'Orfano di entrambi',
  '3': 'Orfano di padre',
  '4': 'Orfano di madre',
  '5': 'Genitori ignoti',
});
export const luogoVita = elenco('LuogoVitaType', {
  '1': 'nella sua famiglia',
  '2': 'presso parenti',
  '3': 'in famiglia affidataria',
  '4': 'in struttura residenziale sociale',
  '5': 'in struttura residenziale sanitaria',
  '6': 'in istituto penale minorile',
  '7': 'con amici e conoscenti',
  '8': 'senza dimora',
});
export const scuolaFrequentata = elenco('ScuolaFrequentataType', {
  '1': 'nessuna scuola',
  '2': 'struttura',
  '3': 'asilo nido',
  '4': 'scuola dell’infanzia',
  '5': 'scuola primaria',
  '6': 'scuola secondaria I grado',
  '7': 'scuola secondaria II grado',
  '8': 'corso formazione professionale',
});
export const condizioneLavoro = elenco('CondizioneLavoroType', {
  '1': 'inattivo (non in età da lavoro, non ha e non cerca lavoro)',
  '2': 'occupato',
  '3': 'disoccupato alla ricerca di nuova occupazione',
  '4': 'in cerca di prima occupazione',
});
export const disabilita = elenco('DisabilitaType', siNo);
export const tipoDisabilita = elenco('TipoDisabilitaType', {
  '1': 'Fisica',
  '2': 'Psichica',
  '3': 'Sensoriale',
  '4': 'Plurima',
});
export const invCivCertificazioni = elenco('InvCivCertificazioniType', {
  '1': 'certificazione invalidità civile parziale non inferiore al 75%',
  '2': 'certificazione invalidità civile totale (100%) con indennità di accompagnamento',
  '3': 'certificazione invalidità civile totale (100%) senza indennità di accompagnamento',
  '4': 'certificazione NPI',
  '5': 'certificazione l.104',
});
export const titoloStudio = elenco('TitoloStudioType', {
  '1': 'nessun titolo',
  '2': 'licenza elementare',
  '3': 'licenza media',
  '4': 'qualifica professionale',
  '5': 'diploma scuola superiore',
  '6': 'laurea o diploma di laurea',
});
export const occupazione = elenco('OccupazioneType', {
  '1': 'occupato',
  '2': 'disoccupato alla ricerca di nuova occupazione',
  '3': 'in cerca di prima occupazione',
  '4': 'casalinga/o',
  '5': 'studente',
  '6': 'ritirato/a dal lavoro',
  '7': 'inabile al lavoro',
  '8': 'in altra condizione',
});
export const fonteSegnalazione = elenco('FonteSegnalazioneType', {
  '1': 'servizio sociale minori della giustizia minorile',
  '2': 'altro servizio sociale (consultori, centri famiglia, di altro ambito/distretto, ..)',
  '3': 'servizi sanitari/medico di base/pediatra',
  '4': 'privato sociale/volontariato',
  '5': 'forze dell’ordine',
  '6': 'beneficiario stesso',
  '7': 'genitori affidatari/tutore',
  '8': 'genitori/fratelli/altri familiari conviventi',
  '9': 'parenti non conviventi',
  '10': 'tribunale ordinario',
  '11': 'autorità giudiziarie minorili',
  '12': 'professionista privato',
  '13': 'scuola',
  '14': 'vicinato o conoscenti',
});
export const valutazioneMinore = elenco('ValutazioneMinoreType', {
  '1': 'nessuna specifica problematica',
  '2': 'problemi relazionali e comportamentali',
  '3': 'dipendenze',
  '4': 'presunto stato di abbandono',
  '5': 'problemi sanitari',
  '6': 'violenza sessuale subita, prostituzione, tratta, pedopornografia',
  '7': 'altre forme di violenza e maltrattamento subite',
  '8': 'comportamenti di grave devianza',
  '9': 'problemi di autonomia, disabilità',
  '10': 'coinvolto in procedure penali',
  '11': 'gestante/madre minorenne',
  '12': 'minore straniero non accompagnato',
  '13': 'abbandono scolastico',
});
export const valutazioneFamigliaMinore = elenco('ValutazioneFamigliaMinoreType', {
  '1': 'nessuna specifica',
  '2': 'problematica fragilità/inadeguatezza genitoriale, problematiche socio-educative e relazionali',
  '3': 'dipendenza',
  '4': 'problematiche psichiatriche',
  '5': 'altre problematiche sanitarie',
  '6': 'grave conflittualità familiare',
  '7': 'famiglia maltrattante',
  '8': 'famiglia abusante',
  '9': 'problemi giudiziari',
  '10': 'fallimento affido preadottivo nel I anno',
  '11': 'inadempienza obblighi sanitari',
  '12': 'difficoltà economiche',
  '13': 'difficoltà abitative',
});
export const segnalazioneAutoritaGiudiziaria = elenco('SegnalazioneAutoritaGiudiziariaType', siNo);
export const provvedimentoGiudiziario = elenco('ProvvedimentoGiudiziarioType', siNo);
export const autoritaProvvedimento = elenco('AutoritaProvvedimentoType', {
  '1': 'Giudice tutelare',
  '2': 'Tribunale per i minori',
  '3': 'Procura per i minori',
  '4': 'Tribunale ordinario',
});
export const potestaTutela = elenco('PotestaTutelaType', {
  '1': 'sospensione potestà genitoriale',
  '2': 'decadenza potestà genitoriale',
  '3': 'prescrizioni ai genitori',
  '4': 'tutela a parenti o altri soggetti',
  '5': 'curatela',
});
export const tipoProvvedimentoGiudiziario = elenco('TipoProvvedimentoGiudiziarioType', {
  '1': 'adottabilità',
  '2': 'adozione nazionale',
  '3': 'adozione internazionale',
  '4': 'affidamento familiare',
  '5': 'affido al servizio sociale',
  '6': 'affidamento a uno dei genitori in caso di separazione',
  '7': 'vigilanza',
  '8': 'post-adozione; allontanamento del minore in via d’emergenza (art. 403 c.c.)',
});
export const formaInterventoAffido = elenco('FormaInterventoAffidoType', {
  '1': 'Consensuale',
  '2': 'Giudiziario',
});
export const tipoInterventoAffido = elenco('TipoInterventoAffidoType', {
  '1': 'Intrafamiliare',
  '2': 'Eterofamiliare',
});
export const durataAffido = elenco('DurataAffidoType', {
  '1': 'Tempo pieno',
  '2': 'Tempo parziale',
});
export const carattereAffido = elenco('CarattereAffidoType', {
  '1': 'Residenziale',
  '2': 'Diurno',
});
export const esitoAffido = elenco('EsitoAffidoType', {
  '1': 'rientrato nella famiglia di origine',
  '2': 'affidata ad altro nucleo familiare',
  '3': 'adottato',
  '4': 'inserito in struttura socio-educativa',
  '5': 'inserito in struttura sanitaria',
  '6': 'vita in autonomia',
  '7': 'rimpatriato',
  '8': 'destinazione ignota',
  '9': 'altro',
});
export const carattereInserimentoResidenziale = elenco('CarattereInserimentoResidenzialeType', {
  '1': 'familiare-prevalente accoglienza abitativa',
  '2': 'familiare-prevalente funzione tutelare',
  '3': 'familiare-funzione socio-educativa',
  '4': 'comunitario-accoglienza di emergenza',
  '5': 'comunitario-prevalente accoglienza abitativa',
  '6': 'comunitario-prevalente funzione tutelare',
  '7': 'comunitario-funzione socio-educativa',
  '8': 'comunitario-funzione educativa-psicologica',
  '9': 'comunitario-funzione integrazione socio-sanitaria bassa',
  '10': 'comunitario-funzione integrazione socio-sanitaria medio-alta',
});
export const formaInserimentoResidenziale = elenco('FormaInserimentoResidenzialeType', {
  '1': 'Consensuale',
  '2': 'Giudiziario',
});
export const tipoInserimentoResidenziale = elenco('TipoInserimentoResidenzialeType', {
  '1': 'Con genitore',
  '2': 'Senza genitore',
});
export const esitoInserimentoStruttura = elenco('EsitoInserimentoStrutturaType', {
  '1': 'rientrato nella famiglia di origine',
  '2': 'in famiglia affidataria o affidatario',
  '3': 'adottato',
  '4': 'inserito in altra struttura socio-educativa',
  '5': 'inserito in struttura sanitaria',
  '6': 'reso autonomo',
  '7': 'rimpatriato',
  '8': 'destinazione ignota',
  '9': 'altro',
});
export const motivazioneChiusuraCarico = elenco('MotivazioneChiusuraCaricoType', {
  '1': 'passaggio a servizio territoriale altro ambito/distretto della stessa regione',
  '2': 'passaggio a servizio territoriale altro ambito/distretto di altra regione',
  '3': 'raggiunta età maggiorenne',
  '4': 'conclusione degli interventi e della presa in carico per risoluzione dello stato di bisogno',
  '5': 'uscita richiesta dal minore utente o dalla famiglia',
  '6': 'rimpatrio',
  '7': 'irreperibilità',
  '8': 'decesso',
  '9': 'altro',
});
export const situazioneChiusuraCarico = elenco('SituazioneChiusuraCaricoType', {
  '1': 'Nella famiglia di origine',
  '2': 'vita in autonomia (in appartamento anche con altri non familiari o parenti)',
  '3': 'rimane nella famiglia affidataria anche se maggiorenne',
  '4': 'rimane nella struttura residenziale socio-assistenziale anche se maggiorenne',
  '5': 'collocato in struttura residenziale sanitaria',
  '6': 'adottato in una nuova famiglia',
  '7': 'in istituto penale',
  '8': 'destinazione ignota',
});
export const collaborazioniInterventi = elenco('CollaborazioniInterventiType', {
  '1': 'SERT',
  '2': 'NPI',
  '3': 'psicologia',
  '4': 'clinica/dsm',
  '5': 'altri servizi sociali (consultorio, centri famiglia, adulti, di altro abito/distretto)',
  '6': 'ussm ministero giustizia',
  '7': 'scuola',
  '8': 'servizi privato sociale associazionismo, volontariato',
  '9': 'altro',
});
export const fasciaEtaBeneficiario = elenco('FasciaEtaBeneficiarioType', {
  '1': '0-3 anni',
  '2': '3-6 anni',
  '3': '6-9 anni',
  '4': '9-12 anni',
  '5': '12-15 anni',
  '6': '15-18 anni',
});
export const fasciaISEEBeneficiario = elenco('FasciaISEEBeneficiarioType', {
  '1': 'Valore ISEE=0',
  '2': 'Tra 0.01 a 3000 Euro',
  '3': 'Tra 3000.01 e 6000',
  '4': 'Tra 6000.01 e 9000',
  '5': 'Tra 9000.01 e 12000',
  '6': 'Tra 12000.01 e 15000',
  '7': 'Tra 15000.01 e 20000',
  '8': 'Oltre i 20000 euro',
});
export const composizioneFamiglia = elenco('ComposizioneFamigliaType', {
  '1': 'Madre',
  '2': 'Padre',
  '3': 'Fratelli/Sorelle',
  '4': 'Nonno/a',
  '5': 'Compagno/a della madre o del padre',
  '6': 'Altri conviventi',
});
