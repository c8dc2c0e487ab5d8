/** Pixels of a saved picture for each unit of the drawing: sharp in print and on dense screens. */
export const pictureScale = 2;

/**
 * Turns an SVG document that says its own width and height into a PNG.
 * @returns the file as base64
 * @throws Error where the browser cannot draw it
 */
export async function rasterise(svg: string): Promise<string> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * pictureScale;
    canvas.height = image.naturalHeight * pictureScale;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('this window has no canvas to draw on.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return afterComma(canvas.toDataURL('image/png'));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function afterComma(dataUrl: string): string {
  return dataUrl.slice(dataUrl.indexOf(',') + 1);
}
