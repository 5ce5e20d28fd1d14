import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, UseGuards } from '@nestjs/common';
import { Public } from '#libs/security';
import { simulatoriProblem } from '../simulatori.errors.js';
import { type EsitoSlot, Inps } from './inps.js';
import { CODICE_ENTE, RichiestaGuasti, RichiestaSlot } from './inps.requests.js';
import { SoloDaQuestaMacchina } from './solo-da-questa-macchina.js';
import type { Riepilogo, Stato } from './stato.js';

/** How tests, stories and who tries the hub lead INPS; not a part of INPS. */
@Controller('inps')
@Public()
@UseGuards(SoloDaQuestaMacchina)
export class InpsController {
  constructor(private readonly inps: Inps) {}

  @Get('enti')
  enti(): Riepilogo[] {
    return this.inps.riepilogo();
  }

  @Get('enti/:ente')
  stato(@Param('ente') ente: string): Stato {
    return this.inps.stato(this.#followed(ente));
  }

  @Get('enti/:ente/flussi/:id')
  @Header('content-type', 'application/xml; charset=utf-8')
  flusso(@Param('ente') ente: string, @Param('id') id: string): string {
    const acquisito = this.inps.acquisiti(this.#followed(ente)).find((one) => one.id === id);
    if (acquisito === undefined) throw simulatoriProblem('flusso_non_acquisito');
    return Buffer.from(acquisito.flusso, 'base64').toString();
  }

  @Put('enti/:ente')
  @HttpCode(204)
  add(@Param('ente') ente: string): void {
    if (!CODICE_ENTE.test(ente)) throw simulatoriProblem('ente_non_seguito');
    this.inps.add(ente);
  }

  @Delete('enti/:ente')
  @HttpCode(204)
  remove(@Param('ente') ente: string): void {
    this.inps.remove(this.#followed(ente));
  }

  @Post('slot')
  @HttpCode(200)
  slot(@Body() { ente, solo }: RichiestaSlot): Promise<EsitoSlot[]> {
    if (ente !== undefined) this.#followed(ente);
    if (solo === 'flussi') return this.inps.poll(ente);
    return solo === 'esiti' ? this.inps.deliver(ente) : this.inps.slot(ente);
  }

  @Put('guasti')
  @HttpCode(204)
  setGuasti(@Body() { ente, ...guasti }: RichiestaGuasti): void {
    if (ente !== undefined) this.#followed(ente);
    const told = Object.entries(guasti).filter(([, value]) => value !== undefined);
    this.inps.setGuasti(Object.fromEntries(told), ente);
  }

  /** @throws Problem `ente_non_seguito` */
  #followed(ente: string): string {
    if (!this.inps.enti.includes(ente)) throw simulatoriProblem('ente_non_seguito');
    return ente;
  }
}
