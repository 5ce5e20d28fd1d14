import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import type { Guasti } from './guasti.js';

/** Belfiore code: the only one that INPS's document allows in `codice_ente`. */
export const CODICE_ENTE = /^[A-Z][0-9]{3}$/;

/** A slot, now. */
export class RichiestaSlot {
  /** All enti unless told. */
  @IsOptional()
  @Matches(CODICE_ENTE)
  readonly ente?: string;

  /** Only ask for flussi, or only send esiti. */
  @IsOptional()
  @IsIn(['flussi', 'esiti'])
  readonly solo?: 'flussi' | 'esiti';
}

/** What is not named stays as it is. */
export class RichiestaGuasti implements Partial<Guasti> {
  /** All enti unless told. */
  @IsOptional()
  @Matches(CODICE_ENTE)
  readonly ente?: string;

  @IsOptional()
  @IsBoolean()
  readonly duplicate?: boolean;

  @IsOptional()
  @IsBoolean()
  readonly contradict?: boolean;

  @IsOptional()
  @IsBoolean()
  readonly bad_token?: boolean;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly down?: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly late?: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly rollback?: number;
}
