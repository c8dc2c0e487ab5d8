/**
 * How much opinions (n x classCount each, rows summing to 1) tell of the classes of `rows`: by how much always choosing
 * the likeliest class is expected to be right more often than always choosing the most frequent one, as a share of what
 * is left of it. 0 = nothing, 1 = all; the mean over the opinions.
 */
export function opinionSkill(
  opinions: readonly Float64Array[],
  rows: Int32Array,
  classCount: number,
): number {
  const skills = opinions.map((opinion) => {
    const shares = new Float64Array(classCount);
    let right = 0;
    for (const row of rows) {
      const each = opinion.subarray(row * classCount, (row + 1) * classCount);
      right += Math.max(...each) / rows.length;
      each.forEach((share, label) => (shares[label]! += share / rows.length));
    }
    const guessing = Math.max(...shares);
    return guessing < 1 ? Math.max(0, right - guessing) / (1 - guessing) : 1;
  });
  return skills.reduce((sum, skill) => sum + skill, 0) / skills.length;
}
