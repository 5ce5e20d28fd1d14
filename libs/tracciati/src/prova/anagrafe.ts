import fc from 'fast-check';
import { ANAGRAFE_1_0 } from '../anagrafe.js';
import type { PersonaAnagrafe } from '../anagrafe.persona.js';
import type { ContestoRegole } from '../contesto.js';
import type { RigaLetta } from '../lettura.js';
import { createReader } from '../lettore.js';
import { LIMITI_PREDEFINITI } from '../limiti.js';
import { pianoOf } from '../piano/piano-of.js';
import { celleOf, writeRighe } from '../piano/write-righe.js';
import { writeFlusso } from '../scrittore.js';
import { CONTESTO_DI_PROVA } from './contesto.js';
import { leggiColonne, leggiOggetto } from './piano.js';

/** A person of whom no rule has anything to say, in the registry of Ancona. */
export const GIUSTA: PersonaAnagrafe = {
  idAnagrafico: '77',
  idAnpr: 'AF41450AS',
  codiceFiscale: 'RSSMRK66C14H501U',
  statoCodiceFiscale: '1',
  cognome: 'Rossi',
  nome: 'Mirko',
  sesso: 'M',
  dataNascita: '1966-03-14',
  luogoNascita: 'H501',
  statoCivile: '2',
  statoCivileDal: '1995-06-10',
  residenze: [
    { genere: 'residenza', comune: '058091', indirizzo: 'VIA UNO', civico: '1', dal: '1966-03-14', al: '2001-05-31' },
    { genere: 'residenza', comune: '042002', indirizzo: 'VIA DUE', civico: '2/B', cap: '60121', dal: '2001-06-01' },
    { genere: 'domicilio', comune: '043044', dal: '2020-01-01' },
  ],
  famiglie: [{ numero: 'F1', tipo: 'famiglia', relazione: '1', dal: '2001-06-01' }],
  cittadinanze: [{ nazione: '380' }],
  eventi: [{ tipo: 'immigrazione', data: '2001-06-01', comune: '058091' }],
};

export type Cambio = Partial<PersonaAnagrafe>;
const TESTATA = { ...ANAGRAFE_1_0.esempio.testata, fornituraRighe: 1 };
/** Whose registry it is. */
export const ANCONA: ContestoRegole = { ...CONTESTO_DI_PROVA, catastaleEnte: () => 'A271' };

const PIANO = pianoOf(ANAGRAFE_1_0);

/** A person in a row. @param celle in the place of what is written */
export function leggiRiga(
  cambio: Cambio,
  contesto: ContestoRegole,
  celle: Readonly<Record<string, string>> = {},
): RigaLetta {
  const written = celleOf(ANAGRAFE_1_0, { contenuto: { ...GIUSTA, ...cambio } });
  const colonne = Object.fromEntries(PIANO.map(({ nome }, at) => [nome, celle[nome] ?? written[at]]));
  return leggiColonne(colonne, { tracciato: ANAGRAFE_1_0, contesto });
}

/** One person in XML, in a row and in an object, each read as the hub reads it. */
export function letture(cambio: Cambio, contesto: ContestoRegole = ANCONA): Readonly<Record<'xml' | 'tabella' | 'json', RigaLetta>> {
  const contenuto = { ...GIUSTA, ...cambio };
  const reader = createReader(ANAGRAFE_1_0, contesto, LIMITI_PREDEFINITI);
  const [before] = reader.write(Buffer.from(writeFlusso(ANAGRAFE_1_0, TESTATA, contenuto)));
  const xml = before ?? reader.end().righe[0]!;
  const oggetto = JSON.parse(writeRighe(ANAGRAFE_1_0, 'ndjson', [{ contenuto }])) as Record<string, unknown>;
  return { xml, tabella: leggiRiga(cambio, contesto), json: leggiOggetto(oggetto, { tracciato: ANAGRAFE_1_0, contesto }) };
} // prettier-ignore

const giorno = fc.tuple(fc.integer({ min: 1900, max: 2025 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })).map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`); // prettier-ignore
const testo = fc.stringMatching(/^[A-Za-z0-9àÈ'&<"][A-Za-z0-9 àÈ'&<"/.-]{0,20}[A-Za-z0-9àÈ]$/);
const periodo = { dal: giorno, al: giorno };
const some = <T extends object>(model: { [K in keyof T]-?: fc.Arbitrary<NonNullable<T[K]>> }, requiredKeys: (keyof T)[], max: number) =>
  fc.array(fc.record(model, { requiredKeys }), { minLength: 1, maxLength: max }); // prettier-ignore

const lista = (chiave: 'relazione' | 'motivo' | 'tipo', elemento: string): fc.Arbitrary<string> => {
  const found = ANAGRAFE_1_0.radice.figli![1]!.elemento.figli!.find((figlio) => figlio.elemento.nome === elemento)!;
  const { tipo } = found.elemento.attributi!.find((one) => one.chiave === chiave)!;
  return fc.constantFrom(...tipo.elenco!.map(({ valore }) => valore));
};

/** Any person that the layout can hold, right or not. */
export const personaQualunque: fc.Arbitrary<PersonaAnagrafe> = fc.record(
  {
    tipoOperazione: fc.constantFrom('I', 'C'),
    idAnagrafico: testo,
    idAnpr: fc.stringMatching(/^[A-Z]{2}[0-9]{5}[A-Z]{2}$/),
    codiceFiscale: fc.stringMatching(/^[A-Z0-9]{11,16}$/),
    statoCodiceFiscale: fc.constantFrom('1', '9'),
    codiciPrecedenti: fc.array(fc.stringMatching(/^[A-Z0-9]{16}$/), { minLength: 1, maxLength: 3 }),
    stp: fc.stringMatching(/^STP[0-9]{13}$/),
    eni: fc.stringMatching(/^ENI[0-9]{13}$/),
    cognome: testo,
    senzaCognome: fc.constantFrom('1', '2'),
    nome: testo,
    senzaNome: fc.constantFrom('1', '2'),
    sesso: fc.constantFrom('M', 'F'),
    dataNascita: giorno,
    annoNascita: fc.integer({ min: 1900, max: 2025 }).map(String),
    luogoNascita: fc.constantFrom('H501', 'A271', 'Z330'),
    statoCivile: fc.constantFrom('1', '2', '9'),
    statoCivileDal: giorno,
    deceduto: fc.constantFrom('1', '2'),
    dataDecesso: giorno,
    residenze: some(
      { genere: fc.constantFrom('residenza', 'senza_fissa_dimora', 'domicilio', 'aire'), comune: fc.constantFrom('042002', '043044'), nazione: fc.constantFrom('380', '250'), indirizzo: testo, civico: testo, cap: fc.constant('00100'), ...periodo },
      ['genere'],
      12,
    ),
    famiglie: some({ numero: testo, tipo: fc.constantFrom('famiglia', 'convivenza'), relazione: lista('relazione', 'Famiglia'), ...periodo }, ['numero', 'tipo'], 6),
    cittadinanze: some({ nazione: fc.constantFrom('380', '008', '990'), ...periodo }, ['nazione'], 4),
    eventi: some(
      { tipo: lista('tipo', 'Evento'), data: giorno, comune: fc.constant('042002'), nazione: fc.constant('250'), motivo: lista('motivo', 'Evento') },
      ['tipo', 'data'],
      12,
    ),
  },
  { requiredKeys: ['sesso'] },
) as fc.Arbitrary<PersonaAnagrafe>; // prettier-ignore
