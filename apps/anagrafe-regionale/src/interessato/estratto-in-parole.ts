import { legalDayOf } from '#libs/persistence';
import type { RispostaEstratto } from './risposta.js';

type Estratto = Omit<RispostaEstratto, 'testo'>;

const LARGHEZZA = 96;

/** The extract as a person reads it: plain text in Italian, ready to be printed. */
export function estrattoInParole(estratto: Estratto): string {
  const { titolare, generato_il: il, persona, fonti, periodi, prese_in_carico: casi, protezioni } = estratto;
  const parts = [
    `DATI PERSONALI NELL’ANAGRAFE REGIONALE (regolamento UE 2016/679, art. 15)\n\nTitolare che risponde: ${nomeOf(titolare)}\nComposto il ${legalDayOf(il)}`,
    capitolo(
      '1. Chi risulta essere',
      persona.map(({ dato, valore }) => `${dato}: ${valore}`),
    ),
    capitolo(
      '2. Da chi vengono i dati',
      fonti.map(
        ({ fonte, ente, tracciato, accettata_il, dati }) =>
          `${nomeOf(ente)} (${inParole(fonte)}, ${tracciato}, ${legalDayOf(accettata_il)}): ` +
          dati.map(({ dato, valore }) => `${dato} ${valore}`).join('; '),
      ),
    ),
    capitolo(
      '3. Residenze, domicili, famiglie',
      periodi.map(
        ({ genere, comune, indirizzo, dal, al }) =>
          `${genere}, ${comune === null ? 'fuori regione o ignoto' : `comune ${comune}`}${indirizzo === null ? '' : `, ${indirizzo}`}, dal ${dal}${al === null ? '' : ` al ${al}`}`,
      ),
    ),
    capitolo(
      '4. Prese in carico del titolare che risponde',
      casi.map(
        ({ riferimento, stato, dal, al }) =>
          `${riferimento}: ${inParole(stato)}, dal ${dal}${al === null ? '' : ` al ${al}`}`,
      ),
    ),
    ...(protezioni.length === 0
      ? []
      : [
          capitolo(
            'Protezioni messe dal titolare che risponde',
            protezioni.map(({ genere, dal }) => `${inParole(genere)}, dal ${legalDayOf(dal)}`),
          ),
        ]),
    capitolo(
      '5. Per che cosa, e con quale base giuridica',
      estratto.basi_giuridiche.map(({ finalita, base }) => `${inParole(finalita)}: ${base}`),
    ),
    capitolo(
      '6. A chi sono comunicati',
      estratto.destinatari.map(({ destinatario, dati, motivo }) => `${destinatario}: ${dati} ${motivo}`),
    ),
    capitolo(
      '7. Chi li ha guardati',
      estratto.accessi.map(
        ({ ente, il: giorno, finalita, verbo }) =>
          `${giorno}  ${nomeOf(ente)}: ${verbo}${finalita === null ? '' : `, ${inParole(finalita)}`}`,
      ),
    ),
    ...(estratto.troncato ? ['Un elenco era più lungo di quanto qui si mostra: il resto si chiede al titolare.'] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function capitolo(titolo: string, voci: readonly string[]): string {
  const lines = voci.length === 0 ? ['  nessuno'] : voci.flatMap((voce) => aCapo(`- ${voce}`));
  return [titolo, ...lines].join('\n');
}

/** Broken between words, so that it prints on a page; a word that is longer than a line stays whole. */
function aCapo(text: string): string[] {
  const lines: string[] = [];
  let line = ' ';
  for (const word of text.split(/\s+/)) {
    if (line.length + word.length + 1 > LARGHEZZA && line.trim() !== '') {
      lines.push(line);
      line = '   ';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

function nomeOf({ id, denominazione }: Estratto['titolare']): string {
  return denominazione ?? id;
}

function inParole(codice: string): string {
  return codice.replaceAll('_', ' ');
}
