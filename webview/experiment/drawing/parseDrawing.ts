/** Elements that a drawing has no use for and that could run or load something. */
const forbidden = 'script, style, foreignObject, image, a, animate, set, iframe';

/**
 * Makes an SVG document a node of this page. Names in it come from data files: besides the escaping of whoever drew
 * it, nothing that runs, loads or links gets through.
 * @returns null where the text is no SVG document, or holds what a drawing does not need.
 */
export function parseDrawing(text: string): SVGSVGElement | null {
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
  const root = parsed.documentElement;
  if (!(root instanceof SVGSVGElement) || parsed.querySelector('parsererror') !== null) return null;
  if (root.querySelector(forbidden) !== null) return null;
  const attributes = [root, ...root.querySelectorAll('*')].flatMap((element) => [...element.attributes]);
  return attributes.every(isHarmless) ? document.importNode(root, true) : null;
}

function isHarmless({ name, value }: Attr): boolean {
  const local = name.slice(name.indexOf(':') + 1).toLowerCase();
  if (local === 'style' || local.startsWith('on')) return false;
  // References within the drawing, such as clip paths.
  return local === 'href' ? value.startsWith('#') : !/url\(\s*(?!['"]?#)/i.test(value);
}
