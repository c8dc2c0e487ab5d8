/** Side of the grey image, of a cell, and number of orientations over half a turn. */
export const greySide = 48;
const cellSide = 8;
const orientations = 8;
const cells = greySide / cellSide;
/** Cells across and down. */
export const gradientSide = cells;
export const gradientColumns = cells * cells * orientations;

/** Clip of normalised histograms, against single strong edges: Dalal & Triggs, section 6.4. */
const clip = 0.2;

/**
 * Histograms of oriented gradients of a 48 x 48 grey image (values 0 to 1), written to `data` from `start`: 6 x 6 cells of
 * 8 unsigned orientations, each gradient shared between its two nearest orientations, normalised over 3 x 3 cells.
 * After Dalal & Triggs, "Histograms of Oriented Gradients for Human Detection" (CVPR 2005), with one normalisation a
 * cell instead of overlapping blocks, which keeps 288 columns.
 */
export function writeGradients(grey: Float32Array, data: Float32Array, start: number): void {
  const histograms = new Float32Array(gradientColumns);
  for (let y = 0; y < greySide; y += 1) {
    for (let x = 0; x < greySide; x += 1) vote(grey, x, y, histograms);
  }
  for (let cell = 0; cell < cells * cells; cell += 1) {
    const energy = neighbourhoodEnergy(histograms, cell % cells, Math.floor(cell / cells));
    const scale = 1 / Math.sqrt(energy + 1e-4);
    for (let bin = 0; bin < orientations; bin += 1) {
      const at = cell * orientations + bin;
      data[start + at] = Math.min(histograms[at]! * scale, clip);
    }
  }
}

function vote(grey: Float32Array, x: number, y: number, histograms: Float32Array): void {
  const at = (column: number, row: number): number => {
    const inside = (value: number): number => Math.max(0, Math.min(greySide - 1, value));
    return grey[inside(row) * greySide + inside(column)]!;
  };
  const dx = at(x + 1, y) - at(x - 1, y);
  const dy = at(x, y + 1) - at(x, y - 1);
  const strength = Math.hypot(dx, dy);
  if (strength === 0) return;
  const turn = Math.atan2(dy, dx) / Math.PI;
  const place = ((turn + 1) % 1) * orientations;
  const lower = Math.floor(place) % orientations;
  const share = place - Math.floor(place);
  const cell = (Math.floor(y / cellSide) * cells + Math.floor(x / cellSide)) * orientations;
  histograms[cell + lower]! += strength * (1 - share);
  histograms[cell + ((lower + 1) % orientations)]! += strength * share;
}

function neighbourhoodEnergy(histograms: Float32Array, x: number, y: number): number {
  let energy = 0;
  for (let row = Math.max(0, y - 1); row <= Math.min(cells - 1, y + 1); row += 1) {
    for (let column = Math.max(0, x - 1); column <= Math.min(cells - 1, x + 1); column += 1) {
      const cell = (row * cells + column) * orientations;
      for (let bin = 0; bin < orientations; bin += 1) energy += histograms[cell + bin]! ** 2;
    }
  }
  return energy;
}
