import { Controller, Get, Header, Inject } from '@nestjs/common';
import { FirmaRicevute, Public } from '#libs/security';

/** The keys with which anyone can verify a ricevuta, also when the hub is gone: those that sign and those that signed before. */
@Public()
@Controller('.well-known/jwks.json')
export class ChiaviRicevuteController {
  constructor(@Inject(FirmaRicevute) private readonly firma: FirmaRicevute) {}

  @Get()
  @Header('cache-control', 'public, max-age=3600')
  keys(): ReturnType<FirmaRicevute['publicJwks']> {
    return this.firma.publicJwks();
  }
}
