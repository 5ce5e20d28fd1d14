import { Matches } from 'class-validator';
import { type MessageType, messageType } from '../message.js';
import { RigheAccettate } from './riga-accettata.js';

export class RighePsPsaSinaAccettateV1 extends RigheAccettate {
  @Matches(/^PS_PSA_SINA@[0-9.]+$/) tracciato: string;
}
export const righePsPsaSinaAccettateV1 = messageType('righe.ps_psa_sina.accettate', 1, RighePsPsaSinaAccettateV1, {
  personal: true,
});

/** Its righe name nobody, but tell of minors, of their families and of justice. */
export class RigheSinbaAccettateV1 extends RigheAccettate {
  @Matches(/^SINBA@[0-9.]+$/) tracciato: string;
}
export const righeSinbaAccettateV1 = messageType('righe.sinba.accettate', 1, RigheSinbaAccettateV1, { personal: true });

const ALL: readonly MessageType<RigheAccettate>[] = [righePsPsaSinaAccettateV1, righeSinbaAccettateV1];

/** The message that carries the righe of a tracciato. @param nome as the tracciato declares it @throws Error for none of ours */
export function righeAccettateOf(nome: string): MessageType<RigheAccettate> {
  const type = ALL.find(({ name }) => name === nome);
  if (type === undefined) throw new Error(`no message carries righe by the name ${nome}`);
  return type;
}
