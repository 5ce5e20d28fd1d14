import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { PacchettoConfigurato } from '../caricamento/pacchetto-configurato.js';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { idAmbito } from '../pacchetto/identita.js';
import type { AmbitoDetto, PeriodoDetto } from './detti.js';
import { ApplicaVariazione, type Richiesta, VariazioneScritta } from './applica-variazione.js';
import {
  type AmbitoDescritto,
  AmbitoRichiesto,
  AmbitoVariato,
  PeriodoRichiesto,
  UscitaRichiesta,
} from './richieste.js';
import { enterAmbito, headAmbito, leaveAmbito, registerAmbito, replaceAmbito } from './variazioni-ambiti.js';

const CODICE = {
  name: 'codice',
  description: 'Codice dell’ambito.',
  schema: { type: 'string', maxLength: 20, pattern: '^[A-Z0-9-]+$', example: 'ATS01' },
} as const;
const VARIATO = { type: VariazioneScritta, description: 'Variato.' };

/** Ambiti with their members and capofila, as the region keeps them. */
@Controller('rest/nomenclatore/v1/ambiti')
@Permits('gestisce_riferimenti')
export class AmbitiRegistroController {
  constructor(
    private readonly applica: ApplicaVariazione,
    private readonly pacchetto: PacchettoConfigurato,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'registraAmbito',
    tags: ['ambiti'],
    summary: 'Registra un ambito',
    description: 'Un ambito nuovo, ancora senza enti.',
  })
  @ApiCreatedResponse({ type: VariazioneScritta, description: 'Registrato.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'gia_nel_registro', 'variazione_rifiutata')
  register(@CurrentCaller() caller: Caller, @Body() corpo: AmbitoRichiesto): Promise<VariazioneScritta> {
    const { codice, motivo, fonte } = corpo;
    return this.applica.apply({
      caller,
      genere: 'ambito',
      motivo,
      fonte,
      change: (registro, da) => registerAmbito(registro, ambitoDetto(codice, corpo), da),
    });
  }

  @Put(':codice')
  @ApiOperation({
    operationId: 'variaAmbito',
    tags: ['ambiti'],
    summary: 'Varia un ambito',
    description: 'Denominazione e validità. Con un ultimo giorno finiscono quel giorno anche appartenenze e capofila.',
  })
  @ApiParam(CODICE)
  @ApiOkResponse(VARIATO)
  @ApiProblems(NOMENCLATORE_ERRORS, 'ambito_sconosciuto', 'variazione_contesa', 'variazione_rifiutata')
  replace(
    @CurrentCaller() caller: Caller,
    @Param('codice') codice: string,
    @Body() corpo: AmbitoVariato,
  ): Promise<VariazioneScritta> {
    const detto = ambitoDetto(codice, corpo);
    return this.#vary(caller, codice, corpo, (registro, da) => replaceAmbito(registro, detto, da));
  }

  @Post(':codice/appartenenze')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'aggiungiAppartenenza',
    tags: ['ambiti'],
    summary: 'Un ente entra in un ambito',
    description:
      'Da un giorno; l’appartenenza che aveva fino ad allora finisce il giorno prima. È così che un comune cambia ambito.',
  })
  @ApiParam(CODICE)
  @ApiOkResponse(VARIATO)
  @ApiProblems(NOMENCLATORE_ERRORS, 'ambito_sconosciuto', 'variazione_contesa', 'variazione_rifiutata')
  enter(
    @CurrentCaller() caller: Caller,
    @Param('codice') codice: string,
    @Body() corpo: PeriodoRichiesto,
  ): Promise<VariazioneScritta> {
    const detto = periodoDetto(corpo);
    return this.#vary(caller, codice, corpo, (registro, da) => enterAmbito(registro, codice, detto, da));
  }

  @Post(':codice/uscite')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'chiudiAppartenenza',
    tags: ['ambiti'],
    summary: 'Un ente esce da un ambito',
    description: 'Dopo un giorno, senza entrare in un altro.',
  })
  @ApiParam(CODICE)
  @ApiOkResponse(VARIATO)
  @ApiProblems(NOMENCLATORE_ERRORS, 'ambito_sconosciuto', 'variazione_contesa', 'variazione_rifiutata')
  leave(
    @CurrentCaller() caller: Caller,
    @Param('codice') codice: string,
    @Body() corpo: UscitaRichiesta,
  ): Promise<VariazioneScritta> {
    return this.#vary(caller, codice, corpo, (registro) => leaveAmbito(registro, codice, corpo));
  }

  @Post(':codice/capofila')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'nominaCapofila',
    tags: ['ambiti'],
    summary: 'Un ente diventa capofila',
    description: 'Da un giorno; chi lo era fino ad allora lo è fino al giorno prima.',
  })
  @ApiParam(CODICE)
  @ApiOkResponse(VARIATO)
  @ApiProblems(NOMENCLATORE_ERRORS, 'ambito_sconosciuto', 'variazione_contesa', 'variazione_rifiutata')
  head(
    @CurrentCaller() caller: Caller,
    @Param('codice') codice: string,
    @Body() corpo: PeriodoRichiesto,
  ): Promise<VariazioneScritta> {
    const detto = periodoDetto(corpo);
    return this.#vary(caller, codice, corpo, (registro, da) => headAmbito(registro, codice, detto, da));
  }

  async #vary(
    caller: Caller,
    codice: string,
    corpo: { readonly revisione: number } & Pick<Richiesta, 'motivo' | 'fonte'>,
    change: Richiesta['change'],
  ): Promise<VariazioneScritta> {
    const id = idAmbito(await this.pacchetto.codiceRegione(), codice);
    const { revisione, motivo, fonte } = corpo;
    return this.applica.apply({ caller, genere: 'ambito', vista: { id, revisione }, motivo, fonte, change });
  }
}

function ambitoDetto(codice: string, { denominazione, tipo, dal, al }: AmbitoDescritto): AmbitoDetto {
  return { codice, denominazione, tipo, dal, al: al ?? null };
}

function periodoDetto({ ente, dal, al }: PeriodoRichiesto): PeriodoDetto {
  return { ente, dal, al: al ?? null };
}
