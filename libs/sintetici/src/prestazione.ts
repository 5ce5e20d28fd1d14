import { type LegalDay, type PrestazioneSiuss, daysInMonth } from '#libs/codici';
import type { PrestazioneXml, SinaXml } from './beneficiario.js';
import type { Random } from './random.js';

/** What a prestazione must be, where chance is not wanted. */
export interface Forma {
  readonly periodica?: boolean;
  readonly codice?: string;
  readonly presaInCarico?: boolean;
  /** 1 family and minors, 2 disability and non-self-sufficiency, 3 poverty. */
  readonly area?: '1' | '2' | '3';
  readonly dsu?: boolean;
  readonly quote?: boolean;
}

/** Sections paid by comuni and ambiti; the others are INPS's own. */
const LOCAL_SECTIONS = /^A[1239]\./;
/** The last of a single thing is written in cents: quotas must add up to the cent. */
const MIN_CENTS = 1_500;

/** Invents prestazioni that break no rule, in the calendar year before `oggi`. */
export class Prestazioni {
  readonly #codici: readonly PrestazioneSiuss[];
  readonly #interventi: readonly string[];
  readonly #year: number;

  constructor(
    private readonly random: Random,
    voci: readonly PrestazioneSiuss[],
    oggi: LegalDay,
  ) {
    this.#codici = voci.filter(({ codice }) => LOCAL_SECTIONS.test(codice));
    this.#interventi = voci.filter(({ interventoSina }) => interventoSina).map(({ codice }) => codice);
    this.#year = Number(oggi.slice(0, 4)) - 1;
  }

  /** @param protocollo ProtocolloDomanda, at most 32 characters @param eta whole years of the beneficiario */
  prestazione(protocollo: string, eta: number, forma: Forma = {}): PrestazioneXml {
    const voce = this.voce(forma);
    const inCarico = voce.soloConPresaInCarico || (forma.presaInCarico ?? this.random.chance(400));
    const area = inCarico ? (forma.area ?? areaOf(eta, this.random)) : undefined;
    const dsu = forma.dsu ?? (voce.soggettaIsee === true && this.random.chance(600));
    const attributi = {
      TipoOperazione: undefined,
      PresenzaProvaMezzi: dsu || voce.soggettaIsee === true ? '1' : '4',
      ...this.times(voce, forma),
      ...(dsu ? this.dsu() : undefined),
      CodicePrestazione: voce.codice,
      DenominazionePrestazione: voce.residuale ? `${voce.denominazione}: sostegno straordinario` : voce.denominazione,
      ProtocolloDomanda: protocollo,
      PresaCarico: inCarico ? '1' : '2',
      AreaUtenza: area,
    };
    return { attributi, sina: area === '2' ? this.sina() : undefined };
  }

  private voce({ codice }: Forma): PrestazioneSiuss {
    if (codice === undefined) return this.random.pick(this.#codici);
    const voce = this.#codici.find((voce) => voce.codice === codice);
    if (voce === undefined) throw new RangeError(`${codice} is not among the prestazioni of comuni and ambiti`);
    return voce;
  }

  private times(voce: PrestazioneSiuss, forma: Forma): Record<string, string | undefined> {
    const cents = this.random.between(MIN_CENTS, 90_000);
    const quote = (forma.quote ?? this.random.chance(350)) ? this.quote(cents) : undefined;
    const month = this.random.between(1, 12);
    const first = this.day(month, 1, 5);
    const evento = voce.richiedeDataEvento ? { DataEvento: first } : undefined;
    if (forma.periodica ?? this.random.chance(550)) {
      const last = this.random.between(month, 12);
      return {
        CaratterePrestazione: '1',
        ...evento,
        DataInizioPrestazione: first,
        DataFinePrestazione: this.day(last, daysInMonth(this.#year, last), daysInMonth(this.#year, last)),
        PeriodoErogazione: String(last - month + 1),
        ImportoMensile: euro(cents),
        ...quote,
        OreServizioMensile: this.random.chance(150)
          ? `${this.random.between(2, 60)}.${this.random.pick(['00', '15', '30', '45'])}`
          : undefined,
      };
    }
    return {
      CaratterePrestazione: '2',
      ...evento,
      DataErogazionePrestazione: this.day(month, 6, 27),
      ImportoPrestazione: euro(cents),
      ...quote,
    };
  }

  private quote(cents: number): Record<string, string | undefined> {
    const ente = this.random.between(1, cents - 500);
    const ssn = this.random.chance(200) ? this.random.between(1, cents - ente) : 0;
    const utente = cents - ente - ssn;
    return {
      ImportoQuotaEnte: euro(ente),
      ImportoQuotaUtente: utente > 0 ? euro(utente) : undefined,
      ImportoQuotaSSN: ssn > 0 ? euro(ssn) : undefined,
    };
  }

  private dsu(): Record<string, string> {
    const number = `${this.random.digits(8)}${this.random.pick(DSU_LETTERS)}`;
    return {
      NumeroProtocolloDSU: `INPS-ISEE-${this.#year}-${number}-00`,
      AnnoProtocolloDSU: String(this.#year),
      DataDSU: this.day(1, 7, 31),
    };
  }

  private sina(): SinaXml {
    const { random } = this;
    const one = (count: number) => String(random.between(1, count));
    return {
      attributi: {
        Mobilita: one(3),
        AttivitaVitaQuotidiana: one(3),
        DisturbiAreaCognitiva: random.chance(500) ? one(3) : undefined,
        DisturbiComportamentali: one(2),
        NecessitaCureSanitarie: random.chance(500) ? one(3) : undefined,
        AreaReddituale: one(3),
        AreaSupporto: one(3),
        FonteDerivazioneValutazione: one(4),
        StrumentoValutazione: one(7),
        FonteDerivazioneInvalidita: random.chance(500) ? one(2) : undefined,
      },
      interventi: random.chance(700) ? [random.pick(this.#interventi)] : [],
      invalidita: random.chance(600) ? [one(8)] : [],
    };
  }

  private day(month: number, from: number, to: number): string {
    return `${this.#year}-${String(month).padStart(2, '0')}-${String(this.random.between(from, to)).padStart(2, '0')}`;
  }
}

const DSU_LETTERS = Array.from('ABCDEFGHILMNOPQRSTUVZ');

function areaOf(eta: number, random: Random): '1' | '2' | '3' {
  if (eta < 18) return random.chance(900) ? '1' : '2';
  if (eta >= 65) return random.chance(850) ? '2' : '3';
  return random.pick(['1', '2', '3'] as const);
}

function euro(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
