import type { ChartColours } from '../../../src/charts/figure.ts';
import type { Point } from './camera.ts';

export interface MapMarks {
  readonly density: number;
  readonly colours: ChartColours;
  /** Places on the screen, in CSS pixels: of items that wait at the front of the queue. */
  readonly queued: readonly Point[];
  /** Of items that are looked at. */
  readonly rings: readonly Point[];
  /** CSS pixels around an item's middle. */
  readonly radius: number;
  /** Of a brush that is being drawn: two corners, or its path. */
  readonly outline: readonly Point[];
  readonly isBox: boolean;
}

/** What is drawn above the points: brush, rings, a frame around what is queued. */
export function paintMarks(canvas: HTMLCanvasElement, marks: MapMarks): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const { density, colours, radius } = marks;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  // A line in the page's colour beneath keeps it apart from the points.
  const twice = (draw: () => void): void => {
    for (const [width, colour] of [
      [4, colours.background],
      [2, colours.foreground],
    ] as const) {
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.beginPath();
      draw();
      context.stroke();
    }
  };
  for (const { x, y } of marks.queued) {
    twice(() => context.rect(x - radius - 1, y - radius - 1, 2 * radius + 2, 2 * radius + 2));
  }
  for (const { x, y } of marks.rings) twice(() => context.arc(x, y, radius + 3, 0, 2 * Math.PI));
  const [start] = marks.outline;
  if (start === undefined) return;
  const end = marks.outline.at(-1) ?? start;
  context.setLineDash([5, 4]);
  twice(() => {
    if (marks.isBox) context.rect(start.x, start.y, end.x - start.x, end.y - start.y);
    else {
      for (const { x, y } of marks.outline) context.lineTo(x, y);
      context.closePath();
    }
  });
  context.setLineDash([]);
}
