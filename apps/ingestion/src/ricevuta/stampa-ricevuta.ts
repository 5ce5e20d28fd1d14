import { Injectable } from '@nestjs/common';
import { legalDayOf } from '#libs/persistence';
import { type Ente, Riferimenti, isInForce } from '#libs/riferimenti';
import type { ProvaInclusione } from '#libs/security';
import { IngestionSettings } from '../ingestion.config.js';
import type { RicevutaLetta } from './leggi-ricevuta.js';
import { type SezioneStampata, type VoceStampata, printDocumento } from './ricevuta-stampata.js';

/** Parts are put together by hand: how a machine writes a date changes between its releases, and the same ricevuta must print alike. */
const PARTI = new Intl.DateTimeFormat('it-IT', {
  timeZone: 'Europe/Rome',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Prints a ricevuta for who files it on paper: the same facts, and how to check them. */
@Injectable()
export class StampaRicevuta {
  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly settings: IngestionSettings,
  ) {}

  print(ricevuta: RicevutaLetta): Promise<Buffer> {
    const ricevutoIl = new Date(ricevuta.ricevuto_il);
    return printDocumento({
      titolo: `Ricevuta n. ${ricevuta.numero}`,
      sottotitolo:
        'Snodo ha preso in custodia il documento qui descritto. I controlli sulle righe seguono: gli esiti sono a parte.',
      creatoIl: ricevutoIl,
      sezioni: [
        { titolo: 'Il deposito', voci: [...this.#enteOf(ricevuta, ricevutoIl), ...documentoOf(ricevuta)] },
        { titolo: 'La firma', voci: [{ etichetta: 'Firma (JWS)', valore: inLines(ricevuta.firma), fisso: true }] },
        registroOf(ricevuta.prova),
        this.#verifica(ricevuta),
      ],
    });
  }

  #enteOf({ ente: id, ...ricevuta }: RicevutaLetta, ricevutoIl: Date): VoceStampata[] {
    const ente = this.riferimenti.ente(id);
    const codice = ente === undefined ? undefined : codiceOf(ente, legalDayOf(ricevutoIl));
    return [
      { etichetta: 'Numero', valore: ricevuta.numero },
      { etichetta: 'Ente mittente', valore: ente?.denominazione ?? id },
      ...(codice === undefined ? [] : [{ etichetta: 'Codice dell’ente', valore: codice }]),
      { etichetta: 'Ricevuto il', valore: inItalia(ricevutoIl) },
    ];
  }

  #verifica({ numero }: RicevutaLetta): SezioneStampata {
    const { publicUrl } = this.settings;
    return {
      titolo: 'Come verificare',
      paragrafi: [
        `1. Il documento: la sua impronta SHA-256 (sha256sum, o certutil -hashfile in Windows) deve essere quella scritta sopra.`,
        `2. La firma: è Ed25519, in forma JWS; le chiavi pubbliche sono a ${publicUrl}/.well-known/jwks.json. Conservarne una copia.`,
        `3. Il registro: si scarica la ricevuta in JSON e si esegue «snodo ricevuta verifica FILE», che controlla anche senza rete ` +
          `firma, registro e accordo con una testa conservata.`,
        `Vale la ricevuta n. ${numero} in JSON: questo foglio la riproduce perché si possa leggere e archiviare.`,
      ],
    };
  }
}

function documentoOf(ricevuta: RicevutaLetta): VoceStampata[] {
  const { tracciato, dimensione, impronta_sha256, impronta_conservata: conservata, id, invio_id } = ricevuta;
  const riscritto =
    conservata === undefined
      ? []
      : [{ etichetta: 'SHA-256 di ciò che è conservato', valore: inGroups(conservata), fisso: true }];
  return [
    { etichetta: 'Tracciato', valore: tracciato },
    { etichetta: 'Dimensione', valore: `${grouped(String(dimensione), 3, '.')} byte` },
    { etichetta: 'SHA-256', valore: inGroups(impronta_sha256), fisso: true },
    ...riscritto,
    { etichetta: 'Invio', valore: invio_id, fisso: true },
    { etichetta: 'Ricevuta', valore: id, fisso: true },
  ];
}

function registroOf(prova: ProvaInclusione | undefined): SezioneStampata {
  const titolo = 'Il registro sigillato';
  if (prova === undefined) {
    return {
      titolo,
      paragrafi: ['La ricevuta entra nel registro entro 60 secondi dal deposito: scaricata dopo, ne porta la prova.'],
    };
  }
  const { indice, percorso, testa } = prova;
  return {
    titolo,
    voci: [
      { etichetta: 'Foglia', valore: `${indice} di ${testa.dimensione} (contate da 0)` },
      { etichetta: 'Testa del', valore: inItalia(new Date(testa.emessa_il)) },
      { etichetta: 'Radice', valore: inGroups(testa.radice), fisso: true },
      ...percorso.map((hash, at) => ({ etichetta: `Percorso ${at + 1}`, valore: inGroups(hash), fisso: true })),
      { etichetta: 'Firma della testa', valore: inLines(testa.firma), fisso: true },
    ],
  };
}

/** As people know it: the Belfiore code of a comune, else the first of its codes. */
function codiceOf({ codici }: Ente, day: string): string | undefined {
  const inForce = codici.filter((codice) => isInForce(codice, day));
  return (inForce.find(({ sistema }) => sistema === 'belfiore') ?? inForce[0])?.codice;
}

/** With the instant in UTC beside it: once a year an hour comes twice. */
function inItalia(instant: Date): string {
  const parti = new Map(PARTI.formatToParts(instant).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parti.get(type)!;
  const day = `${part('day')}/${part('month')}/${part('year')}`;
  const hour = `${part('hour')}:${part('minute')}:${part('second')}`;
  return `${day}, ore ${hour}, ora italiana (${instant.toISOString()})`;
}

function inGroups(hex: string): string {
  return hex.replaceAll(/.{8}(?=.)/g, '$& ');
}

/** No line ends in a hyphen: who copies the text out of the page would lose it, and with it the signature. */
function inLines(jws: string): string {
  return jws.replaceAll(/.{1,63}[^-](?=.)/g, '$&\n');
}

function grouped(digits: string, size: number, separator: string): string {
  return digits.replaceAll(new RegExp(`\\B(?=(\\d{${size}})+$)`, 'g'), separator);
}
