import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/security';
import { LeggiInvii } from '../invio/leggi-invii.js';
import { RiceviInvio } from '../invio/ricevi-invio.js';
import { LeggiRighe } from '../riga/leggi-righe.js';
import { LeggiRilievi } from '../rilievo/leggi-rilievi.js';
import { decodeBase64 } from './base64.js';
import type { NomeOperazione } from './contratto.js';
import type { Richiesta } from './messaggio.js';

type Esecuzione = (caller: Caller, campi: Richiesta['campi']) => Promise<object>;

const LIMITE_PREDEFINITO = 100;

/** The operations of the service: the same use cases as those of REST, asked in other words. */
@Injectable()
export class OperazioniSoap {
  readonly #operazioni: Readonly<Record<NomeOperazione, Esecuzione>> = {
    depositaInvio: (caller, campi) =>
      this.ricevi.receive({
        caller,
        tracciato: campi.get('tracciato'),
        ente: campi.get('ente'),
        chiaveIdempotenza: campi.get('chiaveIdempotenza'),
        canale: 'soap',
        body: decodeBase64(campi.get('contenuto')!),
      }),
    statoInvio: async (caller, campi) => {
      const invio = await this.invii.one(caller, campi.get('id')!);
      const righePerStato = Object.entries(invio.righe_per_stato).map(([stato, righe]) => ({ stato, righe }));
      return { ...invio, righePerStato };
    },
    esitiInvio: async (caller, campi) => {
      const scelta = { stato: undefined, silenti: false, cursor: campi.get('cursore'), limit: limitOf(campi) };
      const { items, next_cursor } = await this.righe.page(caller, campi.get('id')!, scelta);
      return { riga: items, cursoreSuccessivo: next_cursor };
    },
    rilieviInvio: async (caller, campi) => {
      const id = campi.get('id')!;
      const pagina = { cursor: campi.get('cursore'), limit: limitOf(campi) };
      const { items, next_cursor } = await this.rilievi.page(caller, id, pagina);
      return { rilievo: items, cursoreSuccessivo: next_cursor };
    },
    echo: async (_caller, campi) => ({ testo: campi.get('testo') }),
  };

  constructor(
    private readonly ricevi: RiceviInvio,
    private readonly invii: LeggiInvii,
    private readonly righe: LeggiRighe,
    private readonly rilievi: LeggiRilievi,
  ) {}

  /** @throws Problem, any of those that the same question has over REST */
  execute(caller: Caller, { operazione, campi }: Richiesta): Promise<object> {
    return this.#operazioni[operazione.nome](caller, campi);
  }
}

function limitOf(campi: Richiesta['campi']): number {
  return Number(campi.get('limite') ?? LIMITE_PREDEFINITO);
}
