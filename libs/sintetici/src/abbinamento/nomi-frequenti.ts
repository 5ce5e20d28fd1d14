import { NOMI_FEMMINILI, NOMI_MASCHILI } from '../nomi.js';
import type { Random } from '../random.js';

/** Names in the order of how common they are, most common first; the order is common knowledge, the weights below are a law. */

const words = (text: string): readonly string[] => text.trim().split(/\s*,\s*/);

const COGNOMI_FREQUENTI = words(`
  Rossi, Russo, Ferrari, Esposito, Bianchi, Romano, Colombo, Ricci, Marino, Greco, Bruno, Gallo, Conti, De Luca, Mancini, Costa, Giordano,
  Rizzo, Lombardi, Moretti, Barbieri, Fontana, Santoro, Mariani, Rinaldi, Caruso, Ferrara, Galli, Martini, Leone, Longo, Gentile, Martinelli,
  Vitale, Lombardo, Serra, Coppola, De Santis, D'Angelo, Marchetti, Parisi, Villa, Conte, Ferraro, Ferri, Fabbri, Bianco, Marini, Grasso,
  Valentini, Messina, Sala, De Angelis, Gatti, Pellegrini, Palumbo, Sanna, Farina, Rizzi, Monti, Cattaneo, Morelli, Amato, Silvestri, Mazza,
  Testa, Grassi, Pellegrino, Carbone, Giuliani, Benedetti, Barone, Rossetti, Caputo, Montanari, Guerra, Palmieri, Bernardi, Martino, Fiore,
  De Rosa, Ferretti, Bellini, Basile, Riva, Donati, Piras, Vitali, Battaglia, Sartori, Neri, Costantini, Milani, Pagano, Ruggiero, Sorrentino,
  D'Amico, Orlando, Negri, Mantovani, Brambilla, Bassi, Colella, Fumagalli, Viganò, Locatelli, Beretta, Cortesi, Ghezzi, Pozzi, Redaelli,
  Castelli, Crippa, Corti, Invernizzi, Radice, Consonni, Rota, Belotti, Ravasio, Pesenti, Carminati, Zanetti, Bonomi, Cremonesi, Zani, Turati,
  Mauri, Airoldi, Perego, Casiraghi, Spreafico, Cereda, Mapelli, Biffi, Lo Presti, La Rocca, Di Stefano, Di Pietro, Di Maio, De Marco,
  De Simone, Dell'Acqua, Dalla Costa, Del Vecchio, D'Agostino, Nicolì, Cantù, Cioffi, Nappi, Scognamiglio, Iovine, Melis, Puddu, Cabras
`);

const RADICI = words(`
  Albert, Ambros, Andre, Angel, Anton, Arman, Bald, Barb, Bart, Bas, Batt, Bell, Ben, Bern, Bert, Biag, Bianc, Bocc, Bon, Borg, Brun, Calz,
  Camp, Cant, Capr, Card, Carl, Cas, Castell, Cav, Cer, Ces, Chiar, Cim, Cocc, Col, Cor, Cost, Crist, Dal, Dam, Dan, Don, Dur, Fabr, Falc,
  Fant, Fed, Fil, Fior, Fog, Fort, Franc, Frat, Gabr, Gal, Gamb, Gasp, Gent, Gerv, Ghir, Giac, Gian, Gior, Giul, Graz, Gual, Gued, Guid,
  Lamb, Lanz, Laur, Leon, Lod, Lor, Luc, Mag, Mal, Manc, Manf, Marc, Mart, Mas, Matt, Maur, Mazz, Mel, Men, Merl, Mich, Mol, Mond, Mont,
  Mor, Mosc, Nard, Nat, Nic, Oliv, Ors, Ott, Pag, Palm, Pand, Paol, Pas, Pecc, Pell, Per, Petr, Piaz, Pier, Pin, Piv, Pol, Pont, Port, Prat,
  Quar, Raff, Ram, Rav, Ric, Rin, Rob, Rold, Rom, Rosc, Ross, Rub, Sab, Salv, Sant, Sard, Sav, Scal, Scarp, Seb, Ser, Silv, Sim, Sold,
  Spag, Spin, Stef, Tad, Tam, Ted, Tes, Tomm, Ton, Tor, Trev, Turr, Ub, Ug, Val, Vann, Ven, Verd, Vic, Vin, Vis, Viv, Zan, Zecch, Zen, Zucc
`);
const MEZZI = ['', '', '', '', 'al', 'an', 'ar', 'er', 'in', 'ol', 'on', 'ett', 'ell', 'ic'] as const;
const DESINENZE = words(`
  i, ini, etti, elli, oni, one, ato, ari, aro, azzi, ucci, acci, ese, esi, ano, ani, uzzi, ella, etto, ello, ino, ina, otti, ozzi, asco, ola,
  oli, iero, ieri, iello, andi, ardi, aldi, ati, utti, ante, eri, era, osi, oso, illi, illo, occhi, ecchi, ò, à
`);
const PREFISSI = ['De ', 'Di ', "D'", 'La ', 'Lo ', 'Del ', "Dell'", 'Dalla '] as const;

const MASCHILI_FREQUENTI = words(`
  Giuseppe, Marco, Andrea, Luca, Antonio, Francesco, Giovanni, Roberto, Paolo, Alessandro, Stefano, Mario, Luigi, Angelo, Matteo, Davide,
  Carlo, Fabio, Massimo, Daniele, Claudio, Lorenzo, Giorgio, Simone, Maurizio, Michele, Vincenzo, Pietro, Salvatore, Federico, Domenico,
  Alberto, Franco, Bruno, Nicola, Gabriele, Riccardo, Enrico, Sergio, Giacomo, Mattia, Leonardo, Emanuele, Gianluca, Alessio, Diego, Filippo,
  Giulio, Cristian, Raffaele, Tommaso, Ivan, Rosario, Pasquale, Edoardo, Renato, Walter, Gianni, Dario, Ciro, Nicolò, Gino, Samuele, Niccolò,
  Ettore, Omar, Elio, Achille, Cosimo, Rocco, Gennaro, Carmelo, Gaetano, Calogero, Piero, Ezio, Livio, Lino, Egidio, Fausto, Loris, Danilo,
  Jacopo, Kevin, Pierluigi, Piergiorgio, Gianpaolo, Mosè, Amedeo, Aldo, Arturo, Attilio, Battista, Camillo, Corrado, Ernesto, Felice
`);
const FEMMINILI_FREQUENTI = words(`
  Maria, Anna, Laura, Giulia, Francesca, Sara, Chiara, Paola, Silvia, Elena, Giovanna, Rosa, Angela, Alessandra, Barbara, Roberta, Daniela,
  Teresa, Cristina, Monica, Elisa, Martina, Valentina, Lucia, Simona, Patrizia, Antonella, Sofia, Federica, Carla, Luisa, Claudia, Giuseppina,
  Ilaria, Alice, Giorgia, Rita, Marina, Stefania, Emma, Alessia, Caterina, Michela, Aurora, Daria, Sabrina, Eleonora, Beatrice, Irene, Carmela,
  Vincenza, Concetta, Antonia, Serena, Lidia, Bruna, Franca, Mariangela, Gabriella, Emanuela, Greta, Matilde, Ludovica, Rebecca, Nicole, Luna,
  Ornella, Renata, Pierina, Piera, Ines, Iole, Elvira, Elsa, Ernesta, Domenica, Raffaella, Filomena, Immacolata, Salvatrice, Agata, Donatella,
  Alfonsina, Virginia, Eugenia, Carolina, Luigia, Mirella, Marisa, Marta, Noemi, Zoe, Asia, Miriam, Sonia, Ester, Susanna, Tamara, Fabiana
`);

/** Given names that become the other gender's by one letter: what twins may be called. */
const COPPIE_VICINE: ReadonlyMap<string, string> = new Map(
  words(`
    Paolo Paola, Francesco Francesca, Gabriele Gabriella, Daniele Daniela, Michele Michela, Mario Maria, Giulio Giulia, Alessandro Alessandra,
    Roberto Roberta, Claudio Claudia, Stefano Stefania, Federico Federica, Carlo Carla, Franco Franca, Bruno Bruna, Luigi Luigia, Antonio Antonia,
    Emanuele Emanuela, Alessio Alessia, Angelo Angela, Domenico Domenica, Giovanni Giovanna, Simone Simona, Dario Daria, Renato Renata
  `).flatMap((coppia) => {
    const [lui, lei] = coppia.toUpperCase().split(' ') as [string, string];
    return [
      [lui, lei],
      [lei, lui],
    ];
  }),
);

/** The given name of the other gender that is one letter away, if there is one. */
export function nomeDellAltroGenere(nome: string): string | undefined {
  return COPPIE_VICINE.get(nome.split(' ')[0]!);
}

/** Draws from a list by Zipf's law, shifted: the share of the name at place `n` goes as 1 / (n + `scarto`). */
class Frequenze {
  readonly #cumulate: Float64Array;

  constructor(
    private readonly nomi: readonly string[],
    scarto: number,
  ) {
    this.#cumulate = new Float64Array(nomi.length);
    let total = 0;
    for (let at = 0; at < nomi.length; at++) this.#cumulate[at] = total += 1 / (at + scarto);
  }

  pick(random: Random): string {
    const wanted = (random.next() / 4_294_967_296) * this.#cumulate.at(-1)!;
    let [low, high] = [0, this.nomi.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#cumulate[middle]! <= wanted) low = middle + 1;
      else high = middle;
    }
    return this.nomi[low]!;
  }
}

/** Of a thousand Italian surnames, those of the common ones; the others are drawn evenly from tens of thousands. */
const COGNOMI_COMUNI = 300;
const CON_PREFISSO = 40;

const COMUNI = new Frequenze(
  COGNOMI_FREQUENTI.map((one) => one.toUpperCase()),
  9,
);
const NOMI = {
  M: new Frequenze(insieme(MASCHILI_FREQUENTI, NOMI_MASCHILI), 5),
  F: new Frequenze(insieme(FEMMINILI_FREQUENTI, NOMI_FEMMINILI), 5),
} as const;

function insieme(frequenti: readonly string[], altri: readonly string[]): string[] {
  return [...new Set([...frequenti, ...altri].map((one) => one.toUpperCase()))];
}

/** An Italian surname, in capitals. */
export function cognomeItaliano(random: Random): string {
  if (random.chance(COGNOMI_COMUNI)) return COMUNI.pick(random);
  const prefisso = random.chance(CON_PREFISSO) ? random.pick(PREFISSI) : '';
  return `${prefisso}${random.pick(RADICI)}${random.pick(MEZZI)}${random.pick(DESINENZE)}`.toUpperCase();
}

/** A given name, in capitals. */
export function nomeItaliano(random: Random, sesso: 'M' | 'F'): string {
  return NOMI[sesso].pick(random);
}
