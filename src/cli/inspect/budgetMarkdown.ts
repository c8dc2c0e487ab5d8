import { targetTable } from '../../charts/inspector/forecastFigures.ts';
import {
  forecastNotes,
  refusalText,
  targetSentences,
  todaySentence,
  warningText,
} from '../../charts/inspector/forecastWords.ts';
import { stoppingTable } from '../../charts/inspector/stoppingFigures.ts';
import {
  criterionWords,
  positiveText,
  statusText,
  stoppingNote,
  tooFewRounds,
} from '../../charts/inspector/stoppingWords.ts';
import { markdownText, toMarkdown } from '../../charts/tableText.ts';
import { findStrategy } from '../../engine/strategies/registry.ts';
import type { ForecastAnswer } from '../../protocol/forecast.ts';
import type { InspectReport } from '../../protocol/inspect.ts';
import { objectiveName } from '../../protocol/objectiveName.ts';
import type { StoppingReport } from '../../protocol/stopping.ts';

/** The gain that is put into words; the table has the others. */
const GAIN = { kind: 'gain', value: 0.02 } as const;

/** What is still to be labeled, and what criteria for stopping say. */
export function budgetMarkdown({ forecast, stopping, classes }: InspectReport): string {
  const parts = [
    ...(forecast.kind === 'refused'
      ? [markdownText(refusalText(forecast))]
      : forecastParts(forecast, classes)),
    ...stoppingParts(stopping, classes),
  ];
  return parts.join('\n\n');
}

function forecastParts(forecast: ForecastAnswer, classes: readonly string[]): string[] {
  const { objective } = forecast;
  const score = objectiveName(
    objective.kind,
    objective.kind === 'f1' ? (classes[objective.positive] ?? '') : null,
  );
  const names = { score, strategy: findStrategy(forecast.strategy).title };
  return [
    markdownText([todaySentence(forecast, score), ...targetSentences(forecast, GAIN, score)].join(' ')),
    ...forecast.warnings.map((warning) => `**${markdownText(warningText(warning, names))}**`),
    toMarkdown(targetTable(forecast, 'gain')),
    toMarkdown(targetTable(forecast, 'score')),
    forecastNotes(forecast, names)
      .map((note) => `- ${markdownText(note)}`)
      .join('\n'),
  ];
}

function stoppingParts(report: StoppingReport, classes: readonly string[]): string[] {
  if (report.checked.length < 2) return [markdownText(tooFewRounds(report))];
  const lines = report.criteria.map((criterion) => {
    const { title, meaning, weakness } = criterionWords[criterion.id];
    const positive = criterion.id === 'predictedFChange' ? ` ${positiveText(report, classes)}` : '';
    return `- **${title}**: ${markdownText(`${statusText(criterion, report)}. ${meaning}${positive} ${weakness}`)}`;
  });
  return [markdownText(stoppingNote(report)), lines.join('\n'), toMarkdown(stoppingTable(report))];
}
