/** An element of a document that a test makes, written by hand: nothing of what the hub writes documents with. */
export interface Nodo {
  nome: string;
  attributi: Record<string, string>;
  figli: (Nodo | string)[];
}

export const nodo = (nome: string, attributi: Record<string, string> = {}, figli: (Nodo | string)[] = []): Nodo => ({
  nome,
  attributi,
  figli,
});

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function render({ nome, attributi, figli }: Nodo): string {
  const attributes = Object.entries(attributi).map(([name, value]) => ` ${name}="${escape(value)}"`);
  const inside = figli.map((figlio) => (typeof figlio === 'string' ? escape(figlio) : render(figlio)));
  return inside.length === 0
    ? `<${nome}${attributes.join('')}/>`
    : `<${nome}${attributes.join('')}>${inside.join('')}</${nome}>`;
}

/** What a test wants to be different from the plain document. */
export interface Diverso {
  readonly nome?: string;
  readonly codiceFiscale?: string;
  readonly prestazione?: Readonly<Record<string, string>>;
  readonly conSina?: boolean;
}

/** A document that the official schema takes: an invented person, one prestazione. */
export function documento({
  nome = 'A271.PS.20260105.0000001',
  codiceFiscale,
  prestazione,
  conSina,
}: Diverso = {}): Nodo {
  return nodo('Flusso', { xmlns: 'http://inps.it/Casellario' }, [
    nodo('IdentificazioneFlusso', { Nome: nome }, [
      nodo('Ente', { Codice: 'A271', Denominazione: 'Comune', Indirizzo: 'A271', CFOperatore: 'RSSMRK66C14H501U' }),
    ]),
    nodo('Beneficiario', { CodiceFiscale: codiceFiscale ?? 'GHBLDE25A42H199X' }, [
      nodo('Anagrafica', {
        Cognome: 'Prova',
        Nome: 'Persona',
        AnnoNascita: '1925',
        LuogoNascita: 'H199',
        Genere: '2',
        CodiceCittadinanza: '380',
      }),
      nodo('Indirizzo', { CodiceRegione: '11', CodiceComune: '042002', CodiceNazione: '380' }),
      prestazioneSociale(prestazione, conSina),
    ]),
  ]);
}

export function prestazioneSociale(changes: Readonly<Record<string, string>> = {}, conSina = false): Nodo {
  const attributi = {
    TipoOperazione: 'I',
    PresenzaProvaMezzi: '4',
    CaratterePrestazione: '2',
    CodicePrestazione: 'A1.05',
    DenominazionePrestazione: 'Contributi per i servizi alla persona',
    ProtocolloDomanda: 'P-1',
    DataErogazionePrestazione: '2025-11-03',
    ImportoPrestazione: '120.50',
    PresaCarico: '1',
    AreaUtenza: '1',
    ...changes,
  };
  return nodo('PrestazioniSociali', attributi, conSina ? [sina()] : []);
}

function sina(): Nodo {
  return nodo(
    'SINA',
    {
      Mobilita: '1',
      AttivitaVitaQuotidiana: '2',
      DisturbiComportamentali: '1',
      AreaReddituale: '3',
      AreaSupporto: '2',
      FonteDerivazioneValutazione: '4',
      StrumentoValutazione: '7',
    },
    [
      nodo('NecessitaInterventiSociali', {}, [
        nodo('CodicePrestazione', {}, ['A2.17']),
        nodo('CodicePrestazione', {}, ['A2.18']),
      ]),
      nodo('InvaliditaCivile', {}, [nodo('InvCiv', {}, ['8'])]),
    ],
  );
}

/** Every element of a document, itself first. */
export function elementiOf(root: Nodo): Nodo[] {
  return [root, ...root.figli.flatMap((figlio) => (typeof figlio === 'string' ? [] : elementiOf(figlio)))];
}
