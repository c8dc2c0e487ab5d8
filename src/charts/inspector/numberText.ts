/** Three significant digits and a minus sign that is one; a dash where there is no number. */
export function brief(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return Number(value.toPrecision(3)).toString().replace('-', '−');
}

/** Made once: 100,000 numbers of a table each with a format of its own take seconds. */
const whole = new Intl.NumberFormat('en');

/** A whole number with all its digits. */
export const wholeText = (value: number): string => whole.format(value);

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
