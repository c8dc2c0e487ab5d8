import { describe, expect, it } from 'vitest';
import {
  boundsOf,
  fitCamera,
  panned,
  toMap,
  toScreen,
  zoomed,
} from '../../../../webview/inspector/map/camera.ts';

const size = { width: 400, height: 300 };
const bounds = { left: -10, right: 10, bottom: 0, top: 5 };
const fitted = fitCamera(bounds, size);

describe('the camera', () => {
  it('shows all points with room around them, up on the map being up on the screen', () => {
    const corner = toScreen(fitted, size, { x: -10, y: 5 });
    expect(corner.x).toBeCloseTo(24);
    expect(corner.y).toBeGreaterThan(24);
    expect(toScreen(fitted, size, { x: 10, y: 0 }).x).toBeCloseTo(376);
    expect(toScreen(fitted, size, { x: 0, y: 2.5 })).toEqual({ x: 200, y: 150 });
    expect(toMap(fitted, size, corner).x).toBeCloseTo(-10);
    expect(toMap(fitted, size, corner).y).toBeCloseTo(5);
  });

  it('keeps what is under the pointer there while it zooms', () => {
    const at = { x: 90, y: 40 };
    const before = toMap(fitted, size, at);
    const near = zoomed(fitted, 3, { at, size, fitted });
    const after = toMap(near, size, at);
    expect(near.scale).toBeCloseTo(3 * fitted.scale);
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
  });

  it('goes neither too near nor too far', () => {
    const options = { at: { x: 0, y: 0 }, size, fitted };
    expect(zoomed(fitted, 1e9, options).scale).toBeCloseTo(400 * fitted.scale);
    expect(zoomed(fitted, 1e-9, options).scale).toBeCloseTo(0.5 * fitted.scale);
  });

  it('moves with the hand that drags it', () => {
    const there = toScreen(panned(fitted, 30, -20), size, { x: 0, y: 2.5 });
    expect(there.x).toBeCloseTo(230);
    expect(there.y).toBeCloseTo(130);
  });

  it('has bounds to show also for one point and for none', () => {
    expect(boundsOf(Float32Array.of(3, 4))).toEqual({ left: 2, right: 4, bottom: 3, top: 5 });
    expect(boundsOf(new Float32Array(0))).toEqual({ left: -1, right: 1, bottom: -1, top: 1 });
    expect(fitCamera(boundsOf(Float32Array.of(0, 1, 9, 1)), size).scale).toBeCloseTo(352 / 9);
  });
});
