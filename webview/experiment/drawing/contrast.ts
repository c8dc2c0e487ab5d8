/** An opaque colour, channels 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

interface Rgba {
  readonly rgb: Rgb;
  readonly alpha: number;
}

/** Reads `#rgb`, `#rrggbb`, either with alpha, and `rgb()` or `rgba()` with numbers: what VS Code's variables hold. */
export function parseColour(text: string): Rgba | null {
  const trimmed = text.trim();
  const hex = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(trimmed)?.[1];
  if (hex !== undefined) return ofHex(hex);
  const inside = /^rgba?\(([^)]*)\)$/i.exec(trimmed)?.[1];
  if (inside === undefined) return null;
  const [red, green, blue, alpha = 1] = inside
    .split(/[\s,/]+/)
    .map((part) => (part.endsWith('%') ? Number(part.slice(0, -1)) / 100 : Number(part)));
  if (red === undefined || green === undefined || blue === undefined) return null;
  return [red, green, blue, alpha].some(Number.isNaN) ? null : { rgb: [red, green, blue], alpha };
}

/** What is seen of a colour with alpha on an opaque one. */
export function over({ rgb, alpha }: Rgba, below: Rgb): Rgb {
  return mix(below, rgb, alpha);
}

/** `share` of the second colour in the first. */
export function mix(first: Rgb, second: Rgb, share: number): Rgb {
  const channel = (index: 0 | 1 | 2): number => first[index] + share * (second[index] - first[index]);
  return [channel(0), channel(1), channel(2)];
}

export function toHex(rgb: Rgb): string {
  return `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

/** Contrast ratio of two opaque colours, 1..21 (WCAG 2.2, "contrast ratio"). */
export function contrast(first: Rgb, second: Rgb): number {
  const [darker, lighter] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/** The colour, moved towards the text's colour until it stands out from the background by `ratio`. */
export function withContrast(
  colour: Rgb,
  { background, foreground, ratio }: { background: Rgb; foreground: Rgb; ratio: number },
): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const moved = mix(colour, foreground, share);
    if (contrast(moved, background) >= ratio) return moved;
  }
  return foreground;
}

/** Distance in RGB, 0..441: enough to tell colours of one hue from each other. */
export function distance(first: Rgb, second: Rgb): number {
  return Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

/** WCAG 2.2, "relative luminance". */
function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ofHex(hex: string): Rgba {
  const digits = hex.length > 4 ? hex : Array.from(hex, (digit) => digit + digit).join('');
  const channel = (at: number): number => Number.parseInt(digits.slice(at, at + 2), 16);
  return {
    rgb: [channel(0), channel(2), channel(4)],
    alpha: digits.length === 8 ? channel(6) / 255 : 1,
  };
}
