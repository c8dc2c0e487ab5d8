import { textWidth } from '../../src/charts/drawing/textWidth.ts';

export interface SvgElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly SvgElement[];
  /** Its own character data, without that of its children. */
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: SvgElement[];
  text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Reads XML without declarations, comments and CDATA. Throws where it is not well-formed. */
export function parseSvg(source: string): SvgElement {
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const token = /<(\/?)([a-z][A-Za-z]*)((?:\s+[A-Za-z][-:A-Za-z0-9]*="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  let end = 0;
  for (let match = token.exec(source); match !== null; match = token.exec(source)) {
    end = token.lastIndex;
    const [, closing, name = '', attributes = '', empty, text] = match;
    const parent = open.at(-1);
    if (text !== undefined) parent.text += decoded(text);
    else if (closing === '/') {
      open.pop();
      if (parent.name !== name) throw new Error(`</${name}> closes <${parent.name}>`);
      open.at(-1).children.push(parent);
    } else {
      const element = { name, attributes: attributesOf(attributes), children: [], text: '' };
      if (empty === '/') parent.children.push(element);
      else open.push(element);
    }
  }
  if (end !== source.length) throw new Error(`not well-formed at ${source.slice(end, end + 60)}`);
  const [document, ...more] = root.children;
  if (open.length !== 1 || document === undefined || more.length > 0) throw new Error('not one document');
  return document;
}

function attributesOf(source: string): Readonly<Record<string, string>> {
  const found = Array.from(source.matchAll(/([-:A-Za-z0-9]+)="([^"]*)"/g));
  const attributes: Record<string, string> = {};
  for (const [, key = '', value = ''] of found) {
    if (key in attributes) throw new Error(`two attributes ${key}`);
    attributes[key] = decoded(value);
  }
  return attributes;
}

function decoded(text: string): string {
  // XML 1.0, production 2.
  if (!/^[\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u.test(text))
    throw new Error('forbidden character');
  return text.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const character = entities[name];
    if (character === undefined || !whole.endsWith(';')) throw new Error(`unknown entity ${whole}`);
    return character;
  });
}

/** An element and all that is in it. */
export function allOf(element: SvgElement, name?: string): readonly SvgElement[] {
  const all = [element, ...element.children.flatMap((child) => allOf(child))];
  return name === undefined ? all : all.filter((each) => each.name === name);
}

export interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where texts stand, from their anchors and estimated widths. */
export function textBoxes(document: SvgElement): readonly TextBox[] {
  return allOf(document, 'text').map(({ attributes, text }) => {
    const size = Number(attributes['font-size']);
    const width = textWidth(text, size);
    const x = Number(attributes['x']);
    const y = Number(attributes['y']);
    const share = { start: 0, middle: 0.5, end: 1 }[attributes['text-anchor'] ?? 'start'] ?? NaN;
    const left = x - share * width;
    return { text, left, right: left + width, top: y - size * 0.75, bottom: y + size * 0.2 };
  });
}

/** Pairs of texts that lie over each other. */
export function overlaps(boxes: readonly TextBox[]): readonly string[] {
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.text} / ${b.text}`),
  );
}

/** Points of a path of straight lines, `M`, `L`, `H`, `V` with absolute coordinates. */
export function pointsOf(path: string): readonly (readonly [number, number])[] {
  let at: readonly [number, number] = [0, 0];
  return Array.from(path.matchAll(/([MLHV])([-\d.,\s]+)/g), ([, command, numbers = '']) => {
    const [first = NaN, second = NaN] = numbers
      .trim()
      .split(/[,\s]+/)
      .map(Number);
    at = command === 'H' ? [first, at[1]] : command === 'V' ? [at[0], first] : [first, second];
    return at;
  });
}
