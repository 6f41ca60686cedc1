import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** One element of a TwiML document. Text is kept as strings between the elements. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

/** Why TwiML could not be used: an error code of https://www.twilio.com/docs/api/errors and what it says. */
export class TwimlError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
});

/** The `<Response>` of a TwiML document. Throws TwimlError 12100 (no XML) or 12102 (another root). */
export function parseTwiml(xml: string): Element {
  const valid = XMLValidator.validate(xml.trim());
  if (valid !== true) throw new TwimlError(12100, `Document parse failure: ${valid.err.msg}`);
  const roots = elementsOf(parser.parse(xml.trim()) as RawNode[]).filter(
    (node): node is Element => typeof node !== 'string' && !node.name.startsWith('?'),
  );
  const [root, ...more] = roots;
  if (!root || more.length > 0)
    throw new TwimlError(12100, 'Document parse failure: one root element wanted');
  if (root.name !== 'Response')
    throw new TwimlError(12102, `The root element must be Response, not ${root.name}`);
  return root;
}

/** The elements among an element's children. */
export function elements(parent: Element): Element[] {
  return parent.children.filter((child): child is Element => typeof child !== 'string');
}

/** The text inside an element, nested elements (SSML) included, with single spaces. */
export function textOf(element: Element): string {
  const inner = (node: Element): string =>
    node.children.map((child) => (typeof child === 'string' ? child : ` ${inner(child)} `)).join('');
  return inner(element).replace(/\s+/g, ' ').trim();
}

type RawNode = Record<string, unknown>;

function elementsOf(nodes: readonly RawNode[]): (Element | string)[] {
  return nodes.flatMap((node): (Element | string)[] => {
    if ('#text' in node) return [String(node['#text'])];
    const name = Object.keys(node).find((key) => key !== ':@');
    if (name === undefined) return [];
    return [
      {
        name,
        attributes: (node[':@'] as Record<string, string> | undefined) ?? {},
        children: elementsOf(node[name] as RawNode[]),
      },
    ];
  });
}
