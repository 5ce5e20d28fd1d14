import { Ambito } from '../righe/ambito.js';
import { accoglie, accoglieGuasto } from '../righe/accoglie.js';
import type { Luoghi, Scritto } from '../righe/luoghi.js';
import { GENERALI, VALUE, rilievo } from '../righe/rilievi.js';
import type { Difetto } from '../schema/controllo.js';
import type { CampoCompilato, Gruppo, PianoCompilato } from './compilato.js';
import { paroleMancante, paroleNonValido, paroleSenzaGruppo, paroleSenzaLista } from './parole.js';
import type { RigaGrezza } from './riga-grezza.js';
import { REGIONALE } from './piano-of.js';
import type { UsoEsteso } from '../tracciato.js';

/** Builds the record of one riga from its fields, as the reader of XML does from attributes: same checks, same findings. */
export class LetturaRiga implements Luoghi {
  readonly ambito: Ambito;
  /** Kept until it is known what a riga of this kind may leave out. */
  readonly difetti: Difetto[] = [];
  /** Keys whose value could not be made plain at all, which has been told. */
  readonly illeggibili = new Set<string>();
  /** Values of the fields of the extension that do more than being kept. */
  readonly usi = new Map<UsoEsteso, string>();
  /** Plain values that a field takes from another. */
  readonly #prestati = new Map<CampoCompilato, { readonly valore: string | undefined; readonly da: CampoCompilato }>();
  /** Plain values of fields that were looked at before their turn: what is wrong with one is told once. */
  readonly #letti = new Map<CampoCompilato, string | undefined>();
  /** Which of the times an element may occur are there, by the place it stands at. */
  readonly #presenti = new Map<string, number[]>();

  constructor(
    private readonly piano: PianoCompilato,
    private readonly grezza: RigaGrezza,
    private readonly inColonne: (messaggio: string) => string,
    massimo: number,
  ) {
    this.ambito = new Ambito({ ...piano.cima.elemento.modello }, massimo);
    this.#estensione();
    this.#gruppo(piano.cima, this.ambito.record, '');
  }

  dove(chiave: string): Scritto {
    const { campo, gruppo, voce } = this.#trova(chiave);
    if (campo === undefined) {
      const indice = gruppo === undefined ? undefined : this.#primo(gruppo);
      const { linea, colonna } = this.grezza;
      const luogo = indice === undefined ? { ...this.#foglio(), linea, colonna } : this.grezza.posto(indice);
      return { luogo, campo: gruppo?.elemento.dichiarato.nome ?? chiave, nome: chiave };
    }
    const scritto = this.#prestati.get(campo)?.da ?? campo;
    const valore = this.grezza.isAssente(scritto.indice) ? undefined : (voce ?? this.grezza.testo(scritto.indice));
    const senzaColonna = !this.grezza.haPosto(scritto.indice);
    return {
      luogo: this.grezza.posto(scritto.indice),
      campo: campo.nelDocumento,
      nome: campo.campo.nome,
      ...(valore === undefined ? {} : { valore }),
      ...(senzaColonna ? { senzaColonna } : {}),
    };
  }

  inParole(messaggio: string): string {
    return this.inColonne(messaggio);
  }

  #foglio(): { foglio?: string } {
    const { foglio } = this.grezza;
    return foglio === undefined ? {} : { foglio };
  }

  #estensione(): void {
    let regionale: Record<string, unknown> | undefined;
    for (const campo of this.piano.estesi) {
      if (this.grezza.isAssente(campo.indice)) continue;
      const valore = this.#valido(campo);
      if (valore === undefined) continue;
      const { uso, anno } = campo.campo.esteso!;
      if (uso !== undefined) this.#usa(uso, campo.canonico(valore));
      else {
        const kept = campo.canonico(valore);
        if (kept !== undefined) (regionale ??= {})[campo.campo.chiave.slice(REGIONALE.length + 1)] = kept;
        if (anno !== undefined && typeof kept === 'string') this.#presta(campo, kept.slice(0, 4));
      }
      if (uso === 'codice_locale') this.#codiceLocale(campo, valore);
      // The pseudonym is made elsewhere: here it is only not asked for.
      if (uso === 'codice_fiscale') this.#presta(campo, undefined);
    }
    if (regionale !== undefined) this.ambito.record[REGIONALE] = regionale;
  }

  /** A day that no calendar has is not said. */
  #usa(uso: UsoEsteso, valore: unknown): void {
    if (typeof valore === 'string' || typeof valore === 'number') this.usi.set(uso, String(valore));
  }

  /** @returns undefined when the value breaks its type, which has been told */
  #valido(campo: CampoCompilato): string | undefined {
    const valore = this.grezza.semplice(campo, this.ambito);
    const codice = valore === undefined ? undefined : campo.controllo(valore);
    if (valore !== undefined && codice === undefined) return valore;
    this.ambito.segnaGuasto(campo.campo.chiave);
    if (codice !== undefined) {
      this.ambito.segnala(
        rilievo(GENERALI.get(codice)!, this.grezza.posto(campo.indice), campo.nelDocumento, {
          ...paroleNonValido(campo),
          fonte: 'estensione regionale dei tracciati di Snodo',
          valore: this.grezza.testo(campo.indice).slice(0, VALUE),
        }),
      );
    }
    return undefined;
  }

  /** @param da stands in for the field it can stand in for, when that is empty */
  #presta(da: CampoCompilato, valore: string | undefined): void {
    for (const [campo, supplente] of this.piano.supplenti) {
      if (supplente === da && this.grezza.isAssente(campo.indice)) this.#prestati.set(campo, { valore, da });
    }
  }

  /** With another code beside it, that says which of those it may stand for is meant. */
  #codiceLocale(locale: CampoCompilato, valore: string): void {
    this.#presta(locale, valore);
    for (const [campo, supplente] of this.piano.supplenti) {
      if (supplente !== locale || this.grezza.isAssente(campo.indice)) continue;
      const scelto = this.grezza.semplice(campo, this.ambito);
      this.#letti.set(campo, scelto);
      if (scelto === undefined || scelto === valore || scelto.startsWith(`${valore}/`)) continue;
      this.#prestati.set(campo, { valore: `${valore}/${scelto}`, da: campo });
    }
  }

  #gruppo(gruppo: Gruppo, record: Record<string, unknown>, percorso: string): void {
    const { elemento, attributi, figli } = gruppo;
    for (const campo of attributi) this.#attributo(campo, record, percorso);
    const { nome } = elemento.dichiarato;
    for (const { elemento: inside, min, occorrenze, testi } of figli) {
      const found = testi === undefined ? this.#figli(inside.dichiarato, occorrenze, record, percorso) : this.#testi(testi, record); // prettier-ignore
      if (found >= min) continue;
      const parole = testi === undefined ? paroleSenzaGruppo(occorrenze[0]!) : paroleSenzaLista(testi);
      const luogo = this.grezza.posto(testi?.indice ?? occorrenze[0]!.da);
      this.#difetto({ codice: 'XSD-04', campo: nome, elemento: inside.dichiarato.nome, luogo, parole });
    }
  }

  #difetto(difetto: Difetto): void {
    this.ambito.schemaValida = false;
    this.difetti.push(difetto);
  }

  #attributo(campo: CampoCompilato, record: Record<string, unknown>, percorso: string): void {
    const { indice, controllo } = campo;
    const attributo = campo.attributo!;
    const prestato = this.#prestati.get(campo);
    if (prestato === undefined && this.grezza.isAssente(indice)) {
      if (!attributo.dichiarato.obbligatorio) return;
      const luogo = this.grezza.posto(indice);
      this.#difetto({ codice: 'XSD-06', campo: attributo.campo, luogo, attributo, parole: paroleMancante(campo) });
      return;
    }
    const valore = prestato === undefined ? this.#semplice(campo) : prestato.valore;
    if (prestato !== undefined && valore === undefined) return;
    if (valore === undefined) {
      this.ambito.schemaValida = false;
      this.ambito.segnaGuasto(`${percorso}${attributo.chiave}`);
      this.illeggibili.add(`${percorso}${attributo.chiave}`);
      return;
    }
    const codice = controllo(valore);
    if (codice === undefined) return accoglie(this.ambito, attributo, valore, record);
    const { luogo, valore: scritto } = this.dove(campo.campo.chiave);
    this.#difetto({
      codice,
      campo: attributo.campo,
      luogo,
      attributo,
      valore: scritto ?? valore,
      parole: paroleNonValido(campo),
    });
    accoglieGuasto(this.ambito, attributo, valore, record, percorso);
  }

  #semplice(campo: CampoCompilato): string | undefined {
    return this.#letti.has(campo) ? this.#letti.get(campo) : this.grezza.semplice(campo, this.ambito);
  }

  /** @returns how many of the child are there */
  #figli(
    { chiave, lista }: Gruppo['elemento']['dichiarato'],
    occorrenze: readonly Gruppo[],
    record: Record<string, unknown>,
    percorso: string,
  ): number {
    // The riga itself is there, were it empty: each of its gaps is told.
    const present = occorrenze.filter(
      (gruppo) => gruppo.elemento.ruolo === 'riga' || this.#primo(gruppo) !== undefined,
    );
    if (chiave === undefined) {
      for (const gruppo of present) this.#gruppo(gruppo, record, percorso);
      return present.length;
    }
    if (lista === true) {
      this.#presenti.set(`${percorso}${chiave}`, present.map((gruppo) => occorrenze.indexOf(gruppo)));
      if (present.length > 0) record[chiave] = present.map((gruppo) => ({ ...gruppo.elemento.modello }));
    } else if (present.length > 0) record[chiave] = { ...present[0]!.elemento.modello };
    for (const [at, gruppo] of present.entries()) {
      const own = lista === true ? (record[chiave] as Record<string, unknown>[])[at]! : record[chiave];
      this.#gruppo(gruppo, own as Record<string, unknown>, `${percorso}${chiave}.${lista === true ? `${at}.` : ''}`);
    }
    return present.length;
  } // prettier-ignore

  #testi(campo: CampoCompilato, record: Record<string, unknown>): number {
    if (this.grezza.isAssente(campo.indice)) return 0;
    const { chiave, lista } = campo.campo.elemento!;
    const valori = this.grezza.voci(campo, this.ambito);
    for (const valore of valori) {
      if (valore === undefined) this.ambito.schemaValida = false;
      const codice = valore === undefined ? undefined : campo.controllo(valore);
      if (codice === undefined) continue;
      const luogo = this.grezza.posto(campo.indice);
      this.#difetto({ codice, campo: campo.nelDocumento, luogo, valore: valore!, parole: paroleNonValido(campo) });
    }
    const kept = valori.filter((valore) => valore !== undefined);
    if (kept.length > 0) record[chiave!] = lista === true ? kept : kept[0];
    return valori.length;
  }

  /** @returns index of the first field of the group that has a value */
  #primo({ da, a }: Gruppo): number | undefined {
    for (let indice = da; indice < a; indice++) {
      if (!this.grezza.isAssente(indice) || this.#prestati.has(this.piano.campi[indice]!)) return indice;
    }
    return undefined;
  }

  #trova(chiave: string): { campo?: CampoCompilato; gruppo?: Gruppo; voce?: string } {
    const parts = chiave.split('.');
    const at = parts.findIndex((part) => /^[0-9]+$/.test(part));
    if (at !== -1) {
      const list = parts.slice(0, at).join('.');
      const voce = this.piano.perChiave.get(list);
      const item = Number(parts[at]);
      if (voce !== undefined) return { campo: voce, voce: this.#voce(list, item) };
      parts[at] = String(this.#presenti.get(list)?.[item] ?? item);
    }
    const campo = this.piano.perChiave.get(parts.join('.'));
    if (campo !== undefined) return { campo };
    const gruppo = this.piano.perGruppo.get(parts[0]!);
    return gruppo === undefined ? {} : { gruppo };
  }

  #voce(list: string, item: number): string {
    let value: unknown = this.ambito.record;
    for (const part of list.split('.')) value = (value as Readonly<Record<string, unknown>> | undefined)?.[part];
    return (value as readonly string[] | undefined)?.[item] ?? '';
  }
}
