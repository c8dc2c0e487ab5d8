import * as vscode from 'vscode';
import { leaderboardQuestion } from '../protocol/inspectorLeaderboard.ts';
import type { GuardVerdict } from '../protocol/inspectorLeaderboard.ts';
import type { EngineInfo } from '../protocol/engine.ts';
import type { LabelingSession } from '../session/session.ts';
import type { EngineHandle } from './engineHandle.ts';
import { messageOf, showError } from './messages.ts';
import type { OpenProjects } from './openProjects.ts';
import { guardLevel } from './settings.ts';
import { useStrategy } from './useStrategy.ts';

export interface GuardWatchParts {
  readonly projects: OpenProjects;
  readonly engine: EngineHandle;
  /** Keeps with how many labels it has looked, and which look was warned of, so that nobody is told twice. */
  readonly memory: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
  /** Shows a warning with buttons; absent = as VS Code does. */
  readonly warn?: (message: string, ...buttons: string[]) => Thenable<string | undefined>;
}

/** Labels from which on there may be a look: 51 of the random stream and 25 of the strategy. */
const FEWEST_LABELS = 76;

/** It is looked again once there are so many times as many labels. */
const GROWTH = 1.25;

/**
 * Looks now and then, in the background, whether the strategy of an open project is worse than random; says so, once for
 * each look of the guard, and offers random. Only with models that are quick to train: each label takes a fit.
 */
export class GuardWatch implements vscode.Disposable {
  readonly #parts: GuardWatchParts;
  readonly #subscription: vscode.Disposable;
  readonly #running = new Map<string, AbortController>();

  constructor(parts: GuardWatchParts) {
    this.#parts = parts;
    this.#subscription = parts.projects.onDidChange((project) => {
      const session = parts.projects.session(project);
      if (session === null) this.#running.get(project.toString())?.abort();
      else void this.#look(project, session);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const running of this.#running.values()) running.abort();
  }

  async #look(project: vscode.Uri, session: LabelingSession): Promise<void> {
    const place = project.toString();
    const { strategy } = session.config;
    const labels = this.#parts.projects.snapshot(project)?.labeled ?? 0;
    const { memory } = this.#parts;
    const key = `guard looked ${place} ${strategy}`;
    const before = memory.get<number>(key, 0);
    const isDue = labels >= FEWEST_LABELS && labels >= GROWTH * before;
    if (!isDue || this.#running.has(place) || strategy === 'random' || guardLevel() <= 0) return;
    const running = new AbortController();
    this.#running.set(place, running);
    try {
      const info = await (await this.#parts.engine.client()).hello();
      if (!isQuick(info, session.config.model)) return;
      const params = { chosen: strategy, guardLevel: guardLevel() };
      const { guard } = await session.inspector.ask(
        leaderboardQuestion,
        { round: null, params },
        { signal: running.signal },
      );
      if (guard?.isWorse === true) void this.#warn(project, { guard, info, session });
    } catch (error) {
      // Nobody asked for this look: what went wrong is for the log.
      if (!running.signal.aborted) this.#parts.log.warn(`guard: ${messageOf(error)}`);
    } finally {
      // Also for the next window: a project is not measured again each time that it is opened.
      if (!running.signal.aborted) void memory.update(key, labels);
      this.#running.delete(place);
    }
  }

  async #warn(
    project: vscode.Uri,
    {
      guard,
      info,
      session,
    }: { readonly guard: GuardVerdict; readonly info: EngineInfo; readonly session: LabelingSession },
  ): Promise<void> {
    const { memory, log, warn = vscode.window.showWarningMessage } = this.#parts;
    const { strategy, name } = session.config;
    const key = `guard ${project.toString()} ${strategy}`;
    if (memory.get<number>(key, 0) >= guard.look) return;
    await memory.update(key, guard.look);
    const title = info.strategies.find(({ id }) => id === strategy)?.title ?? strategy;
    const [useRandom, show] = [vscode.l10n.t('Use Random'), vscode.l10n.t('Show Leaderboard')];
    const answer = await warn(
      vscode.l10n.t(
        '{0}: {1} is worse than random here. Its first {2} labels gained less than labels drawn at random.',
        name,
        title,
        guard.labels,
      ),
      useRandom,
      show,
    );
    try {
      if (answer === useRandom) await useStrategy(project, 'random', { config: session.config, info });
      if (answer === show) {
        await vscode.commands.executeCommand('nextlabel.showLeaderboard', project);
      }
    } catch (error) {
      log.warn(messageOf(error));
      void showError(messageOf(error));
    }
  }
}

/** Networks, which all have embeddings, take too long to be trained again for each label. */
const isQuick = ({ models }: EngineInfo, id: string): boolean =>
  models.find((model) => model.id === id)?.capabilities.includes('embeddings') === false;
