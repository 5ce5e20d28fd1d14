import { Body, Get, HttpCode, Put } from '@nestjs/common';
import type { Comportamento } from './guasti-modi.js';
import { RichiestaGuastiModi, RichiestaSoggetti } from './modi.requests.js';
import type { Soggetti } from './soggetti.js';

/** A simulated registry as who tries the hub leads it: whom it knows, how it misbehaves, what it was asked. */
export abstract class AnagrafeCondotta {
  protected abstract readonly condotta: { readonly soggetti: Soggetti; readonly comportamento: Comportamento };

  @Get('richieste')
  richieste(): { richieste: readonly object[] } {
    return { richieste: this.condotta.comportamento.chiesti };
  }

  @Put('soggetti')
  @HttpCode(204)
  put(@Body() { soggetti }: RichiestaSoggetti): void {
    this.condotta.soggetti.put(soggetti);
  }

  @Put('guasti')
  @HttpCode(204)
  setGuasti(@Body() guasti: RichiestaGuastiModi): void {
    this.condotta.comportamento.set(guasti);
  }
}
