import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, Matches, Min, ValidateNested } from 'class-validator';
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

/** How a whole document of a registry office is to be read; known before the first of its righe is said. */
export class FornituraRighe {
  /** `completa`: all whom the ente has in its registry, also those unchanged since. */
  @IsString() @IsIn(['completa', 'incrementale']) tipo: 'completa' | 'incrementale';
  /** Legal day on which the registry was read. */
  @Matches(/^\d{4}-\d{2}-\d{2}$/) al: string;
  /** Of the document, refused ones too. */
  @IsInt() @Min(1) righe: number;
  /** Of these, how many say that the person is dead. */
  @IsInt() @Min(0) decessi: number;
  /** And how many that the person has left: for another comune, for abroad, or struck off. */
  @IsInt() @Min(0) uscite: number;
  /** The righe are taken back, with their whole invio: `invio.annullato` says how many there are. */
  @IsOptional() @IsBoolean() annulla?: boolean;
}

/** Persons as a registry office knows them. */
export class RigheAnagrafeAccettateV1 extends RigheAccettate {
  @Matches(/^ANAGRAFE@[0-9.]+$/) tracciato: string;
  @ValidateNested() @IsObject() @Type(() => FornituraRighe) fornitura: FornituraRighe;
}
export const righeAnagrafeAccettateV1 = messageType('righe.anagrafe.accettate', 1, RigheAnagrafeAccettateV1, {
  personal: true,
});

const ALL: readonly MessageType<RigheAccettate>[] = [
  righePsPsaSinaAccettateV1,
  righeSinbaAccettateV1,
  righeAnagrafeAccettateV1,
];

/** The message that carries the righe of a tracciato. @param nome as the tracciato declares it @throws Error for none of ours */
export function righeAccettateOf(nome: string): MessageType<RigheAccettate> {
  const type = ALL.find(({ name }) => name === nome);
  if (type === undefined) throw new Error(`no message carries righe by the name ${nome}`);
  return type;
}
