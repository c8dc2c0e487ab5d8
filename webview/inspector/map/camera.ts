/** What part of the map is seen: the place in the middle, and how large a unit of the map is. */
export interface Camera {
  readonly centreX: number;
  readonly centreY: number;
  /** CSS pixels for each unit. */
  readonly scale: number;
}

export interface Size {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Room around all points, in CSS pixels. */
const MARGIN = 24;
/** How far one may go in, and out, from where all points are seen. */
const NEAREST = 400;
const FARTHEST = 0.5;

/** Around all places (two values each); a unit square where they are none or all the same. */
export function boundsOf(places: Float32Array): Bounds {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < places.length; at += 2) {
    left = Math.min(left, places[at]!);
    right = Math.max(right, places[at]!);
    bottom = Math.min(bottom, places[at + 1]!);
    top = Math.max(top, places[at + 1]!);
  }
  if (places.length === 0) return { left: -1, right: 1, bottom: -1, top: 1 };
  const none = left === right && bottom === top;
  return none
    ? { left: left - 1, right: right + 1, bottom: bottom - 1, top: top + 1 }
    : { left, right, bottom, top };
}

/** Shows all of the bounds, in the middle. */
export function fitCamera({ left, right, bottom, top }: Bounds, { width, height }: Size): Camera {
  const room = (pixels: number): number => Math.max(1, pixels - 2 * MARGIN);
  const scale = Math.min(
    room(width) / Math.max(1e-9, right - left),
    room(height) / Math.max(1e-9, top - bottom),
  );
  return { centreX: (left + right) / 2, centreY: (bottom + top) / 2, scale };
}

export function toScreen({ centreX, centreY, scale }: Camera, { width, height }: Size, at: Point): Point {
  return { x: width / 2 + (at.x - centreX) * scale, y: height / 2 - (at.y - centreY) * scale };
}

export function toMap({ centreX, centreY, scale }: Camera, { width, height }: Size, at: Point): Point {
  return { x: centreX + (at.x - width / 2) / scale, y: centreY - (at.y - height / 2) / scale };
}

/** Moves what is seen by CSS pixels, as a hand that drags the map does. */
export function panned(camera: Camera, byX: number, byY: number): Camera {
  return {
    ...camera,
    centreX: camera.centreX - byX / camera.scale,
    centreY: camera.centreY + byY / camera.scale,
  };
}

/** Zooms by a factor; what lies under `at` (CSS pixels) stays there. `fitted` shows everything. */
export function zoomed(
  camera: Camera,
  factor: number,
  { at, size, fitted }: { readonly at: Point; readonly size: Size; readonly fitted: Camera },
): Camera {
  const wanted = camera.scale * factor;
  const scale = Math.min(Math.max(wanted, FARTHEST * fitted.scale), NEAREST * fitted.scale);
  const under = toMap(camera, size, at);
  return {
    centreX: under.x - (at.x - size.width / 2) / scale,
    centreY: under.y + (at.y - size.height / 2) / scale,
    scale,
  };
}
