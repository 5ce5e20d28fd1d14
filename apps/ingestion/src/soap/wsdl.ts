import { type Campo, OPERAZIONI, PORTA, type Operazione, RECORD, SERVIZIO, SPAZIO, type Tipo } from './contratto.js';
import { escapeXml } from './testo-xml.js';

const PATTERN_UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';

/** The WSDL 1.1 of the service with its schema inside, one file: document/literal wrapped, SOAP 1.1 over HTTP. */
export function wsdlOf(address: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="${SERVIZIO}" targetNamespace="${SPAZIO}" xmlns:tns="${SPAZIO}"
  xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <wsdl:documentation>Deposito dei flussi dei servizi sociali e lettura degli esiti. Autenticazione: intestazione HTTP Authorization Bearer (PDND o OAuth 2), oppure WS-Security con firma X.509 (ID_AUTH_SOAP_01, ID_AUTH_SOAP_02, INTEGRITY_SOAP_01).</wsdl:documentation>
  <wsdl:types>
    <xsd:schema targetNamespace="${SPAZIO}" elementFormDefault="qualified">
${[...Object.entries(RECORD).map(([nome, campi]) => complexType(nome, campi)), element('problema', 'tns:Problema'), ...OPERAZIONI.flatMap(elementsOf)].join('\n')}
    </xsd:schema>
  </wsdl:types>
${OPERAZIONI.map(messagesOf).join('\n')}
  <wsdl:message name="problema"><wsdl:part name="problema" element="tns:problema"/></wsdl:message>
  <wsdl:portType name="Invii">
${OPERAZIONI.map(portOperation).join('\n')}
  </wsdl:portType>
  <wsdl:binding name="InviiSoap" type="tns:Invii">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
${OPERAZIONI.map(boundOperation).join('\n')}
  </wsdl:binding>
  <wsdl:service name="${SERVIZIO}">
    <wsdl:port name="${PORTA}" binding="tns:InviiSoap"><soap:address location="${escapeXml(address)}"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
`;
}

function elementsOf({ nome, domanda, risposta }: Operazione): string[] {
  return [
    `      <xsd:element name="${nome}">
${anonymousType(domanda)}
      </xsd:element>`,
    `      <xsd:element name="${nome}Response">
${anonymousType(risposta)}
      </xsd:element>`,
  ];
}

function element(nome: string, type: string): string {
  return `      <xsd:element name="${nome}" type="${type}"/>`;
}

function complexType(nome: string, campi: readonly Campo[]): string {
  return anonymousType(campi).replace('<xsd:complexType>', `<xsd:complexType name="${nome}">`);
}

function anonymousType(campi: readonly Campo[]): string {
  return `      <xsd:complexType><xsd:sequence>
${campi.map(fieldElement).join('\n')}
      </xsd:sequence></xsd:complexType>`;
}

function fieldElement({ nome, quanti, tipo, nota }: Campo): string {
  const occurs = quanti === 'uno' ? '' : quanti === 'forse' ? ' minOccurs="0"' : ' minOccurs="0" maxOccurs="unbounded"';
  const annotation = `<xsd:annotation><xsd:documentation xml:lang="it">${escapeXml(nota)}</xsd:documentation></xsd:annotation>`;
  const facets = facetsOf(tipo);
  const type = xsdTypeOf(tipo);
  return facets === ''
    ? `        <xsd:element name="${nome}" type="${type}"${occurs}>${annotation}</xsd:element>`
    : `        <xsd:element name="${nome}"${occurs}>${annotation}<xsd:simpleType><xsd:restriction base="${type}">${facets}</xsd:restriction></xsd:simpleType></xsd:element>`;
}

function xsdTypeOf(tipo: Tipo): string {
  if (tipo.base === 'record') return `tns:${tipo.nome}`;
  const names = {
    testo: 'string',
    intero: 'long',
    uuid: 'string',
    booleano: 'boolean',
    istante: 'dateTime',
    base64: 'base64Binary',
  };
  return `xsd:${names[tipo.base]}`;
}

function facetsOf(tipo: Tipo): string {
  if (tipo.base === 'uuid') return `<xsd:pattern value="${PATTERN_UUID}"/>`;
  if (tipo.base === 'intero')
    return `<xsd:minInclusive value="${tipo.minimo}"/><xsd:maxInclusive value="${tipo.massimo}"/>`;
  if (tipo.base !== 'testo') return '';
  const pattern = tipo.modello === undefined ? '' : `<xsd:pattern value="${escapeXml(tipo.modello)}"/>`;
  return `<xsd:maxLength value="${tipo.massimo}"/>${pattern}`;
}

function messagesOf({ nome }: Operazione): string {
  return [nome, `${nome}Response`]
    .map((one) => `  <wsdl:message name="${one}"><wsdl:part name="parameters" element="tns:${one}"/></wsdl:message>`)
    .join('\n');
}

function portOperation({ nome, nota }: Operazione): string {
  return `    <wsdl:operation name="${nome}">
      <wsdl:documentation>${escapeXml(nota)}</wsdl:documentation>
      <wsdl:input message="tns:${nome}"/>
      <wsdl:output message="tns:${nome}Response"/>
      <wsdl:fault name="problema" message="tns:problema"/>
    </wsdl:operation>`;
}

function boundOperation({ nome }: Operazione): string {
  return `    <wsdl:operation name="${nome}">
      <soap:operation soapAction="${SPAZIO}/${nome}"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input>
      <wsdl:output><soap:body use="literal"/></wsdl:output>
      <wsdl:fault name="problema"><soap:fault name="problema" use="literal"/></wsdl:fault>
    </wsdl:operation>`;
}
