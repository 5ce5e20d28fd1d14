import type { Random } from '../random.js';

/** Names usual among people born abroad who live in Italy, by Belfiore code of the state of birth; put together by hand. */

const words = (text: string): readonly string[] =>
  text
    .trim()
    .toUpperCase()
    .split(/\s*,\s*/);

interface Origine {
  readonly belfiore: string;
  readonly cognomi: readonly string[];
  readonly M: readonly string[];
  readonly F: readonly string[];
}

const row = (belfiore: string, cognomi: string, maschili: string, femminili: string): Origine => ({
  belfiore,
  cognomi: words(cognomi),
  M: words(maschili),
  F: words(femminili),
});

const ORIGINI: readonly Origine[] = [
  row(
    'Z129',
    `Popa, Popescu, Ionescu, Radu, Dumitru, Stan, Stoica, Gheorghe, Matei, Ciobanu, Rusu, Munteanu, Marin, Lazar, Moldovan, Toma, Dinu, Nistor,
     Florea, Barbu, Sandu, Tudor, Vasile, Cojocaru, Balan, Ungureanu, Oprea, Preda, Ilie, Mocanu, Dragomir, Coman, Sava, Lupu, Neagu, Enache`,
    `Andrei, Alexandru, Ion, Gheorghe, Mihai, Florin, Cristian, Vasile, Adrian, Constantin, Daniel, Gabriel, Ionut, Marian, Nicolae, Valentin`,
    `Maria, Elena, Ana, Mihaela, Andreea, Daniela, Cristina, Alina, Ioana, Gabriela, Nicoleta, Simona, Mirela, Raluca, Georgiana, Roxana`,
  ),
  row(
    'Z100',
    `Hoxha, Shehu, Dervishi, Gjoni, Kola, Leka, Prifti, Marku, Ndoj, Lleshi, Hysa, Cela, Duka, Bajrami, Halili, Meta, Rama, Sula, Toska, Zefi`,
    `Arben, Ilir, Agron, Besnik, Luan, Gezim, Dritan, Altin, Ermal, Klodian, Fatmir, Bledar, Edmond, Artur, Mentor`,
    `Mimoza, Arta, Drita, Elira, Vjollca, Valbona, Anila, Entela, Ornela, Brunilda, Majlinda, Blerina, Alketa, Lindita, Rezarta`,
  ),
  row(
    'Z330',
    `El Amrani, Alaoui, Bennani, Tazi, Fassi, Idrissi, El Idrissi, Ouazzani, Berrada, Chraibi, El Khattabi, Lahlou, Naciri, Saidi, Ziani,
     Bouzid, El Mansouri, Haddad, Hamdaoui, Rachidi, Benali, Karimi, Filali, Mansouri, El Harrak, Moussaoui`,
    `Mohamed, Ahmed, Youssef, Said, Hassan, Rachid, Khalid, Abdelkader, Mustapha, Hamid, Karim, Omar, Abdellah, Driss, Noureddine, Brahim`,
    `Fatima, Khadija, Fatima Zahra, Aicha, Naima, Malika, Samira, Hanane, Latifa, Rachida, Salma, Zineb, Imane, Nadia, Hayat, Karima`,
  ),
  row(
    'Z210',
    `Hu, Chen, Wang, Zhang, Li, Lin, Zhou, Wu, Liu, Yang, Huang, Zhao, Xu, Zheng, Ye, Jin, Pan, Zhu, Xia, Sun`,
    `Wei, Jian, Ming, Bo, Jun, Qiang, Lei, Feng, Hao, Xiaoming, Weiming, Jianguo, Haibo, Zhiwei, Yong`,
    `Hui, Li, Mei, Xiu, Fang, Yan, Jing, Xiaoli, Meiling, Lihua, Xiaoyan, Yuping, Qing, Lan, Weiwei`,
  ),
  row(
    'Z138',
    `Kovalenko, Bondarenko, Tkachenko, Kravchenko, Shevchenko, Boyko, Melnyk, Lysenko, Savchenko, Polishchuk, Tkachuk, Rudenko, Petrenko,
     Marchenko, Moroz, Bondar, Oliynyk, Pavlenko, Kuzmenko, Romanyuk`,
    `Oleksandr, Serhiy, Volodymyr, Mykola, Andriy, Vasyl, Ivan, Petro, Yuriy, Bohdan, Taras, Oleh, Dmytro, Ihor, Roman`,
    `Olena, Oksana, Iryna, Nataliya, Svitlana, Halyna, Lyudmyla, Tetyana, Mariya, Lesya, Nadiya, Valentyna, Olha, Yuliya, Hanna`,
  ),
  row(
    'Z236',
    `Khan, Ahmed, Ali, Hussain, Malik, Iqbal, Qureshi, Butt, Akhtar, Mahmood, Anwar, Rehman, Shah, Siddiqui, Chaudhry, Mirza, Raza, Saleem`,
    `Muhammad, Asif, Bilal, Imran, Tariq, Usman, Adnan, Kashif, Nadeem, Shahid, Waqas, Zahid, Faisal, Rizwan, Nasir`,
    `Ayesha, Nadia, Rabia, Sana, Saima, Shazia, Bushra, Farah, Hina, Nasreen, Rukhsana, Sadia, Tahira, Uzma, Zainab`,
  ),
  row(
    'Z336',
    `Mohamed, Ahmed, Hassan, Ibrahim, Mahmoud, Abdel Aziz, El Sayed, Gaber, Fathy, Shaban, Ramadan, Salem, Mostafa, Khalil, Farag, Soliman`,
    `Mohamed, Ahmed, Mahmoud, Mostafa, Ibrahim, Hany, Ashraf, Sameh, Tarek, Wael, Hossam, Emad, Gamal, Nader, Ramy`,
    `Fatma, Mona, Hoda, Amal, Nagwa, Heba, Dalia, Rania, Marwa, Eman, Samah, Nesma, Abeer, Ghada, Doaa`,
  ),
  row(
    'Z343',
    `Diop, Ndiaye, Fall, Gueye, Diallo, Ba, Sarr, Seck, Sow, Faye, Mbaye, Cisse, Thiam, Niang, Dieng, Kane, Sy, Diouf`,
    `Mamadou, Ousmane, Ibrahima, Cheikh, Modou, Abdoulaye, Moussa, Amadou, Alioune, Serigne, Babacar, Papa, Malick, Lamine, Omar`,
    `Fatou, Aminata, Mariama, Awa, Khady, Ndeye, Aissatou, Coumba, Astou, Bineta, Sokhna, Rokhaya, Adama, Oumy, Dieynaba`,
  ),
  row(
    'Z605',
    `Sanchez, Rodriguez, Garcia, Zambrano, Mendoza, Vera, Cedeño, Macias, Moreira, Torres, Lopez, Gonzalez, Castro, Morales, Ortiz, Reyes`,
    `Jose Luis, Juan Carlos, Luis, Carlos, Jorge, Angel, Victor, Walter, Freddy, Cesar, Manuel, Wilson, Edison, Marco, Byron`,
    `Maria Elena, Rosa, Carmen, Ana Maria, Martha, Gladys, Blanca, Mercedes, Patricia, Jenny, Mariuxi, Karina, Lourdes, Sonia, Narcisa`,
  ),
  row(
    'Z611',
    `Quispe, Flores, Rojas, Huaman, Chavez, Ramirez, Vasquez, Mamani, Diaz, Espinoza, Castillo, Gutierrez, Ramos, Cruz, Fernandez, Paredes`,
    `Luis Alberto, Juan, Cesar, Miguel Angel, Julio, Victor, Pedro, Hernan, Raul, Percy, Walter, Edwin, Ricardo, Alfredo, Oscar`,
    `Rosa Maria, Luz, Ana, Gladys, Nelly, Norma, Elizabeth, Rocio, Milagros, Pilar, Carmen Rosa, Ines, Yolanda, Flor, Maritza`,
  ),
];

/** Who was born there, and the names that are usual. */
export class NomiDalMondo {
  private constructor(private readonly origine: Origine) {}

  static pick(random: Random): NomiDalMondo {
    return new NomiDalMondo(random.pick(ORIGINI));
  }

  get belfiore(): string {
    return this.origine.belfiore;
  }

  cognome(random: Random): string {
    return random.pick(this.origine.cognomi);
  }

  nome(random: Random, sesso: 'M' | 'F'): string {
    return random.pick(this.origine[sesso]);
  }
}
