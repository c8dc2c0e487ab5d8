import type { ChartColours } from '../figure.ts';
import { fitText } from './textWidth.ts';

/** Pixels. Nothing is set smaller than `small`. */
export const fontSize = { normal: 12, small: 11 } as const;

type Attributes = Readonly<Record<string, string | number>>;

/** An element as markup. Attribute values are escaped; children are markup already, see `escapeText`. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? shortened(value) : escapeText(value)}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

/** Hundredths of a pixel are finer than any screen. */
const shortened = (value: number): string => String(Math.round(value * 100) / 100);

/** Characters that XML 1.0 forbids, and those that turn the direction of text around them. */
const unprintable =
  /[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|[\u202A-\u202E\u2066-\u2069]/gu;

/** Any text as character data of XML, on one line. */
export function escapeText(text: string): string {
  return text
    .replace(unprintable, '\uFFFD')
    .replace(/[\t\r\n]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export interface Label {
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly text: string;
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly size?: number;
  /** Pixels; what does not fit is cut, and the whole text is said on hover. */
  readonly maxWidth?: number;
}

export function label({
  x,
  y,
  text,
  fill,
  anchor = 'start',
  size = fontSize.normal,
  maxWidth,
}: Label): string {
  const shown = maxWidth === undefined ? text : fitText(text, size, maxWidth);
  const full = shown === text ? [] : [element('title', {}, escapeText(text))];
  return element(
    'text',
    { x, y, fill, 'text-anchor': anchor, 'font-size': size },
    ...full,
    escapeText(shown),
  );
}

export interface Page {
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly colours: ChartColours;
}

/** A whole document: an image with a name and a description for those who do not see it. */
export function svgDocument(page: Page, content: readonly string[]): string {
  const { title, description, width, height, colours } = page;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${shortened(width)} ${shortened(height)}`,
      role: 'img',
      'font-family': 'Helvetica, Arial, sans-serif',
      'font-size': fontSize.normal,
    },
    element('title', {}, escapeText(title)),
    element('desc', {}, escapeText(description)),
    element('rect', { width, height, fill: colours.background }),
    ...content,
  );
}

/** What stands where there is nothing to draw. */
export function emptyDocument(page: Page, message: string): string {
  const { width, colours } = page;
  const height = Math.min(page.height, 120);
  const text = label({
    x: width / 2,
    y: height / 2,
    text: message,
    fill: colours.quiet,
    anchor: 'middle',
    maxWidth: width - 16,
  });
  return svgDocument({ ...page, height }, [text]);
}
