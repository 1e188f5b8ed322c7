/** Why a text is not an XML document that the gateway reads. */
export type XmlFaultCode =
  | 'tooLarge'
  | 'encoding'
  | 'character'
  | 'doctype'
  | 'processingInstruction'
  | 'entity'
  | 'namespace'
  | 'malformed';

/** Thrown inside the reader only; `readXml` turns it into a value. */
export class XmlFault extends Error {
  readonly code: XmlFaultCode;

  constructor(code: XmlFaultCode) {
    super(code);
    this.code = code;
  }
}
