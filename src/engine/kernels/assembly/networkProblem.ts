/**
 * The attentive conditional neural process at work on one set of points, as the network kernels see it. Every field is an
 * i32: a count, or the byte offset of an array that the caller owns (float32 but where it says otherwise). N counts the
 * points, rounded up to 4; the rest up to there is padding that no problem names. Every array of N rows is row-major.
 * A block holds one value for each parameter; tensors.ts says in which order.
 */
@unmanaged
export class NetworkProblem {
  points: i32; // N
  features: i32; // d, rounded up to 8
  rowShards: i32;
  pointShards: i32;
  blockSize: usize; // bytes
  offsets: usize; // i32 for each tensor: where it begins in a block, in bytes
  sizes: usize; // i32 pairs for each tensor: rows and columns, features rounded up
  parameters: usize; // one block
  transposed: usize; // one block, each matrix transposed: inputs x outputs
  gradients: usize; // rowShards blocks; those of point shards share the first ones
  firstMoments: usize; // one block
  secondMoments: usize; // one block
  x: usize; // N x features
  known: usize; // N, the value of each point where it is context
  contextStarts: usize; // i32, problems + 1: where each one's points begin in `contextPoints`
  contextPoints: usize; // i32
  contextSets: usize; // N u64: bit b stands for the point being context in problem b of the batch
  targetSets: usize; // N u64, the same for targets
  gains: usize; // problems x N, read where the point is a target
  scales: usize; // problems: what a target's loss counts, 1 / (targets x problems)
  hidden: usize; // N x 32, within the point encoder
  encoded: usize; // N x 32
  joined: usize; // N x 32, encoded + known value, rectified
  wide: usize; // N x 64, first hidden layer of the value encoder
  wider: usize; // N x 64, its second
  represented: usize; // N x 32
  keys: usize; // N x 32
  queries: usize; // N x 32
  values: usize; // N x 32
  encodedSlopes: usize; // N x 32
  querySlopes: usize; // N x 32
  keySlopes: usize; // rowShards x N x 32
  valueSlopes: usize; // rowShards x N x 32
  losses: usize; // rowShards float64
  status: usize; // rowShards i32: 1 where float32 cannot hold a sum of the attention
  means: usize; // N
  deviations: usize; // N
}
