import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { ApplicaVariazione, VariazioneScritta } from './applica-variazione.js';
import type { EnteDetto } from './detti.js';
import { ID, PARAMETRO_ID } from './parametri.js';
import { ChiusuraRichiesta, EnteRichiesto, EnteVariato } from './richieste.js';
import { closeEnte, registerEnte, replaceEnte } from './variazioni-enti.js';

/** The registry of enti, as the region keeps it. */
@Controller('rest/nomenclatore/v1/enti')
@Permits('gestisce_riferimenti')
export class EntiRegistroController {
  constructor(private readonly applica: ApplicaVariazione) {}

  @Post()
  @ApiOperation({
    operationId: 'registraEnte',
    tags: ['enti'],
    summary: 'Registra un ente',
    description: 'Un ente nuovo con i suoi codici. Il primo codice gli dà un identificativo che non cambia più.',
  })
  @ApiCreatedResponse({ type: VariazioneScritta, description: 'Registrato.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'gia_nel_registro', 'variazione_rifiutata')
  register(@CurrentCaller() caller: Caller, @Body() corpo: EnteRichiesto): Promise<VariazioneScritta> {
    const { motivo, fonte } = corpo;
    return this.applica.apply({
      caller,
      genere: 'ente',
      motivo,
      fonte,
      change: (registro, da) => registerEnte(registro, enteDetto(corpo), da),
    });
  }

  @Put(':codice')
  @ApiOperation({
    operationId: 'variaEnte',
    tags: ['enti'],
    summary: 'Varia un ente',
    description: 'Dice di nuovo tutto l’ente: i codici che non si nominano più si tolgono.',
  })
  @ApiParam({ ...PARAMETRO_ID, name: 'codice' })
  @ApiOkResponse({ type: VariazioneScritta, description: 'Variato.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'ente_sconosciuto', 'variazione_contesa', 'variazione_rifiutata')
  replace(
    @CurrentCaller() caller: Caller,
    @Param('codice', ID) id: string,
    @Body() { revisione, ...corpo }: EnteVariato,
  ): Promise<VariazioneScritta> {
    const { motivo, fonte } = corpo;
    return this.applica.apply({
      caller,
      genere: 'ente',
      vista: { id, revisione },
      motivo,
      fonte,
      change: (registro, da) => replaceEnte(registro, id, enteDetto(corpo), da),
    });
  }

  @Post(':id/chiusura')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'chiudiEnte',
    tags: ['enti'],
    summary: 'Chiude un ente',
    description:
      'L’ente finisce in un giorno, e con lui i suoi codici, le sue appartenenze, gli atti che ha dato o ricevuto e i client che agiscono per ' +
      'lui. Ciò che è stato accettato finché c’era resta.',
  })
  @ApiParam(PARAMETRO_ID)
  @ApiOkResponse({ type: VariazioneScritta, description: 'Chiuso.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'ente_sconosciuto', 'variazione_contesa', 'variazione_rifiutata')
  close(
    @CurrentCaller() caller: Caller,
    @Param('id', ID) id: string,
    @Body() { revisione, al, motivo }: ChiusuraRichiesta,
  ): Promise<VariazioneScritta> {
    return this.applica.apply({
      caller,
      genere: 'ente',
      vista: { id, revisione },
      azione: 'chiusa',
      motivo,
      change: (registro) => closeEnte(registro, id, al),
    });
  }
}

function enteDetto({ denominazione, tipo, codici, predecessori, dal, al }: EnteRichiesto): EnteDetto {
  return {
    denominazione,
    tipo,
    dal,
    al: al ?? null,
    predecessori: predecessori ?? [],
    codici: codici.map((uno) => ({
      sistema: uno.sistema,
      codice: uno.codice,
      dal: uno.dal ?? dal,
      al: uno.al ?? null,
    })),
  };
}
