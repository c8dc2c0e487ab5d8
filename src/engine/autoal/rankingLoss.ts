/** How far apart the predictions of a pair should be (Yoo and Kweon 2019, section 3.3). */
const MARGIN = 1;

/**
 * The margin-ranking loss of predicted losses, Yoo and Kweon 2019, Learning Loss for Active Learning, equation 2, and its
 * derivatives by the predictions: of each pair, that with the higher true loss should have the higher prediction. `order`
 * pairs items: the first with the second, the third with the fourth, ...; one left over is passed over.
 */
export function rankingLoss(
  predicted: Float64Array,
  losses: Float64Array,
  order: Int32Array,
): { readonly loss: number; readonly slopes: Float64Array } {
  const slopes = new Float64Array(predicted.length);
  const pairs = Math.floor(order.length / 2);
  let loss = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const [a, b] = [order[2 * pair]!, order[2 * pair + 1]!];
    const sign = Math.sign(losses[a]! - losses[b]!);
    const short = MARGIN - sign * (predicted[a]! - predicted[b]!);
    if (short <= 0 || sign === 0) continue;
    loss += short / pairs;
    slopes[a]! -= sign / pairs;
    slopes[b]! += sign / pairs;
  }
  return { loss, slopes };
}
