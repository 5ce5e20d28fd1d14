import type { Soggetto } from '../modi/soggetti.js';

const CODIFICA = 'http://hl7.org/fhir/StructureDefinition/iso21090-SC-coding';

/** A subject as a FHIR server has it, with much that nobody asked for. @param senzaData of the dead it gives no day */
export function pazienteOf(soggetto: Soggetto, senzaData: boolean): object {
  const { id, cognome, nome, sesso, data_nascita, codice_fiscale, codici_precedenti = [], deceduto } = soggetto;
  const codice = (value: string, use: string) => ({ use, system: 'http://hl7.it/sid/codiceFiscale', value });
  return {
    resourceType: 'Patient',
    id: `paziente-${id.toLowerCase()}`,
    meta: { profile: ['http://hl7.it/fhir/StructureDefinition/Patient-it-base'] },
    identifier: [
      { system: 'http://hl7.it/sid/anpr', value: id },
      codice(codice_fiscale, 'official'),
      ...codici_precedenti.map((one) => codice(one, 'old')),
    ],
    active: true,
    name: [{ use: 'official', family: cognome, given: nome.split(' ') }],
    telecom: [{ system: 'phone', value: '0000 000000' }],
    gender: sesso === 'M' ? 'male' : 'female',
    birthDate: data_nascita,
    ...decessoOf(deceduto, senzaData),
    address: addressesOf(soggetto),
    maritalStatus: { text: 'coniugato' },
    generalPractitioner: [{ display: 'DOTT. MEDICO DI PROVA' }],
  };
}

function decessoOf(deceduto: Soggetto['deceduto'], senzaData: boolean): object {
  if (deceduto === undefined) return { deceasedBoolean: false };
  return senzaData ? { deceasedBoolean: true } : { deceasedDateTime: `${deceduto.il}T10:00:00+01:00` };
}

/** Residence and, before it, where the patient gets letters. */
function addressesOf({ residenza }: Soggetto): object[] {
  const domicilio = { use: 'home', line: ['VIA DEL DOMICILIO 1'], city: 'ALTROVE' };
  if (residenza === undefined || residenza.luogo.length !== 6) return [domicilio];
  const coding = { system: 'http://terminology.hl7.it/CodeSystem/istat-unitaAmministrativeTerritoriali' };
  const official = { url: 'http://hl7.org/fhir/StructureDefinition/address-official', valueBoolean: true };
  return [
    domicilio,
    {
      extension: [official],
      use: 'home',
      line: [`VIA ${residenza.via} ${residenza.civico}`],
      city: 'COMUNE',
      _city: { extension: [{ url: CODIFICA, valueCoding: { ...coding, code: residenza.luogo } }] },
    },
  ];
}
