import type { DichiarazioneFornitura, FornituraLetta, RigaLetta, Testata } from '../lettura.js';
import { REGOLE_FORNITURA } from '../regole/fornitura.js';
import type { Rilievo } from '../rilievo.js';
import type { Tracciato } from '../tracciato.js';
import { rilievoSullInvio } from './documento-illeggibile.js';

const NIENTE: DichiarazioneFornitura = {};

/** Counts what a document says of itself as a whole, while its righe go by. */
export class FornituraInLettura {
  #prima: { readonly detta: DichiarazioneFornitura; readonly ente: string | undefined } | undefined;
  #completa = false;
  #miste = false;
  #decessi = 0;
  #uscite = 0;

  constructor(private readonly uscitaDi: NonNullable<Tracciato['fornitura']>['uscitaDi']) {}

  nota({ fornitura, mittenza, contenuto, annullamento }: RigaLetta, testata: Testata | undefined): void {
    const detta = testata === undefined ? (fornitura ?? NIENTE) : dettaDa(testata);
    this.#completa ||= detta.tipo === 'completa';
    this.#prima ??= { detta, ente: mittenza?.ente };
    this.#miste ||= !same(detta, this.#prima.detta) || mittenza?.ente !== this.#prima.ente;
    if (annullamento) return;
    const uscita = this.uscitaDi(contenuto);
    if (uscita === 'deceduta') this.#decessi++;
    else if (uscita === 'uscita') this.#uscite++;
  }

  /** @param righe of the whole document */
  esito(righe: number): { readonly fornitura: FornituraLetta; readonly rilievi: readonly Rilievo[] } {
    const { al, righe: dichiarate } = this.#prima?.detta ?? NIENTE;
    const rilievo = this.#rilievo(righe, dichiarate);
    const fornitura: FornituraLetta = {
      tipo: this.#completa && rilievo === undefined ? 'completa' : 'incrementale',
      ...(al === undefined ? {} : { al }),
      righe,
      decessi: this.#decessi,
      uscite: this.#uscite,
    };
    return { fornitura, rilievi: rilievo === undefined ? [] : [rilievo] };
  }

  #rilievo(righe: number, dichiarate: number | undefined): Rilievo | undefined {
    if (this.#miste) return this.#completa ? rilievoSullInvio(REGOLE_FORNITURA.miste) : undefined;
    if (dichiarate === undefined) return this.#completa ? rilievoSullInvio(REGOLE_FORNITURA.senzaNumero) : undefined;
    if (dichiarate === righe) return undefined;
    const messaggio = `La fornitura si dice di ${dichiarate} righe e il documento ne ha ${righe}: è letta come incrementale.`;
    return rilievoSullInvio(REGOLE_FORNITURA.numeroDiverso, { messaggio });
  }
}

function dettaDa({ tipoFornitura: tipo, fornituraAl: al, fornituraRighe: righe }: Testata): DichiarazioneFornitura {
  return {
    ...(tipo === undefined ? {} : { tipo }),
    ...(al === undefined ? {} : { al }),
    ...(righe === undefined ? {} : { righe }),
  };
}

function same(one: DichiarazioneFornitura, other: DichiarazioneFornitura): boolean {
  return one.tipo === other.tipo && one.al === other.al && one.righe === other.righe;
}
