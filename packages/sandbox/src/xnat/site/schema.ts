import type { Answer } from "../../server/answer.js";

const ELEMENTS = [
  ["Project", "projectData"],
  ["Subject", "subjectData"],
  ["MRSession", "mrSessionData"],
  ["PETSession", "petSessionData"],
  ["CTSession", "ctSessionData"],
  ["MRScan", "mrScanData"],
  ["PETScan", "petScanData"],
  ["CTScan", "ctScanData"],
  ["ResourceCatalog", "resourceCatalog"],
];

/** `/schemas/xnat/xnat.xsd`: the names of the types that the look-alike has, where the real file describes all of them. */
export function schema(): Answer {
  const elements = ELEMENTS.map(
    ([name, type]) => `\t<xs:element name="${name}" type="xnat:${type}"/>\n`,
  ).join("");
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema targetNamespace="http://nrg.wustl.edu/xnat" xmlns:xnat="http://nrg.wustl.edu/xnat" xmlns:xdat="http://nrg.wustl.edu/xdat" xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified" attributeFormDefault="unqualified">
\t<xs:import namespace="http://nrg.wustl.edu/xdat" schemaLocation="../xdat/xdat.xsd"/>
${elements}\t<xs:complexType name="projectData">
\t\t<xs:annotation>
\t\t\t<xs:documentation>What belongs to one study</xs:documentation>
\t\t</xs:annotation>
\t\t<xs:sequence>
\t\t\t<xs:element name="name" type="xs:string" minOccurs="0"/>
\t\t\t<xs:element name="description" minOccurs="0">
\t\t\t\t<xs:simpleType>
\t\t\t\t\t<xs:restriction base="xs:string">
\t\t\t\t\t\t<xs:maxLength value="10000"/>
\t\t\t\t\t</xs:restriction>
\t\t\t\t</xs:simpleType>
\t\t\t</xs:element>
\t\t</xs:sequence>
\t\t<xs:attribute name="ID" type="xs:string"/>
\t</xs:complexType>
</xs:schema>
`;
  const length = String(Buffer.byteLength(body));
  return {
    status: 200,
    headers: [
      ["Accept-Ranges", "bytes"],
      ["ETag", `W/"${length}-1795219621405"`],
      ["Last-Modified", "Sat, 21 Nov 2026 00:07:01 GMT"],
      ["Content-Type", "text/xml"],
      ["Content-Length", length],
    ],
    body,
  };
}
