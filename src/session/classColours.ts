/** Degrees: the golden angle keeps any number of successive hues apart. */
const GOLDEN_ANGLE = 137.508;

/**
 * Relative luminances (WCAG 2.2) that alternate, so that neighbours differ for eyes that see no hue. All lie where a
 * colour has a contrast of at least 3:1 (WCAG 1.4.11) against white (below 0.30) and against #1f1f1f (above 0.15).
 */
const LUMINANCES = [0.2, 0.28, 0.165] as const;

type Rgb = readonly [number, number, number];

/** CSS Color 4, section 7: HSL to sRGB; hue in degrees, the rest 0 to 1. */
const hslToRgb = (hue: number, saturation: number, lightness: number): Rgb => {
  const channel = (offset: number): number => {
    const k = (offset + hue / 30) % 12;
    return (
      lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    );
  };
  return [channel(0), channel(8), channel(4)];
};

/** WCAG 2.2 relative luminance of an sRGB colour with channels 0 to 1. */
const luminance = ([red, green, blue]: Rgb): number => {
  const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
};

const toHex = (rgb: Rgb): string =>
  `#${rgb
    .map((c) =>
      Math.round(c * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** The n-th class colour (n from 0) as `#rrggbb`; readable as a swatch on light and dark themes. */
export const classColour = (n: number): string => {
  const hue = (210 + n * GOLDEN_ANGLE) % 360;
  const target = LUMINANCES[n % LUMINANCES.length]!;
  let low = 0;
  let high = 1;
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (luminance(hslToRgb(hue, 0.7, middle)) < target) low = middle;
    else high = middle;
  }
  return toHex(hslToRgb(hue, 0.7, (low + high) / 2));
};

/** Colours closer than this (Euclidean, channels 0 to 255) look alike as small swatches. */
const ALIKE = 70;
/** After so many that look like a given colour, the next one is taken as it is: many colours are given. */
const MAX_TRIES = 24;

/** Gives every class without a colour the next one that does not look like a given one. */
export const assignColours = (given: readonly (string | undefined)[]): readonly string[] => {
  const full = given.map((colour) => (colour === undefined ? undefined : longForm(colour)));
  const taken = full.filter((colour) => colour !== undefined);
  let next = 0;
  return full.map((colour) => {
    if (colour !== undefined) return colour;
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const candidate = classColour(next);
      if (taken.every((other) => distance(other, candidate) >= ALIKE)) break;
      next++;
    }
    return classColour(next++);
  });
};

const distance = (a: string, b: string): number =>
  Math.hypot(...[1, 3, 5].map((at) => channelAt(a, at) - channelAt(b, at)));

const channelAt = (colour: string, at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);

/** `#abc` as `#aabbcc`, in lower case. */
const longForm = (colour: string): string => {
  const hex = colour.slice(1).toLowerCase();
  return `#${hex.length === 3 ? hex.replace(/./g, '$&$&') : hex}`;
};
