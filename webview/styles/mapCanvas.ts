import { css } from 'lit';

/** The map's picture: two canvases on top of each other. */
export const mapCanvasStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .map {
    position: relative;
    width: 100%;
    height: 100%;
    overflow: hidden;
    touch-action: none;
    user-select: none;
    cursor: grab;
  }
  .map.rectangle,
  .map.lasso {
    cursor: crosshair;
  }
  .map.move:active {
    cursor: grabbing;
  }
  .map:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .marks {
    pointer-events: none;
  }
`;
