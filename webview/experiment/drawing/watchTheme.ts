import type { ChartColours } from '../../../src/charts/figure.ts';
import { printColours } from '../../../src/charts/palette.ts';
import { themeColours } from './themeColours.ts';

/** The colours of the theme that the page has now. */
export function readTheme(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const highContrast = /\bvscode-high-contrast/.test(document.body.className);
  return themeColours((name) => style.getPropertyValue(name), highContrast, printColours.series);
}

/** Tells the colours whenever they change: VS Code sets variables on the root element and classes on the body. */
export function watchTheme(listener: (colours: ChartColours) => void): void {
  let last = JSON.stringify(readTheme());
  const observer = new MutationObserver(() => {
    const colours = readTheme();
    const text = JSON.stringify(colours);
    if (text === last) return;
    last = text;
    listener(colours);
  });
  observer.observe(document.documentElement, { attributes: true });
  observer.observe(document.body, { attributes: true });
}
