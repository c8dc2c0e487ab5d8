import { describe, expect, it } from 'vitest';
import { contrast, parseColour } from '../../../../webview/experiment/drawing/contrast.ts';
import type { Rgb } from '../../../../webview/experiment/drawing/contrast.ts';
import { themeColours } from '../../../../webview/experiment/drawing/themeColours.ts';
import { themeKinds, themeVariables } from '../../harness/themes.ts';
import type { ThemeName } from '../../harness/themes.ts';

const fallback = ['#0072b2', '#d55e00'];
const rgb = (text: string): Rgb => parseColour(text)?.rgb ?? [0, 0, 0];

describe.each(Object.keys(themeKinds) as ThemeName[])('colours of the theme %s', (theme) => {
  const highContrast = theme.startsWith('highContrast');
  const variables = themeVariables(theme);
  const colours = themeColours((name) => variables.get(name) ?? '', highContrast, fallback);

  it('are the theme’s, opaque', () => {
    expect(colours.background).toBe(variables.get('--vscode-editor-background'));
    expect(colours.foreground).toBe(variables.get('--vscode-foreground'));
    for (const colour of [...colours.series, colours.quiet, colours.grid])
      expect(colour).toMatch(/^#[0-9a-f]{6}$/);
  });

  it('can be read as text', () => {
    for (const colour of [...colours.series, colours.quiet]) {
      expect(contrast(rgb(colour), rgb(colours.background))).toBeGreaterThanOrEqual(
        highContrast ? 6.9 : 4.45,
      );
    }
  });

  it('give at least five series a colour of their own, and a grid fainter than the text', () => {
    expect(new Set(colours.series).size).toBeGreaterThanOrEqual(5);
    const strength = (colour: string): number => contrast(rgb(colour), rgb(colours.background));
    expect(strength(colours.grid)).toBeLessThan(strength(colours.foreground) / 2);
  });
});

describe('colours of a theme that leaves some out', () => {
  it('fall back on legible ones', () => {
    const colours = themeColours(
      (name) => (name === '--vscode-editor-background' ? '#101010' : ''),
      false,
      fallback,
    );
    expect(colours.foreground).toBe('#ffffff');
    expect(colours.series).toHaveLength(2);
    for (const colour of colours.series) expect(contrast(rgb(colour), [16, 16, 16])).toBeGreaterThan(4.45);
  });

  it('keep the hue of one that is mostly transparent', () => {
    const orange = new Map([
      ['--vscode-charts-orange', '#ff8c0033'],
      ['--vscode-editor-background', '#000000'],
    ]);
    expect(themeColours((name) => orange.get(name) ?? '', false, fallback).series).toEqual(['#ff8c00']);
  });

  it('skip one that looks like another', () => {
    const blue = new Map([
      ['--vscode-charts-blue', '#0f4a85'],
      ['--vscode-charts-orange', '#0f4a88'],
      ['--vscode-charts-red', '#b5200d'],
    ]);
    expect(themeColours((name) => blue.get(name) ?? '', false, fallback).series).toEqual([
      '#0f4a85',
      '#b5200d',
    ]);
  });
});
