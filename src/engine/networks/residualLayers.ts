/**
 * A residual network for small images (He et al. 2016, Deep Residual Learning for Image Recognition, section 4.2, with
 * the widths and blocks of their ResNet-18): a convolution of 3 x 3, stages of blocks of two such convolutions around
 * which their input goes too, the mean over the image, and a linear layer. No pooling at the beginning. Batch norm
 * (Ioffe and Szegedy 2015) behind each convolution, which has no biases.
 */
export interface ResidualSpec {
  readonly kind: 'residual';
  /** Values of a row: an image of side x side pixels, row by row, each with its channels. */
  readonly side: number;
  readonly channels: number;
  /** Channels of each stage, one or more; each stage but the first halves the side, rounding up. */
  readonly widths: readonly number[];
  /** Blocks of each stage, one or more. */
  readonly blocks: number;
  readonly outputs: number;
}

/** A convolution without biases, padded so that a stride of 1 keeps the side, and the batch norm behind it. */
export interface NormedConvolution {
  readonly name: string;
  /** Of its filters. */
  readonly side: 1 | 3;
  readonly from: number;
  readonly to: number;
  readonly stride: 1 | 2;
}

/** Two convolutions, around which the block's input goes too. */
export interface ResidualBlock {
  readonly first: NormedConvolution;
  readonly second: NormedConvolution;
  /** What the input goes through on its way around; null where it has the shape that it meets. */
  readonly shortcut: NormedConvolution | null;
}

/** The first convolution of a residual network, and its blocks in their order. */
export function residualPlan({ channels, widths, blocks }: ResidualSpec): {
  readonly stem: NormedConvolution;
  readonly blocks: readonly ResidualBlock[];
} {
  const stem = { name: 'stem', side: 3, from: channels, to: widths[0]!, stride: 1 } as const;
  const stages = widths.map((to, stage) =>
    Array.from({ length: blocks }, (_, block) =>
      residualBlock(`stage${stage + 1}.block${block + 1}`, {
        from: block === 0 ? widths[Math.max(0, stage - 1)]! : to,
        to,
        stride: block === 0 && stage > 0 ? 2 : 1,
      }),
    ),
  );
  return { stem, blocks: stages.flat() };
}

function residualBlock(
  name: string,
  { from, to, stride }: Pick<NormedConvolution, 'from' | 'to' | 'stride'>,
): ResidualBlock {
  return {
    first: { name: `${name}.convolution1`, side: 3, from, to, stride },
    second: { name: `${name}.convolution2`, side: 3, from: to, to, stride: 1 },
    shortcut: from === to && stride === 1 ? null : { name: `${name}.shortcut`, side: 1, from, to, stride },
  };
}

/** All of them in the order of their parameters. */
export function normedConvolutions(spec: ResidualSpec): readonly NormedConvolution[] {
  const { stem, blocks } = residualPlan(spec);
  return [
    stem,
    ...blocks.flatMap(({ first, second, shortcut }) => [
      first,
      second,
      ...(shortcut === null ? [] : [shortcut]),
    ]),
  ];
}
