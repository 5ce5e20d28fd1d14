import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Comune, legalDay, parseTerritorio } from '#libs/codici';
import type { Voce } from '#libs/riferimenti';
import { type InsiemeAbbinamento, generateAbbinamento } from '#libs/sintetici';

const file = (name: string): string => readFileSync(`config/nazionale/${name}.csv`, 'utf8');
const TERRITORIO = parseTerritorio({
  comuni: file('comuni'),
  stati: file('stati'),
  province: file('province'),
  regioni: file('regioni'),
});
const OGGI = legalDay('2026-01-31');
const REGIONE = '03';
const MILANO = 'F205';
const AMBITI = 96;
const SEMPRE = { dal: '1900-01-01', al: null } as const;

/** The comuni of the largest region, that with most inhabitants first: nearly half of the invented ones live there. */
export const COMUNI: readonly Comune[] = TERRITORIO.comuniInVigore(OGGI)
  .filter(({ regioneIstat }) => regioneIstat === REGIONE)
  .toSorted((one, other) => Number(other.belfiore === MILANO) - Number(one.belfiore === MILANO));

const ENTI = new Map<string, string>(COMUNI.map(({ istat }) => [istat, idOf('comune', istat)]));

/** The client of the first comune. */
export const CLIENT = 'comune-grande';

export function enteDi(istat: string): string {
  return ENTI.get(istat) ?? idOf('comune', istat);
}

/** Its people, and records about them and about others who are near to them. */
export function popolazione(seed: string, registro: number, domande: number): InsiemeAbbinamento {
  return generateAbbinamento({ seed, registro, domande, territorio: TERRITORIO, oggi: OGGI, comuni: COMUNI });
}

/** An ente for each comune, the ambiti in which they are, a client that asks. */
export function* vociDiLombardia(): Generator<Voce> {
  for (const { istat, belfiore, denominazione } of COMUNI) {
    const codici = [{ ...SEMPRE, sistema: 'istat' as const, codice: istat }];
    const contenuto = { ...SEMPRE, denominazione, tipo: 'comune' as const };
    yield {
      genere: 'ente',
      id: enteDi(istat),
      revisione: 1,
      contenuto: {
        ...contenuto,
        codici:
          belfiore === undefined ? codici : [...codici, { ...SEMPRE, sistema: 'belfiore' as const, codice: belfiore }],
      },
    };
  }
  for (let at = 0; at < AMBITI; at += 1) {
    const membri = COMUNI.filter((_, one) => one % AMBITI === at).map(({ istat }) => periodo(istat));
    yield {
      genere: 'ambito',
      id: idOf('ambito', String(at)),
      revisione: 1,
      contenuto: {
        ...SEMPRE,
        codice: `AG${at}`,
        denominazione: `Ambito grande ${at}`,
        tipo: 'ats',
        appartenenze: membri,
        capofila: [membri[0]!],
      },
    };
  }
  const client = { ...SEMPRE, clientId: CLIENT, identita: 'pdnd' as const, gestore: null };
  yield {
    genere: 'client',
    id: idOf('client', CLIENT),
    revisione: 1,
    contenuto: { ...client, ente: enteDi(COMUNI[0]!.istat), ruoli: ['titolare'] },
  };
}

const periodo = (istat: string) => ({ ...SEMPRE, ente: enteDi(istat) });

function idOf(kind: string, code: string): string {
  const hex = createHash('sha256').update(`${kind}:${code}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
