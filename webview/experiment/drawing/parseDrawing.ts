/** What drawings are made of; anything else could run, load or lead somewhere. */
const allowed = new Set(
  'svg title desc g defs clipPath rect line path circle polyline polygon text tspan'.split(' '),
);
const svgNamespace = 'http://www.w3.org/2000/svg';

/**
 * Makes an SVG document a node of this page. Names in it come from data files: besides the escaping of whoever drew
 * it, nothing that runs, loads or links gets through.
 * @returns null where the text is no SVG document, or holds what a drawing does not need.
 */
export function parseDrawing(text: string): SVGSVGElement | null {
  const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  if (!(root instanceof SVGSVGElement)) return null;
  const elements = [root, ...root.querySelectorAll('*')];
  const harmless = elements.every(
    (element) => isDrawn(element) && Array.from(element.attributes).every(isHarmless),
  );
  return harmless ? document.importNode(root, true) : null;
}

/** False also for the `parsererror` that stands in place of broken markup. */
function isDrawn({ namespaceURI, localName }: Element): boolean {
  return namespaceURI === svgNamespace && allowed.has(localName);
}

function isHarmless({ localName, value }: Attr): boolean {
  const name = localName.toLowerCase();
  if (name === 'style' || name === 'href' || name.startsWith('on')) return false;
  // References within the drawing, such as clip paths.
  return !/url\(\s*(?!['"]?#)/i.test(value);
}
