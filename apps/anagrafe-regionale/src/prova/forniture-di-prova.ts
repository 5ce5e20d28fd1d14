import { randomUUID } from 'node:crypto';
import type { RigaAccettata, RigheAnagrafeAccettateV1 } from '#libs/contracts';
import { Database, legalDayOf } from '#libs/persistence';
import { eventually } from '#libs/testing';
import type { PersonaAnagrafe } from '#libs/tracciati';
import { AccogliRighe } from '../fornitura/accogli-righe.js';
import { AvanzaForniture } from '../fornitura/avanza-forniture.js';
import { ConcludiFornitura } from '../fornitura/concludi-fornitura.js';
import type { AnagrafeDiProva } from './anagrafe-di-prova.js';
import { ENTI } from './riferimenti-di-prova.js';
import { type Tizio, recordIdOf } from './righe-di-prova.js';

type NomeComune = 'recanati' | 'loreto' | 'portoRecanati' | 'ancona';

/** The day of birth that the code of a person says. */
export function nascitaDi({ codice, annoNascita }: Tizio): string {
  const month = 'ABCDEHLMPRST'.indexOf(codice[8]!) + 1;
  const day = Number(codice.slice(9, 11)) % 40;
  return `${annoNascita}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A person as a comune of the tests tells of it; resident there unless told otherwise. */
export function iscritto(chi: Tizio, comune: NomeComune, extra: Partial<PersonaAnagrafe> = {}): PersonaAnagrafe {
  return {
    idAnagrafico: chi.codice,
    codiceFiscale: chi.codice,
    cognome: chi.cognome,
    nome: chi.nome,
    sesso: chi.sesso,
    dataNascita: nascitaDi(chi),
    luogoNascita: 'H501',
    residenze: [
      { genere: 'residenza', comune: ENTI[comune].istat, indirizzo: 'VIA DELLE PROVE', civico: '1', dal: '2010-01-01' },
    ],
    ...extra,
  };
}

/** How persons are delivered; a second revision must say so. */
export interface Consegna {
  readonly comune: NomeComune;
  readonly persone: readonly PersonaAnagrafe[];
  readonly revisione?: number;
  readonly annullamento?: boolean;
  /** Day on which a whole registry was read; without it the fornitura is a part. */
  readonly completaAl?: string;
  /** Persons of one message. */
  readonly perMessaggio?: number;
}

/** One thing that the registry hears of a fornitura. */
export type Parola = () => Promise<void>;

/** Delivers registries as ingestion tells of them. */
export class FornitureDiProva {
  constructor(private readonly anagrafe: AnagrafeDiProva) {}

  /** What is heard of one invio, to be said in any order: its messages, then how many righe they are. */
  parole({ comune, persone, perMessaggio = 500, completaAl, ...rest }: Consegna): {
    readonly invioId: string;
    readonly parole: Parola[];
  } {
    const invioId = randomUUID();
    const righe = persone.map((persona) => rigaOf(comune, persona, rest));
    const parts = Array.from({ length: Math.ceil(righe.length / perMessaggio) }, (_, at) =>
      righe.slice(at * perMessaggio, (at + 1) * perMessaggio),
    );
    const accettateIl = this.anagrafe.clock.now().toISOString();
    const messages = parts.map((part) => () => this.#hear(bodyOf(invioId, comune, part, { accettateIl, completaAl })));
    return { invioId, parole: [...messages, () => this.#conclude(invioId, comune, righe.length)] };
  }

  /** A whole fornitura, heard and brought as far as it goes. @returns its state */
  async deliver(consegna: Consegna): Promise<string> {
    // Lists are by the instant: two at once would be told apart by ids, which are random.
    this.anagrafe.clock.advance(1000);
    const { invioId, parole } = this.parole(consegna);
    for (const parola of parole) await parola();
    await this.advance();
    return this.stateOf(invioId);
  }

  /** What is said when an invio is taken back, in its order: its righe one by one, and at the end how many they were. */
  ritiro(invioId: string, { comune, persone, completaAl }: Consegna): (() => Promise<void>)[] {
    const annullatoIl = this.anagrafe.clock.now().toISOString();
    const righe = persone.map((persona) => {
      const riga = rigaOf(comune, persona, { revisione: 2, annullamento: true });
      const body = bodyOf(invioId, comune, [riga], { accettateIl: annullatoIl, completaAl });
      return () => this.#hear({ ...body, fornitura: { ...body.fornitura, annulla: true } });
    });
    const dette = { [ENTI[comune].id]: persone.length };
    const fine = { invioId, enteMittente: ENTI[comune].id, tracciato: 'ANAGRAFE@1.0', dette, annullatoIl };
    return [...righe, () => this.#note(fine)];
  }

  /** Takes an invio back, as far as it goes. */
  async cancel(invioId: string, consegna: Consegna): Promise<void> {
    for (const parola of this.ritiro(invioId, consegna)) await parola();
    await this.advance();
  }

  /** Until nothing is left to do, here or in the hands of the worker. */
  async advance(): Promise<void> {
    const idle = async (): Promise<boolean> => {
      while (await this.anagrafe.get(AvanzaForniture).step());
      const left = await this.anagrafe.database.admin(
        `SELECT FROM anagrafe_regionale.fornitura f WHERE stato IN ('completa', 'in_applicazione') OR (stato = 'in_arrivo' AND verso = 'annullamento' AND dette IS NULL)
           OR (stato = 'rifiutata' AND EXISTS (SELECT FROM anagrafe_regionale.fornitura_riga r WHERE r.fornitura = f.id))`,
      );
      return left.length === 0;
    };
    await eventually(idle);
  }

  async stateOf(invioId: string): Promise<string> {
    const [row] = await this.anagrafe.database.admin<{ stato: string }>(
      `SELECT stato FROM anagrafe_regionale.fornitura WHERE invio_id = $1`,
      [invioId],
    );
    return row?.stato ?? 'nessuna';
  }

  #hear(body: RigheAnagrafeAccettateV1): Promise<void> {
    const database = this.anagrafe.get(Database);
    return database.transaction('consumer', {}, (tx) => this.anagrafe.get(AccogliRighe).take(tx, body));
  }

  #conclude(invioId: string, comune: NomeComune, righe: number): Promise<void> {
    const told = {
      invioId,
      enteMittente: ENTI[comune].id,
      tracciato: 'ANAGRAFE@1.0',
      esito: 'concluso',
      righe,
      perStato: { accettata: righe },
      perRegola: {},
      dette: { [ENTI[comune].id]: righe },
      conclusoIl: this.anagrafe.clock.now().toISOString(),
    };
    return this.#note(told);
  }

  #note(told: Parameters<ConcludiFornitura['note']>[1]): Promise<void> {
    const database = this.anagrafe.get(Database);
    return database.transaction('consumer', {}, (tx) => this.anagrafe.get(ConcludiFornitura).note(tx, told));
  }
}

function rigaOf(
  comune: NomeComune,
  persona: PersonaAnagrafe,
  { revisione = 1, annullamento = false }: Pick<Consegna, 'revisione' | 'annullamento'>,
): RigaAccettata {
  return {
    rigaId: randomUUID(),
    recordId: recordIdOf(`${comune} ${persona.idAnagrafico}`),
    revisione,
    annullamento,
    enteErogatore: ENTI[comune].id,
    nomenclatura: '',
    contenuto: { ...persona },
  };
}

function bodyOf(
  invioId: string,
  comune: NomeComune,
  righe: RigaAccettata[],
  { accettateIl, completaAl }: { readonly accettateIl: string; readonly completaAl: string | undefined },
): RigheAnagrafeAccettateV1 {
  const tipo = completaAl === undefined ? 'incrementale' : 'completa';
  const al = completaAl ?? legalDayOf(new Date(accettateIl));
  return {
    invioId,
    tracciato: 'ANAGRAFE@1.0',
    enteMittente: ENTI[comune].id,
    accettateIl,
    testata: { codiceFiscaleOperatore: '', enteCodice: '', enteDenominazione: '', enteIndirizzo: '' },
    fornitura: { tipo, al, righe: righe.length, decessi: 0, uscite: 0 },
    righe,
  };
}
