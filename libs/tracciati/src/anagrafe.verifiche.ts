import {
  type ConsistencyClass,
  type DeclaredPerson,
  type LegalDay,
  NAZIONE_NON_DISPONIBILE,
  compareCodiceFiscale,
  parseCodiceFiscale,
  parseIdentificativo,
} from '#libs/codici';
import { personaDi } from './anagrafe.chiave.js';
import type { PersonaAnagrafe } from './anagrafe.persona.js';
import { dichiarata, qualcuna } from './anagrafe.riga.js';
import { problemaDelCodice } from './regole/identificativi.js';
import type { RigaInEsame, Verifica, Violazione } from './tracciato.js';

// The checks on who a person of ANAGRAFE is. Those on its days and places stand in anagrafe.periodi.ts.

const blank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

/** Of nobody in particular no record can be kept. */
export const identificabile: Verifica = (riga) =>
  riga.idMittente !== undefined || personaDi(riga.contenuto) !== '' ? undefined : { campo: 'idAnagrafico' };

/** @param senza key of the flag that says that there is none */
export const nomeDetto = (campo: 'cognome' | 'nome', senza: 'senzaCognome' | 'senzaNome'): Verifica => {
  const violazione: Violazione = { campo };
  return (riga) => {
    const persona = dichiarata(riga);
    return persona[senza] === '1' || !blank(persona[campo]) || riga.guasti.has(campo) ? undefined : violazione;
  };
};

export const nomeNegato: Verifica = (riga) => {
  const { cognome, nome, senzaCognome, senzaNome } = dichiarata(riga);
  return qualcuna([
    ...(senzaCognome === '1' && !blank(cognome) ? [{ campo: 'senzaCognome' }] : []),
    ...(senzaNome === '1' && !blank(nome) ? [{ campo: 'senzaNome' }] : []),
  ]);
};

export const nascitaDetta: Verifica = (riga) => {
  const { dataNascita, annoNascita } = dichiarata(riga);
  if (dataNascita !== undefined || annoNascita !== undefined) return undefined;
  return riga.guasti.has('dataNascita') || riga.guasti.has('annoNascita') ? undefined : { campo: 'dataNascita' };
};

export const annoDelGiorno: Verifica = (riga) => {
  const { dataNascita, annoNascita } = dichiarata(riga);
  if (dataNascita === undefined || annoNascita === undefined || riga.guasti.has('annoNascita')) return undefined;
  return dataNascita.startsWith(annoNascita) ? undefined : { campo: 'annoNascita' };
};

const SISTEMI = { codiceFiscale: 'codice_fiscale', stp: 'stp', eni: 'eni' } as const;
const NOMI_SISTEMI: Readonly<Record<string, string>> = {
  codice_fiscale: 'un codice fiscale',
  codice_fiscale_provvisorio: 'un codice fiscale provvisorio',
  stp: 'un codice STP',
  eni: 'un codice ENI',
};

/** Class STRUCT of the study on identifiers: the person is kept, the code names nobody. */
export const codiciValidi: Verifica = (riga) => {
  const persona = dichiarata(riga);
  const found: Violazione[] = [];
  const check = (campo: string, due: keyof typeof SISTEMI, text: string | undefined): void => {
    if (text === undefined) return;
    const messaggio = fuoriPosto(text, due);
    if (messaggio !== undefined) found.push({ campo, messaggio });
  };
  for (const campo of ['codiceFiscale', 'stp', 'eni'] as const) check(campo, campo, persona[campo]);
  (persona.codiciPrecedenti ?? []).forEach((text, at) => check(`codiciPrecedenti.${at}`, 'codiceFiscale', text));
  return qualcuna(found);
};

function fuoriPosto(text: string, due: keyof typeof SISTEMI): string | undefined {
  const read = parseIdentificativo(text);
  if ('invalid' in read) return `Il codice ${problemaDelCodice(text)}: la persona è tenuta, il codice no.`;
  const { sistema } = read;
  if (sistema === SISTEMI[due] || (due === 'codiceFiscale' && sistema === 'codice_fiscale_provvisorio')) return undefined;
  return `Il codice è ${NOMI_SISTEMI[sistema]}, e qui ci va ${NOMI_SISTEMI[SISTEMI[due]]}.`;
} // prettier-ignore

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
  const persona = dichiarata(riga);
  const codice = parseCodiceFiscale(persona.codiceFiscale ?? '');
  const classes = codice === undefined ? [] : compareCodiceFiscale(codice, declared(persona, riga), territorio);
  compared = { riga, classes };
  return classes;
}

function declared(
  { cognome, nome, sesso, dataNascita, annoNascita, luogoNascita }: Partial<PersonaAnagrafe>,
  { guasti }: RigaInEsame,
): DeclaredPerson {
  const said = <T extends string>(campo: string, text: T | undefined): T | undefined =>
    blank(text) || guasti.has(campo) ? undefined : text;
  const year = said('annoNascita', annoNascita);
  return {
    cognome: said('cognome', cognome),
    nome: said('nome', nome),
    sesso: said('sesso', sesso),
    ...(dataNascita === undefined
      ? { annoNascita: year === undefined ? undefined : Number(year) }
      : { dataNascita: dataNascita as LegalDay }),
    luogoNascita: said('luogoNascita', luogoNascita?.toUpperCase()),
  };
}

/** As those seen in ANPR: two letters, five digits, two letters. */
const ID_ANPR = /^[A-Z]{2}[0-9]{5}[A-Z]{2}$/;
export const formaIdAnpr: Verifica = (riga) => {
  const { idAnpr } = dichiarata(riga);
  return idAnpr === undefined || ID_ANPR.test(idAnpr) ? undefined : { campo: 'idAnpr' };
};

export const luogoDiNascita: Verifica = (riga, { territorio }) => {
  const luogo = dichiarata(riga).luogoNascita?.toUpperCase();
  if (luogo === undefined || luogo.length !== 4) return undefined;
  const known = territorio.comuneByBelfiore(luogo) ?? territorio.statoByBelfiore(luogo);
  return known === undefined ? { campo: 'luogoNascita' } : undefined;
};

/** Lists of the record that say comuni and nations. */
const LUOGHI = ['residenze', 'eventi'] as const;

export const comuniDellaPersona: Verifica = (riga, { territorio }) => {
  const persona = dichiarata(riga);
  return qualcuna(
    LUOGHI.flatMap((lista) =>
      (persona[lista] ?? []).flatMap(({ comune }, at) => {
        const campo = `${lista}.${at}.comune`;
        if (comune === undefined || riga.guasti.has(campo)) return [];
        return territorio.comuneByIstat(comune) === undefined ? [{ campo }] : [];
      }),
    ),
  );
};

export const nazioniDellaPersona: Verifica = (riga, { territorio }) => {
  const persona = dichiarata(riga);
  return qualcuna(
    [...LUOGHI, 'cittadinanze' as const].flatMap((lista) =>
      (persona[lista] ?? []).flatMap(({ nazione }, at) => {
        const campo = `${lista}.${at}.nazione`;
        if (nazione === undefined || nazione === NAZIONE_NON_DISPONIBILE || riga.guasti.has(campo)) return [];
        return territorio.statoByIso(nazione) === undefined && nazione !== ITALIA ? [{ campo }] : [];
      }),
    ),
  );
};
const ITALIA = '380';

export const residenzaInUnLuogo: Verifica = (riga) =>
  qualcuna(
    (dichiarata(riga).residenze ?? []).flatMap(({ comune, nazione }, at) =>
      comune === undefined && nazione === undefined ? [{ campo: `residenze.${at}.comune` }] : [],
    ),
  );

/** Whoever is no comune has no registry of residents, whatever act lets it deposit. */
export const enteConAnagrafe: Verifica = ({ ente }, { catastaleEnte }) =>
  catastaleEnte !== undefined && catastaleEnte(ente) === undefined ? { campo: 'enteErogatore' } : undefined;

/** A registry can only say what it has itself. */
export const residenzaNelComune: Verifica = (riga, { territorio, catastaleEnte }) => {
  const own = catastaleEnte?.(riga.ente);
  if (own === undefined) return undefined;
  const { residenze = [] } = dichiarata(riga);
  return qualcuna(
    residenze.flatMap(({ genere, comune, al }, at) => {
      if (comune === undefined || al !== undefined || genere === 'domicilio') return [];
      const found = territorio.comuneByIstat(comune);
      return found === undefined || found.belfiore === own ? [] : [{ campo: `residenze.${at}.comune` }];
    }),
  );
};

export const motivoDiCancellazione: Verifica = (riga) =>
  qualcuna(
    (dichiarata(riga).eventi ?? []).flatMap(({ tipo, motivo }, at) => {
      if (tipo === 'cancellazione' && motivo === undefined && !riga.guasti.has(`eventi.${at}.motivo`)) {
        return [{ campo: `eventi.${at}.motivo` }];
      }
      if (tipo === 'cancellazione' || motivo === undefined) return [];
      const messaggio = 'Il motivo di cancellazione si scrive solo nelle cancellazioni.';
      return [{ campo: `eventi.${at}.motivo`, messaggio, rimedio: 'Togliere il motivo, o correggere EventoTipo.' }];
    }),
  );

const CON_LUOGO: ReadonlySet<string> = new Set(['emigrazione', 'immigrazione']);
export const luogoDelMovimento: Verifica = (riga) =>
  qualcuna(
    (dichiarata(riga).eventi ?? []).flatMap(({ tipo, comune, nazione }, at) =>
      CON_LUOGO.has(tipo) && comune === undefined && nazione === undefined ? [{ campo: `eventi.${at}.comune` }] : [],
    ),
  );

/** What is said of a death in one place is said in the others. */
export const decessoDetto: Verifica = (riga) => {
  const { deceduto, dataDecesso, eventi = [] } = dichiarata(riga);
  const dead = eventi.find(({ tipo }) => tipo === 'decesso');
  if (deceduto === '2' && (dataDecesso !== undefined || dead !== undefined)) {
    return { campo: 'deceduto', messaggio: 'Deceduto è 2 (no), ma la riga dice quando la persona è morta.' };
  }
  if (dead !== undefined && dataDecesso === undefined && deceduto === undefined) return { campo: 'dataDecesso' };
  if (dead !== undefined && dataDecesso !== undefined && dead.data !== dataDecesso) {
    return { campo: 'dataDecesso', messaggio: 'DataDecesso non è il giorno dell’evento di decesso.' };
  }
  return undefined;
};

export const statoDelCodice: Verifica = (riga) => {
  const { statoCodiceFiscale, codiceFiscale } = dichiarata(riga);
  return statoCodiceFiscale !== undefined && codiceFiscale === undefined ? { campo: 'statoCodiceFiscale' } : undefined;
};

export const giorniImpossibili: Verifica = ({ fuoriScala }) => qualcuna(fuoriScala.map((campo) => ({ campo })));
