import { ArrayMaxSize, IsArray, IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { GuastiModi } from './guasti-modi.js';
import type { Soggetto } from './soggetti.js';

/** Who is in the registry from now on, beside those who were. */
export class RichiestaSoggetti {
  @IsArray()
  @ArrayMaxSize(10_000)
  readonly soggetti!: Soggetto[];
}

/** What is not named stays as it is. */
export class RichiestaGuastiModi implements Partial<GuastiModi> {
  @IsOptional()
  @IsBoolean()
  readonly spenta?: boolean;

  @IsOptional()
  @IsInt()
  @Min(-1)
  @Max(1_000_000)
  readonly soglia?: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(60_000)
  readonly lenta?: number;

  @IsOptional()
  @IsBoolean()
  readonly malformata?: boolean;

  @IsOptional()
  @IsBoolean()
  readonly senza_data?: boolean;
}
