// How often the leaderboard's guard warns, in simulated projects: `npm run bench:leaderboard`, or `-- 60` for fewer.
import { warnsAtAnyLook } from '../engine/leaderboard/guardSimulation.ts';
import { wilsonInterval } from '../../src/engine/metrics/wilsonInterval.ts';

const projects = Number(process.argv[2] ?? 300);
const level = 0.05;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const rows = (['random', 'bad'] as const).flatMap((chooser) =>
  [25, 50, 100].map((own) => {
    let warned = 0;
    for (let seed = 0; seed < projects; seed++) {
      if (warnsAtAnyLook({ chooser, random: 100, own, level }, seed)) warned++;
    }
    const { low, high } = wilsonInterval(warned, projects);
    return { chooser, own, warned: warned / projects, low, high };
  }),
);

console.log(
  `Warnings at a level of ${percent(level)} over all looks, ${projects} simulated projects a line,`,
);
console.log('100 labels of the random stream, logistic regression on two clouds, one label in ten wrong.');
console.log('The bad strategy proposes items whose labels are wrong.\n');
console.log('strategy   its labels   projects with a warning [95 %]');
for (const { chooser, own, warned, low, high } of rows) {
  console.log(
    `${chooser.padEnd(10)} ${String(own).padStart(10)}   ${percent(warned)} [${percent(low)}, ${percent(high)}]`,
  );
}
console.log(`\n${JSON.stringify({ level, projects, rates: rows })}`);
