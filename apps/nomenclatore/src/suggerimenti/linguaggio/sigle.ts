/**
 * Acronyms of services and measures by what they stand for: facts of the field, in our own words. The comment above a group
 * says where they are in use. A row that is wrong suggests a wrong target with a plausible reason; one may have several meanings.
 */
export const SIGLE: Readonly<Record<string, string>> = {
  // Home care: SAD and ADI in regulations all over Italy, SADH in Lombardia, SAAP and SAISH in Lazio, AD in Emilia-Romagna.
  'servizio assistenza domiciliare socio assistenziale': 'sad, sada, saap, saisa, hcp',
  'servizio assistenza domiciliare socio assistenziale disabili': 'sadh, saish',
  'assistenza domiciliare integrata servizi sanitari': 'adi, cdi',
  // Educators at home: ADM in Lombardia and Piemonte, SED and SET in the Marche and Emilia-Romagna, SISMIF in Lazio.
  'sostegno socio educativo territoriale domiciliare minori':
    'adm, ade, adem, admh, sed, set, sesd, sisem, sismif, saed, edm',
  // Educators at school: AEC and OEPAC in Lazio, ASACOM in the south, PEA in Emilia-Romagna, AES in Lombardia.
  'sostegno socio educativo scolastico disabili': 'aec, aecb, oepac, asacom, asac, aes, pea, saac',
  'sostegno genitorialità famiglie vulnerabili': 'pippi',
  'programma prevenzione allontanamento minore': 'pippi',
  // Day centres: CDD, CSE, SFA, CDI and CPD in Lombardia, CSER in the Marche, CSRD in Emilia-Romagna, CST in Piemonte.
  'centro diurno struttura semiresidenziale disabili': 'cdd, cse, cser, csrd, cst, sfa, csrr, cdh, csed, cpd, snai',
  'centro diurno struttura semiresidenziale anziani': 'cdi, cda, cdaa, cdia',
  'centro diurno struttura semiresidenziale': 'cd, cdm, cdp, csr',
  'attività ricreative socializzazione minori': 'cag, cre, crd, cred, grest, cres, cgd',
  // Residential: RSA everywhere, CRA in Emilia-Romagna, RP in the Marche and Umbria, RAF in Piemonte, COSER in the Marche, CAH in Lombardia.
  'struttura residenziale anziani': 'rsa, rp, cra, raa, rsaa, rpa',
  'struttura residenziale disabili': 'rsd, css, cah, raf, coser, crh, rsh',
  'struttura residenziale minori': 'cem, cam, gam',
  // National programmes for who arrives from abroad: the networks of comuni, the prefects' centres, minors alone.
  'accoglienza integrazione sociale stranieri rifugiati': 'sai, sprar, siproimi, cas',
  'struttura residenziale accoglienza minori stranieri': 'msna, mna',
  // Work: SIL in Lombardia and Sardegna, NIL in Lombardia, SILS in Piemonte, TIS in the Marche, PUC in the national measures.
  'supporto inserimento lavorativo': 'sil, nil, sils, saal, tis, puc',
  // Bodies of public housing, by region.
  'edilizia residenziale pubblica': 'erp, erap, aler, ater, iacp, acer, arca',
  // Names of laws, funds and measures of the State.
  'contributi economici affitti alloggio': 'fsa, fmi',
  'assegno nucleo familiare': 'anf, anfc',
  'reddito inclusione': 'rei',
  'reddito emergenza': 'rem',
  'reddito cittadinanza': 'rdc',
  'pensione cittadinanza': 'pdc',
  'indennità accompagnamento': 'iac',
  'fna disabilità gravissime assistenza domiciliare indiretta': 'sla, fnapg',
  'fondo pcd prive sostegno familiare': 'ddn',
  'finanziato pon inclusione': 'pon, pais, pois',
  'assegnazioni economiche sostegno domiciliarità autonomia personale': 'apa, fap, auc, provi, fua',
  // Desks of access: PASS of ambito and health authority in the Marche and elsewhere, PUA everywhere, UPS in Umbria and Lazio.
  'segretariato sociale sportello punto accesso informazione orientamento': 'pass, pua, pus, ups',
  'pronto intervento sociale': 'pis, pris, pips',
  // Assessment: the units of health authority and ambito under the names of several regions, and the plans they write.
  'valutazione multidimensionale progetto personalizzato': 'uvi, uvm, uvmd, uvg, uvh, uvd, evm, pai, pap',
  'servizio sociale professionale': 'ssp, ssc, ssb',
  // Help against addiction and exclusion, for persons without a home.
  'accoglienza adulti': 'sfd',
  'interventi integrazione sociale soggetti deboli rischio': 'pis, pris, serd, sert, cav',
};
