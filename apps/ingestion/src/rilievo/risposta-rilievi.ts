import { ApiProperty } from '@nestjs/swagger';
import { cella, foglio, id, intero, prossimaPagina, testo } from '../campi-risposta.js';

/** The bodies of answers about rilievi, for the OpenAPI documents. */
const GRAVITA = { description: 'L’errore respinge la riga, l’avviso no.', enum: ['errore', 'avviso'] };
const COLPA = { description: 'Chi deve rimediare.', enum: ['mittente', 'hub'] };
const REGOLA = { ...testo('Codice della regola.', 20), example: 'PS-22' };

export class PostoRilievo {
  @ApiProperty({ ...id('Riga; nullo se il rilievo è sull’invio.'), nullable: true, type: String }) riga_id:
    string | null;
  @ApiProperty({ ...intero('Numero della riga, da 1; nullo come sopra.'), nullable: true }) riga: number | null;
  @ApiProperty(foglio) foglio: string | null;
  @ApiProperty(cella) cella: string | null;
  @ApiProperty(intero('Linea del documento, da 1; in una tabella, la sua riga.')) linea: number;
  @ApiProperty(intero('Colonna, da 1, in caratteri; in una tabella, la sua colonna.')) colonna: number;
  @ApiProperty(testo('Campo.', 200)) campo: string;
}

export class RispostaRilievo extends PostoRilievo {
  @ApiProperty({
    ...testo(
      'Valore ricevuto; *** se chi chiede non ha inviato il documento e non è l’ente erogatore della riga.',
      400,
    ),
    nullable: true,
    type: String,
  })
  valore: string | null;
  @ApiProperty(REGOLA) regola: string;
  @ApiProperty(GRAVITA) gravita: string;
  @ApiProperty(testo('Che cosa non va.', 2000)) messaggio: string;
  @ApiProperty(testo('Come rimediare.', 2000)) rimedio: string;
  @ApiProperty(testo('Da dove viene la regola.', 2000)) fonte: string;
  @ApiProperty(COLPA) colpa: string;
}

export class RispostaPaginaRilievi {
  @ApiProperty({ type: [RispostaRilievo], maxItems: 1000 }) items: RispostaRilievo[];
  @ApiProperty(prossimaPagina) next_cursor: string | null;
}

export class CampoDiRegola {
  @ApiProperty(testo('Campo.', 200)) campo: string;
  @ApiProperty(intero('Rilievi della regola su questo campo.')) rilievi: number;
}

export class RispostaRegola {
  @ApiProperty(REGOLA) regola: string;
  @ApiProperty(GRAVITA) gravita: string;
  @ApiProperty(testo('Che cosa non va, in generale.', 2000)) messaggio: string;
  @ApiProperty(testo('Come rimediare.', 2000)) rimedio: string;
  @ApiProperty(testo('Da dove viene la regola.', 2000)) fonte: string;
  @ApiProperty(COLPA) colpa: string;
  @ApiProperty({ ...testo('Pagina che spiega la regola.', 2048), format: 'uri' }) pagina: string;
  @ApiProperty(intero('Rilievi di questa regola.')) rilievi: number;
  @ApiProperty(intero('Righe che ne hanno almeno uno.')) righe: number;
  @ApiProperty({ type: [CampoDiRegola], maxItems: 20, description: 'Su quali campi, dal più frequente.' })
  campi: CampoDiRegola[];
  @ApiProperty({ type: PostoRilievo, description: 'Dove si trova la prima volta.' }) primo: PostoRilievo;
}

export class RispostaRegole {
  @ApiProperty({ type: [RispostaRegola], maxItems: 1000 }) items: RispostaRegola[];
}
