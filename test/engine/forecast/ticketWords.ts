import { generateText, ticketClasses } from '../../../src/engine/generators/generateText.ts';
import type { DataGenerator } from '../../../src/engine/generators/generator.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

const WORDS = 80;
/** Classes that are told apart, by their index. */
const CLASSES = [0, 1];

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(/[a-z]+/g) ?? []);

/** The words that about every second ticket to one in fifty has, most frequent first. */
function vocabulary(): readonly string[] {
  const rng = createRng(1);
  const counts = new Map<string, number>();
  const tickets = 600;
  for (let ticket = 0; ticket < tickets; ticket++) {
    for (const word of wordsOf(generateText(CLASSES[ticket % 2]!, rng))) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count > tickets / 50 && count < tickets / 2)
    .sort(([first, a], [second, b]) => b - a || (first < second ? -1 : 1))
    .slice(0, WORDS)
    .map(([word]) => word);
}

/** Support tickets of two kinds by which words they have: real enough that nobody chose its learning curve. */
export const ticketWords: DataGenerator = {
  id: 'ticketWords',
  title: 'Support tickets',
  description: 'Which of 80 words a short support ticket has.',
  params: [],
  generate(values, rng) {
    const rows = Number(values['rows']);
    const columns = vocabulary();
    const labels = new Int32Array(rows).map(() => rng.integer(CLASSES.length));
    const data = new Float64Array(rows * columns.length);
    labels.forEach((label, row) => {
      const words = wordsOf(generateText(CLASSES[label]!, rng));
      columns.forEach((word, column) => (data[row * columns.length + column] = words.has(word) ? 1 : 0));
    });
    return {
      features: { rows, columns: columns.length, data },
      labels,
      classes: CLASSES.map((label) => ticketClasses[label]!),
      columns,
    };
  },
};
