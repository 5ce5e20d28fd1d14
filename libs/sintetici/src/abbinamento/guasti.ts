import { type Comune, daysInMonth, parseLegalDay } from '#libs/codici';
import type { Random } from '../random.js';
import { cognomeItaliano } from './nomi-frequenti.js';
import { type TassiAbbinamento, TASSI_ABBINAMENTO } from './tassi.js';
import { type Abitante, altroSesso, giornoDi } from './registro.js';

/** A person as somebody wrote them down; '' is nothing. */
export interface PersonaScritta {
  codice: string;
  cognome: string;
  nome: string;
  sesso: string;
  dataNascita: string;
  luogoNascita: string;
  comuneIstat: string;
}

/** What a mistake may take from others. */
export interface Intorno {
  /** A code that somebody of the same family has. */
  readonly codiceDiFamiliare: string;
  readonly comune: () => Comune;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const APOSTROFO: Readonly<Record<string, string>> = { À: "A'", È: "E'", É: "E'", Ì: "I'", Ò: "O'", Ù: "U'" };

/** A person as an incoming record has them, right or with mistakes at the stated rates. */
export function scritta(random: Random, persona: Abitante, intorno: Intorno): PersonaScritta {
  const tassi = TASSI_ABBINAMENTO;
  const scritta: PersonaScritta = {
    codice: persona.codice,
    cognome: persona.cognome,
    nome: persona.nome,
    sesso: persona.sesso,
    dataNascita: persona.dataNascita,
    luogoNascita: persona.luogoNascita,
    comuneIstat: persona.comune.istat,
  };
  sbagliaCodice(random, persona, scritta, intorno, tassi);
  sbagliaNomi(random, persona, scritta, tassi);
  sbagliaNascita(random, persona, scritta, intorno, tassi);
  if (random.chance(tassi.comuneCambiato)) scritta.comuneIstat = intorno.comune().istat;
  if (random.chance(tassi.sessoErrato)) scritta.sesso = altroSesso(persona.sesso);
  return scritta;
}

function isEstero({ luogoNascita }: Abitante): boolean {
  return luogoNascita.startsWith('Z');
}

function sbagliaCodice(
  random: Random,
  persona: Abitante,
  scritta: PersonaScritta,
  { codiceDiFamiliare }: Intorno,
  tassi: TassiAbbinamento,
): void {
  if (random.chance(tassi.codiceDiFamiliare)) scritta.codice = codiceDiFamiliare;
  else if (random.chance(tassi.codiceAssente + (isEstero(persona) ? tassi.codiceAssenteEstero : 0)))
    scritta.codice = '';
  else if (random.chance(tassi.codiceErrato)) scritta.codice = refuso(random, scritta.codice, false);
}

function sbagliaNomi(random: Random, persona: Abitante, scritta: PersonaScritta, tassi: TassiAbbinamento): void {
  const estero = isEstero(persona);
  const errato = estero ? tassi.nomeErratoEstero : tassi.nomeErrato;
  if (scritta.nome.includes(' ') && random.chance(tassi.secondoNomeOmesso)) scritta.nome = scritta.nome.split(' ')[0]!;
  if (persona.sesso === 'F' && random.chance(tassi.cognomeDelMarito)) scritta.cognome += ` ${cognomeItaliano(random)}`;
  if (random.chance(errato)) scritta.cognome = refuso(random, scritta.cognome, true);
  if (random.chance(errato)) scritta.nome = refuso(random, scritta.nome, true);
  scritta.cognome = senzaAccenti(random, scritta.cognome, tassi);
  scritta.nome = senzaAccenti(random, scritta.nome, tassi);
  if (random.chance(estero ? tassi.nomiScambiatiEstero : tassi.nomiScambiati))
    [scritta.cognome, scritta.nome] = [scritta.nome, scritta.cognome];
}

function senzaAccenti(random: Random, nome: string, tassi: TassiAbbinamento): string {
  if (!/[ÀÈÉÌÒÙ]/.test(nome) || !random.chance(tassi.accentoInApostrofo)) return nome;
  return nome.replaceAll(/[ÀÈÉÌÒÙ]/g, (letter) => APOSTROFO[letter]!);
}

function sbagliaNascita(
  random: Random,
  persona: Abitante,
  scritta: PersonaScritta,
  { comune }: Intorno,
  tassi: TassiAbbinamento,
): void {
  const [year, month, day] = persona.dataNascita.split('-').map(Number) as [number, number, number];
  if (random.chance(tassi.dataAssente)) scritta.dataNascita = '';
  else if (isEstero(persona) && random.chance(tassi.primoGennaioEstero)) scritta.dataNascita = giornoDi(year, 1, 1);
  else if (day <= 12 && day !== month && random.chance((tassi.giornoMeseScambiati * 30) / 12))
    scritta.dataNascita = giornoDi(year, day, month);
  else if (random.chance(tassi.dataErrata)) scritta.dataNascita = altraData(random, year, month, day);
  if (random.chance(tassi.luogoAssente)) scritta.luogoNascita = '';
  else if (random.chance(tassi.luogoErrato)) scritta.luogoNascita = comune().belfiore ?? '';
}

/** One part of the date is another. */
function altraData(random: Random, year: number, month: number, day: number): string {
  const turn = random.below(4);
  if (turn === 0) return dataVera(year + random.pick([-10, -1, 1, 10]), month, day);
  if (turn === 1) return dataVera(year, 1 + ((month + random.between(0, 10)) % 12), day);
  const days = daysInMonth(year, month);
  return giornoDi(year, month, 1 + ((day + random.between(0, days - 2)) % days));
}

function dataVera(year: number, month: number, day: number): string {
  return (
    parseLegalDay(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`) ??
    giornoDi(year, month, 28)
  );
}

/** A slip of the pen: one character another, and in words also one missing, one too many or two that have changed places. */
function refuso(random: Random, text: string, parola: boolean): string {
  const at = random.below(text.length);
  const letter = LETTERS[random.below(LETTERS.length)]!;
  switch (random.below(parola ? 4 : 2)) {
    case 0:
      return `${text.slice(0, at)}${/[0-9]/.test(text[at]!) ? random.below(10) : letter}${text.slice(at + 1)}`;
    case 1:
      return at + 1 < text.length ? `${text.slice(0, at)}${text[at + 1]!}${text[at]!}${text.slice(at + 2)}` : text;
    case 2:
      return text.length > 3 ? text.slice(0, at) + text.slice(at + 1) : text;
    default:
      return text.slice(0, at) + letter + text.slice(at);
  }
}
