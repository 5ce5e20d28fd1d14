/** Names put together by hand for the demo region; any likeness to a person is chance. */

const words = (text: string): readonly string[] => text.trim().split(/\s*,\s*/);

export const COGNOMI = words(`
  Acquaroli, Agostinelli, Albanesi, Alessandrini, Amadio, Ambrogini, Andreucci, Angeletti, Antonelli, Baldelli, Baldoni, Barchiesi,
  Bartolini, Battistoni, Belardinelli, Belli, Benedetti, Bernacchia, Biagioli, Bianchini, Bocci, Bolognini, Bonci, Borgiani, Brandoni,
  Bruni, Buccolini, Burini, Calcagni, Campanelli, Cannella, Capodaglio, Carbonari, Cardinali, Carletti, Carloni, Casadei, Castellani,
  Catena, Cecchini, Celani, Cerioni, Cesaretti, Ciaffi, Cimarelli, Cingolani, Ciotti, Coltrinari, Compagnucci, Conti, Corinaldesi,
  Cruciani, D'Angelo, D'Ascanio, Dell'Orso, De Carolis, De Santis, Della Valle, Di Fabio, Di Marco, Di Stefano, Donati, Eusebi, Fabbri,
  Fabrizi, Falcioni, Fanelli, Farina, Fattori, Federici, Feliziani, Ferretti, Filippini, Fioretti, Foglia, Forti, Frapiccini,
  Frattini, Gabrielli, Galassi, Galeazzi, Gambini, Garbuglia, Gasparri, Gattari, Gentili, Giacchetti, Giampieri, Giorgini, Giuliani,
  Governatori, Grassi, Gregori, Grilli, Guerrini, Iacopini, Iommi, Lattanzi, Leonardi, Lombi, Lo Presti, Lucarini, Luciani, Magi,
  Magnanelli, Mancinelli, Mancini, Mandolini, Manoni, Marcelli, Marchegiani, Marconi, Mariani, Marinelli, Marini, Mariotti, Martelli,
  Marzioni, Massaccesi, Mattei, Mazzanti, Mengoni, Mercuri, Micheli, Monaci, Montanari, Moretti, Morici, Moscatelli, Natali, Nicolini,
  Olivieri, Orazi, Orlandi, Pacetti, Paci, Pagliari, Palazzesi, Palmieri, Pambianchi, Paoletti, Paolini, Pasqualini, Pelagalli,
  Pennacchioni, Perini, Petrelli, Petrini, Piergentili, Pierini, Pieroni, Pigini, Pirani, Polverini, Principi, Quattrini, Raffaeli,
  Ragni, Recchi, Renzi, Ricci, Rinaldi, Romagnoli, Romani, Rossetti, Rossini, Ruggeri, Sabbatini, Salvatori, Santarelli, Santini,
  Santoni, Sartini, Savelli, Scarponi, Sebastiani, Serafini, Silvestrini, Simoncini, Sopranzetti, Spadoni, Staffolani, Stefanelli,
  Tamburini, Tesei, Tiberi, Tittarelli, Tombolini, Tomassoni, Torresi, Trobbiani, Ubaldi, Urbinati, Valentini, Vecchietti, Venturi,
  Verdini, Vignoli, Virgili, Vitali, Zallocco, Zampini, Zenobi, Zingaretti, Zuccari
`);

export const NOMI_MASCHILI = words(`
  Adriano, Alberto, Alessandro, Alessio, Alfredo, Andrea, Angelo, Antonio, Armando, Bruno, Carlo, Cesare, Claudio, Cristian, Dario,
  Davide, Diego, Domenico, Edoardo, Elia, Emanuele, Emidio, Enrico, Ernesto, Fabio, Fabrizio, Federico, Filippo, Francesco, Gabriele,
  Gianfranco, Gianluca, Giacomo, Giancarlo, Giordano, Giorgio, Giovanni, Giuseppe, Guido, Ivan, Ivo, Leonardo, Lorenzo, Luca, Luciano,
  Luigi, Manuel, Marco, Mario, Massimo, Matteo, Mattia, Maurizio, Mauro, Michele, Mirko, Nazzareno, Nicola, Nicolò, Noè, Oreste, Paolo,
  Pietro, Primo, Raffaele, Renato, Riccardo, Roberto, Rodolfo, Romolo, Samuele, Sandro, Sergio, Silvano, Simone, Stefano, Thomas,
  Tommaso, Ugo, Umberto, Valerio, Vincenzo, Vittorio, Walter
`);

export const NOMI_FEMMINILI = words(`
  Ada, Adele, Agnese, Alba, Alessandra, Alessia, Alice, Anita, Anna, Anna Maria, Antonella, Arianna, Assunta, Aurora, Barbara, Beatrice,
  Bianca, Camilla, Carla, Caterina, Cecilia, Chiara, Cinzia, Claudia, Cristina, Daniela, Debora, Diana, Elena, Eleonora, Elisa, Emma,
  Erica, Eva, Federica, Fiorella, Francesca, Gabriella, Gaia, Giada, Ginevra, Gioia, Giorgia, Giovanna, Giulia, Giuliana, Giuseppina,
  Graziella, Ilaria, Irene, Isabella, Ivana, Laura, Letizia, Lia, Liliana, Loredana, Lucia, Luisa, Maddalena, Mara, Margherita, Maria,
  Maria Grazia, Maria Luisa, Marina, Marta, Martina, Michela, Milena, Monica, Nadia, Nicoletta, Noemi, Norma, Paola, Patrizia, Rachele,
  Rita, Roberta, Rosa, Rosanna, Sara, Serena, Silvia, Simona, Sofia, Sonia, Stefania, Teresa, Tiziana, Valentina, Vera, Viola, Vittoria
`);

/** People born abroad, by Belfiore code of the state. */
export interface NomiEsteri {
  readonly belfiore: string;
  readonly cognomi: readonly string[];
  readonly maschili: readonly string[];
  readonly femminili: readonly string[];
}

const row = (belfiore: string, cognomi: string, maschili: string, femminili: string): NomiEsteri => ({
  belfiore,
  cognomi: words(cognomi),
  maschili: words(maschili),
  femminili: words(femminili),
});

export const NOMI_ESTERI: readonly NomiEsteri[] = [
  row(
    'Z100',
    'Hoxhaj, Gjoni, Kola, Leka, Mema, Prifti, Shehu, Toska',
    'Agron, Besnik, Ilir, Luan',
    'Arta, Drita, Elira, Vjosa',
  ),
  row(
    'Z129',
    'Albu, Balan, Dobre, Enache, Lupu, Munteanu, Neagu, Stan',
    'Andrei, Cătălin, Ion, Ștefan',
    'Elena, Ioana, Mihaela, Raluca',
  ),
  row(
    'Z138',
    'Bondar, Kovalenko, Lysenko, Melnyk, Savchenko, Tkachuk',
    'Andrij, Bohdan, Oleh, Taras',
    'Halyna, Iryna, Oksana, Svitlana',
  ),
  row(
    'Z330',
    'Alaoui, Bennani, El Amrani, Fassi, Ouazzani, Tazi',
    'Hamid, Karim, Rachid, Youssef',
    'Fatima, Hanane, Khadija, Salma',
  ),
  row(
    'Z352',
    'Ben Salah, Chebbi, Gharbi, Jaziri, Mansouri, Trabelsi',
    'Anis, Hatem, Mehdi, Sami',
    'Amel, Ines, Leila, Rim',
  ),
  row(
    'Z343',
    'Diop, Fall, Gueye, Ndiaye, Sarr, Seck',
    'Cheikh, Ibrahima, Mamadou, Ousmane',
    'Aïssatou, Fatou, Khady, Mariama',
  ),
  row(
    'Z335',
    'Adeyemi, Balogun, Eze, Nwosu, Okafor, Oyelaran',
    'Chidi, Emeka, Femi, Tunde',
    'Adaeze, Blessing, Ngozi, Ify',
  ),
  row('Z236', 'Ahmed, Anwar, Hussain, Khan, Malik, Qureshi', 'Asif, Bilal, Imran, Tariq', 'Ayesha, Nadia, Rabia, Sana'),
  row(
    'Z249',
    'Begum, Hossain, Islam, Miah, Rahman, Sarkar',
    'Jamal, Kamrul, Rafiq, Shahin',
    'Farzana, Nasrin, Ruma, Sultana',
  ),
  row('Z210', 'Chen, Hu, Lin, Wang, Wu, Zhang, Zhou', 'Bo, Jian, Ming, Wei', 'Hui, Li, Mei, Xiu'),
  row(
    'Z611',
    'Álvarez, Castañeda, Huamán, Quispe, Rojas, Ñahui',
    'Ángel, César, Hernán, José Luis',
    'Inés, Luz María, Pilar, Rocío',
  ),
  row('Z112', 'Böhm, Krüger, Öz, Schäfer, Strauß, Weber', 'Jörg, Klaus, Matthias, Uwe', 'Anke, Heike, Käthe, Ute'),
];
