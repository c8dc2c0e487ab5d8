import * as vscode from 'vscode';
import type { LabelingSession } from '../../session/session.ts';
import type { EngineHandle } from '../engineHandle.ts';
import type { OpenProjects } from '../openProjects.ts';
import { resourceRoots } from '../resourceRoots.ts';
import { useStrategy } from '../useStrategy.ts';
import type { InspectorSubject } from './inspectorSubject.ts';

export interface ProjectSubjectOptions {
  readonly extensionUri: vscode.Uri;
  readonly projects: OpenProjects;
  readonly engine: EngineHandle;
  /** Open for as long as the view. */
  readonly session: LabelingSession;
}

/** A project as what a view of the inspector is about. */
export const projectSubject = (
  project: vscode.Uri,
  { extensionUri, projects, engine, session }: ProjectSubjectOptions,
): InspectorSubject => {
  // A project whose source changes is opened anew.
  const current = (): LabelingSession => projects.session(project) ?? session;
  return {
    place: project.toString(),
    folder: vscode.Uri.joinPath(project, '..'),
    resourceRoots: resourceRoots(extensionUri, project, session.config),
    get desk() {
      return current().inspector;
    },
    get actions() {
      return current().inspector;
    },
    onDidChange: (listener) =>
      projects.onDidChange((uri) => {
        if (uri.toString() === project.toString()) listener();
      }),
    runCommand: (command) => void vscode.commands.executeCommand(`nextlabel.${command}`, project),
    useStrategy: async (strategy) => {
      const info = await (await engine.client()).hello();
      await useStrategy(project, strategy, { config: current().config, info });
    },
    chooseRun: () => Promise.reject(new Error('A project has no runs.')),
  };
};
