/** Words of every day, of laws and of tenders, by what a nomenclature calls the same. A phrase may have several meanings. */
export const MODI_DI_DIRE: Readonly<Record<string, readonly string[]>> = {
  // Money for living.
  'contributi economici integrazione reddito familiare': [
    'minimo vitale, integrazione del reddito, sostegno al reddito, sostegno economico, sostegni economici, reddito minimo',
    'assistenza economica, aiuto economico, aiuti economici, sussidio economico, sussidio, sussidi, interventi economici',
    'contributo straordinario, contributi straordinari, contributo una tantum, una tantum, contributo continuativo',
    'indigenti, indigenza, povertà, nuclei in difficoltà, famiglie in difficoltà, famiglie bisognose, disagio economico',
  ],
  'assegno nucleo familiare': [
    'tre figli, terzo figlio, tre figli minori, famiglie numerose, nuclei numerosi, famiglia numerosa',
  ],
  'assegno maternità': ['bonus bebè, maternità, neomamma assegno, assegno alla madre'],
  'carta acquisti': ['social card, carta dedicata a te, carta solidale'],
  'buoni spesa buoni pasto': [
    'buono spesa, buoni spesa, buoni alimentari, buono alimentare, voucher spesa, voucher alimentari, solidarietà alimentare',
    'ticket pasto, carta spesa, tessera spesa, spesa alimentare, emergenza alimentare',
  ],
  'contributi economici titolo prestito': [
    'prestito, prestiti, microcredito, prestito sull onore, anticipo, anticipazione',
  ],
  'servizio sociale professionale': ['presa in carico, assistente sociale, presa in carico sociale'],
  'segretariato sociale sportello punto accesso informazione orientamento': [
    'sportello sociale, porta sociale, punto unico di accesso, sportello di cittadinanza, ufficio di promozione sociale',
  ],
  // Money for the house.
  'contributi economici alloggio': [
    'mutuo, prima casa, deposito cauzionale, trasloco, spese condominiali, contributo casa, contributi casa, spese abitative',
    'morosità, morosità incolpevole, sfratto, sfratti, spese alloggio, mantenimento alloggio, cauzione',
  ],
  'contributi economici affitti': [
    'affitto, locazione, canone di locazione, canone, pigione, morosità, legge 431, l 431',
  ],
  'agevolazioni servizi pubblica utilità telefono luce gas': [
    'bolletta, utenza, utenze domestiche, bonus idrico, bonus acqua, bonus luce, bonus gas, bonus energia, bonus elettrico',
    'riscaldamento, energia elettrica, acqua, idrico, bonus sociale, telefonia fissa, canone telefonico, combustibile',
  ],
  'agevolazioni tributarie comunali nettezza urbana': [
    'tari, tarsu, tares, imu, tributi, rifiuti, tassa rifiuti, esenzione tributi, imposta, irpef, addizionale, rifiuti solidi',
  ],
  // Money for school and study.
  'contributi economici servizi scolastici': [
    'libri di testo, libri scolastici, cedola libraria, materiale scolastico, spese scolastiche, retta scolastica, libri',
    'buono scuola, dote scuola, contributo scuola materna, prescuola, postscuola, corredo scolastico',
    'kit scolastico, zaino, diritto allo studio, rette scuola infanzia, retta scuola materna, contributo scuola, gite scolastiche',
  ],
  'borse studio': ['premio di studio, assegno di studio, merito scolastico, premi allo studio'],
  'prestazioni diritto studio universitario': [
    'universitari, studenti universitari, alloggio universitario, mensa universitaria, dsu',
  ],
  'agevolazioni tasse universitarie': ['tasse universitarie, tassa universitaria, contributi universitari'],
  'contributi integrazioni rette asili nido': [
    'bonus nido, buono nido, voucher nido, retta nido, rette nido, nidi gratis',
  ],
  // Money for health, home care and independence.
  'contributi economici cure prestazioni sociali rilevanza sanitaria': [
    'spese sanitarie, spese mediche, ticket, ticket sanitari, farmaci, protesi, ausili, cure mediche, cure dentarie, cure odontoiatriche, spese dentistiche',
    'parrucche, occhiali, spese odontoiatriche, medicinali, visite mediche rimborso, cicli di cura, cure termali',
  ],
  'assegnazioni economiche sostegno domiciliarità autonomia personale': [
    'assegno di cura, buono badante, voucher badante, bonus badante, contributo badante, assistente familiare, caregiver',
    'buono sociale, indennità di cura, barriere architettoniche, vita indipendente, assistente personale, badante',
    'contributo non autosufficienza, contributo disabili, contributo anziani non autosufficienti, buono disabili',
    'adattamento domestico, eliminazione barriere, legge 13, l 13, contributo familiare non autosufficiente',
  ],
  'fna disabilità gravissime assistenza domiciliare indiretta': [
    'contributo sla, contributo disabilità gravissima, assistenza indiretta, caregiver disabilità gravissima, disabilità gravissima',
    'contributo disabili gravissimi, assegno di cura gravissimi, fondo per la non autosufficienza',
  ],
  'contributi economici affidamento familiare minori': [
    'contributo affido, assegno affido, rimborso affido, contributo famiglia affidataria, contributo affidatari, quota affido',
    'assegno famiglia affidataria, contributi alle famiglie affidatarie, sussidio affidatari, rimborso affidatari',
  ],
  'contributi economici accoglienza adulti anziani': [
    'contributo affido anziani, contributo accoglienza anziani, contributo famiglie accoglienti, contributo accoglienza adulti',
  ],
  'contributi economici inserimento lavorativo': [
    'borsa lavoro, indennità di tirocinio, incentivo assunzione, incentivi all assunzione, rimborso tirocinio, premio lavoro',
    'indennità di frequenza tirocinio, assegno lavoro, contributo tirocinio, borse terapeutiche, borsa terapeutica',
  ],
  'contributi economici servizio trasporto mobilità': [
    'rimborso viaggio, rimborso trasporto, contributo trasporto, abbonamento autobus, abbonamento',
    'tessera trasporto, buoni taxi, buono taxi, titoli di viaggio, rimborso chilometrico, agevolazione tariffaria trasporto',
    'contributo trasporto disabili, contributo trasporto scolastico, voucher taxi, tessera autobus, tariffe agevolate trasporto',
  ],
  'buono vacanze': [
    'contributo soggiorno, contributo vacanza, contributo centro estivo, bonus vacanza, voucher vacanza',
  ],
  'contributi integrazioni rette accesso': [
    'integrazione retta, compartecipazione retta, quota sociale, retta, compartecipazione',
  ],
  'contributi integrazioni rette accesso servizi residenziali': [
    'retta rsa, retta casa di riposo, retta comunità, retta istituto, retta ricovero, retta casa protetta, retta struttura',
    'integrazione retta rsa, integrazione retta casa di riposo, integrazione retta comunità, integrazione retta anziani',
    'integrazione retta casa protetta, integrazione retta residenza protetta, integrazione retta struttura, quota alberghiera',
  ],
  'contributi integrazioni rette accesso centri diurni': [
    'retta centro diurno, integrazione retta centro diurno, buono centro diurno, voucher centro diurno, retta cdd, retta cse',
    'buono servizio centro diurno, contributo centro diurno, integrazione retta cdd, integrazione retta cse, retta cdi',
  ],
  // Food, things, body.
  'distribuzione pasti lavanderia domicilio': [
    'pasto a domicilio, pasti caldi, fornitura pasti, consegna pasti, lavanderia, pasti domiciliari, preparazione pasti',
  ],
  'mensa scolastica': [
    'refezione, refezione scolastica, ristorazione scolastica, mensa scuola, buono mensa, mensa alunni',
  ],
  'mensa sociale': [
    'mensa dei poveri, mensa per indigenti, mensa popolare, mensa caritas, mensa solidale, mensa anziani',
  ],
  'distribuzione beni prima necessità pasti medicinali vestiario': [
    'pacco alimentare, pacco viveri, banco alimentare, emporio solidale, vestiario, indumenti, guardaroba, distribuzione abiti, abiti usati, coperte',
    'generi alimentari, beni alimentari, viveri, latte artificiale, pannolini, generi di prima necessità, beni di consumo, alimenti, market solidale',
  ],
  'servizi igiene personale': [
    'doccia, bagno assistito, igiene, cura della persona, servizi igienici, barbiere, pedicure, bagni pubblici',
  ],
  // Moving about.
  'trasporto sociale': [
    'accompagnamento visite mediche, accompagnamento a visite, accompagnamento sociale, trasporto agevolato',
    'trasporto disabili, trasporto anziani, accompagnamento, taxi sociale, taxi, pulmino, navetta, trasporto assistito',
    'trasporto a chiamata, auto amica, trasporto scolastico disabili, trasporto alunni disabili, scuolabus, trasporto dializzati',
    'trasporto centro diurno, trasporto disabili centro diurno, trasporto scolastico, trasporto protetto, trasporto utenti',
  ],
  // At home and near it.
  'telesoccorso teleassistenza': [
    'telesoccorso, teleassistenza, telecontrollo, salvavita, telecompagnia, telefonia sociale, telefono amico',
  ],
  'assistenza domiciliare socio assistenziale': [
    'aiuto domestico, assistenza tutelare, assistenza a domicilio, cura a domicilio, aiuto domiciliare, home care premium',
    'aiuto alla persona, oss a domicilio, assistenza anziani, voucher assistenza domiciliare, governo della casa, assistenza di base',
    'dimissioni protette, assistenza domestica, collaborazione domestica, voucher domiciliare, badanti comunali',
  ],
  'assistenza domiciliare integrata servizi sanitari': [
    'assistenza infermieristica, infermiere a domicilio, cure domiciliari, assistenza integrata, cure domiciliari integrate',
  ],
  'servizi prossimità buon vicinato gruppi auto aiuto': [
    'auto aiuto, mutuo aiuto, auto mutuo aiuto, ama, banca del tempo, volontario, volontariato, vicinato, compagnia',
    'custode sociale, portierato sociale, affiancamento familiare, famiglie solidali, badante di condominio, buon vicino, spesa sospesa',
  ],
  'sostegno socio educativo territoriale domiciliare': [
    'educativa domiciliare, educativa territoriale, educatore domiciliare, assistenza educativa, home visiting, home maker',
    'tutor educativo, assistenza domiciliare minori, assistenza domiciliare educativa, doposcuola, dopo scuola, aiuto compiti',
    'sostegno scolastico pomeridiano, educativa familiare, assistenza educativa domiciliare, intervento educativo, educatore',
  ],
  'sostegno socio educativo scolastico': [
    'assistenza scolastica, autonomia e comunicazione, assistenza comunicazione, assistenza autonomia, educativa scolastica',
    'ad personam, assistente ad personam, alunni disabili, integrazione scolastica, inclusione scolastica, assistenza alunni',
    'assistenza educativa scolastica, lettore braille scuola, assistente scolastico, dispersione scolastica, educatore scolastico',
  ],
  // Small children.
  'asilo nido': [
    'micronido, micro nido, nido d infanzia, nido aziendale, asilo, nido comunale, nido convenzionato, sezione nido',
  ],
  'servizi integrativi prima infanzia': [
    'spazio gioco, ludoteca, centro bambini e famiglie, centro per bambini, centro prima infanzia, tagesmutter, baby parking',
    'sezione primavera, nido famiglia, centro gioco, spazio bambini, tempo per le famiglie, spazio bimbi, nido domiciliare',
    'micronido famiglia, baby sitter, centro bambini genitori, servizi infanzia integrativi, punto gioco',
  ],
  // Families.
  'affidamento minori': [
    'affido, affido familiare, affido eterofamiliare, affido etero familiare, famiglia affidataria, famiglia d appoggio',
    'centro affidi, servizio affidi, affido part time, affido diurno, affidatari',
  ],
  'adozione nazionale internazionale minori': ['adozione, adozioni, coppie adottive, famiglie adottive, post adozione'],
  'servizi mediazione culturale': [
    'mediazione linguistica, mediazione interculturale, interprete, mediatore linguistico, traduzione',
    'sportello immigrati, sportello stranieri, alfabetizzazione stranieri, mediazione linguistico culturale, interpretariato',
  ],
  'servizio mediazione familiare': [
    'separazione, coppie separate, spazio neutro, incontri protetti, conflitto coppia, genitori separati, mediazione genitori',
    'luogo neutro, mediazione del conflitto, visite protette',
  ],
  'interventi sostegno genitorialità': [
    'consultorio, centro per le famiglie, gruppi genitori, corsi genitori, supporto genitoriale, neomamme, scuola genitori',
    'competenze genitoriali, percorsi nascita, gruppo mamme, sostegno alle famiglie, sportello genitori, consulenza educativa',
  ],
  'attività ricreative socializzazione': [
    'centro anziani, centro di aggregazione, centro aggregativo, centro giovani, centro giovanile, centro sociale, orti sociali',
    'centro estivo, campo estivo, colonia estiva, colonia, università terza età, laboratorio, animazione, attività di animazione',
    'ginnastica, gita, tempo libero, oratorio, soggiorno climatico, soggiorno marino, soggiorno termale, soggiorno estivo',
    'soggiorni climatici e termali, soggiorno, turismo sociale, attività culturali, attività sportive, feste, sport',
    'soggiorni anziani, soggiorni vacanza, attività motoria, centro ricreativo, aggregazione giovanile',
  ],
  // Persons at the margins.
  'interventi integrazione sociale soggetti deboli rischio': [
    'unità di strada, educativa di strada, unità mobile, dipendenze, tossicodipendenti, alcolisti, detenuto, rom',
    'emarginazione, inclusione sociale, interpretariato lis, lingua dei segni, vittime di violenza, vittime di tratta, antiviolenza',
    'pronto intervento sociale, senza dimora, residenza fittizia, persone fragili, disagio adulto, salute mentale, giustizia',
    'sportello antiviolenza, centro antiviolenza, lavoro di strada, interventi per nomadi',
  ],
  'servizio accoglienza adulti anziani': [
    'dormitorio, asilo notturno, rifugio notturno, pronta accoglienza, accoglienza notturna, gruppo appartamento, ostello',
    'casa accoglienza, accoglienza in famiglia, affido anziani, affido adulti, accoglienza familiare anziani, emergenza freddo',
    'accoglienza senza dimora, accoglienza senza fissa dimora, senza fissa dimora, senza tetto, accoglienza adulti, coabitazione',
  ],
  'interventi supporto reperimento alloggi': [
    'agenzia per la casa, ricerca casa, ricerca alloggio, emergenza abitativa, sportello casa, housing first, housing sociale',
    'alloggio temporaneo, alloggio di emergenza, agenzia sociale locazione, garanzia affitto, accompagnamento all abitare',
    'sistemazione alloggiativa, emergenza casa, alloggi di transizione, alloggio ponte, mediazione abitativa, disagio abitativo, albergo',
  ],
  'edilizia residenziale pubblica': [
    'casa popolare, alloggio popolare, alloggio comunale, edilizia popolare, edilizia agevolata, assegnazione alloggi',
    'graduatoria alloggi, case comunali, canone sociale',
  ],
  'supporto inserimento lavorativo': [
    'borsa lavoro, tirocinio, tirocinio formativo, tirocinio di inclusione, collocamento mirato, reinserimento lavorativo',
    'avviamento al lavoro, integrazione lavorativa, inserimenti lavorativi, orientamento al lavoro, sportello lavoro',
    'laboratorio occupazionale, cantieri lavoro, ergoterapia, formazione lavoro, mediazione al lavoro, collocamento lavorativo',
  ],
  // Places where people spend the day or live.
  'centro diurno struttura semiresidenziale': [
    'centro diurno, centro socio educativo, centro socio riabilitativo, centro polivalente, ospitalità diurna, diurno, diurna',
    'laboratorio protetto, semiresidenziale, semiresidenzialità, centro alzheimer, servizio educativo diurno, day care',
    'centro diurno socio educativo riabilitativo, centro pomeridiano, servizio formazione autonomia, centro occupazionale',
  ],
  'struttura residenziale anziani': [
    'casa di riposo, casa protetta, residenza protetta, residenza sanitaria assistenziale, ospizio, casa albergo, ricovero anziani',
  ],
  'struttura residenziale': [
    'casa famiglia, comunità, comunità alloggio, comunità educativa, comunità familiare, comunità residenziale, casa rifugio',
    'comunità madre bambino, residenzialità, inserimento in struttura, collocamento in comunità, inserimento in comunità',
    'casa alloggio, gruppo famiglia, comunità minori, casa mamma bambino, mamme con bambini, madri con figli, alloggio protetto',
    'comunità terapeutica, accoglienza mamme con bambini, accoglienza madri, minori in comunità, convitto, pronta accoglienza minori',
    'gruppo appartamento, casa di riposo, casa protetta, residenza protetta, residenza sanitaria, residenza sanitaria assistenziale, casa albergo',
    'ricovero, istituto, ospizio, residenza anziani, residenza disabili, ricovero di sollievo, posto letto, ricoveri in istituto',
  ],
  'altro prestazione strutture': ['area sosta nomadi, area attrezzata nomadi, campo nomadi, campo rom'],
  // Measures of the State and of Europe.
  'fondo pcd prive sostegno familiare': [
    'dopo di noi, durante noi, legge 112, l 112, l 112 2016, durante e dopo di noi',
  ],
  'fondo pcd prive sostegno familiare sviluppo competenze': [
    'palestra di autonomia, palestre autonomia, palestra autonomia dopo di noi',
  ],
  'fondo pcd prive sostegno familiare permanenza temporanea': [
    'sollievo dopo di noi, ospitalità temporanea dopo di noi, weekend di sollievo',
  ],
  'fondo pcd prive sostegno familiare supporto domiciliarità': [
    'coabitazione dopo di noi, appartamento dopo di noi, gruppo appartamento dopo di noi',
  ],
  'fondo pcd prive sostegno familiare percorsi accompagnamento': [
    'deistituzionalizzazione, uscita dal nucleo, fuoriuscita dalla famiglia',
  ],
  'finanziato pon inclusione': ['avviso pon, avviso 3, avviso 1, avviso 1 pais, avviso 4, fondo sociale europeo'],
  'altro prestazioni inps': [
    'assegno di inclusione, assegno unico, supporto formazione lavoro, assegno unico universale',
  ],
  'pensione invalidità civile': ['invalidi civili, inabilità, pensione inabilità, invalido totale'],
  'pensione non vedenti': ['ciechi civili, pensione ciechi, ciechi assoluti, ciechi parziali'],
  'pensione non udenti': ['pensione sordi, sordomuti, pensione sordomuti'],
  'assegno mensile': ['assegno invalidi parziali, assegno mensile assistenza, invalidi parziali'],
  'indennità accompagnamento': ['accompagno, assegno di accompagnamento'],
  '14 mensilità': ['quattordicesima, quattordicesima pensione'],
  'permessi retribuiti legge 104 92': ['permessi 104, legge 104 permessi, permessi lavorativi, permessi mensili'],
  'congedo straordinario': ['congedo biennale, congedo retribuito, congedo 151, congedo assistenza familiare'],
  'integrazione al minimo': ['trattamento minimo, pensione minima'],
  'maggiorazione sociale': ['incremento al milione, maggiorazione pensione'],
};
