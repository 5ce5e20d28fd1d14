import { Injectable } from '@nestjs/common';
import { DI_RIFERIMENTO, parentelaInParole } from '#libs/codici';
import { Clock, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { GuardaPersone, type Mostrato, type PersonaVista, type Vede } from '../ricerca/guarda-persone.js';
import { type Momento, parseMomento } from '../residenza/momento.js';
import { mostra } from '../visibilita/profili.js';
import { type Componente, famigliaNota } from './famiglia-nota.js';
import { COMPONENTI_MOSTRATI, type DomandaFamiglia, type RispostaFamiglia } from './risposta.js';

/** Reads the registered household of a person, as it is or as it was known to be. */
@Injectable()
export class LeggiFamiglia {
  constructor(
    private readonly guarda: GuardaPersone,
    private readonly clock: Clock,
  ) {}

  /**
   * Members whom the caller may not see are not there, and not counted either.
   * @throws Problem momento_non_valido, finalita_non_ammessa, persona_sconosciuta
   */
  async read(caller: Caller, id: string, { finalita, caso, ...asked }: DomandaFamiglia): Promise<RispostaFamiglia> {
    const momento = parseMomento(asked, this.clock);
    return this.guarda.look(caller, { verbo: 'famiglia', id, finalita, caso }, (tx, lei, vede) =>
      this.#show(tx, momento, lei, vede),
    );
  }

  async #show(tx: Tx, momento: Momento, lei: PersonaVista, vede: Vede): Promise<Mostrato<RispostaFamiglia>> {
    const risposta = {
      id: lei.id,
      profilo: lei.profilo,
      valido_al: momento.validoAl,
      noto_al: momento.notoAl.toISOString(),
    };
    const componenti = mostra(lei.profilo, 'famiglia')
      ? await famigliaNota(tx, lei.id, momento, COMPONENTI_MOSTRATI)
      : [];
    const sua = componenti.find(({ personaId }) => personaId === lei.id);
    if (sua === undefined || !mayBeTold(lei, sua, momento))
      return { risposta: { ...risposta, famiglia: null }, altre: [] };
    const viste = await vede(componenti.map(({ personaId }) => personaId));
    const shown = componenti.flatMap((componente) => {
      const vista = viste.get(componente.personaId);
      return vista === undefined ? [] : [{ componente, vista }];
    });
    return {
      risposta: { ...risposta, famiglia: { tipo: sua.tipo, comune: sua.comune, componenti: shown.map(componenteOf) } },
      altre: shown.flatMap(({ vista }) => (vista.id === lei.id ? [] : [vista])),
    };
  }
}

/** What was, or was known, at another moment than now is history: of the comuni of which the profile has it. */
function mayBeTold({ profilo, comuniStoria }: PersonaVista, { comune }: Componente, { storico }: Momento): boolean {
  return !storico || (mostra(profilo, 'storia') && comuniStoria.includes(comune));
}

function componenteOf({ componente, vista }: { readonly componente: Componente; readonly vista: PersonaVista }) {
  const { relazione, dal, al } = componente;
  const { id, cognome, nome, annoNascita, dataNascita, vita } = vista;
  return {
    id,
    cognome,
    nome,
    anno_nascita: annoNascita,
    data_nascita: dataNascita,
    vita,
    relazione,
    relazione_descrizione: parentelaInParole(relazione),
    riferimento: DI_RIFERIMENTO.includes(relazione ?? ''),
    dal,
    al,
  };
}
