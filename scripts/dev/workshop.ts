import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceMistake, Workshop, WorkshopState } from '../../emulator/control/workshop';
import { readRulesFile } from '../../routing/read';
import { mistakesOf } from './mistakes';
import { textMistakes } from './text-mistakes';

/** Sources of one environment, and how they are brought into force. */
export interface Sources {
  /** The project's folder; files are named from here. */
  readonly root: string;
  readonly rules: string;
  readonly texts: readonly string[];
  /** Builds everything and makes, or changes, the environment. Called once at a time. */
  bringIntoForce(): Promise<void>;
  /** To an agent's page; without an agent to the board. */
  signInLink(agent: string | undefined): Promise<string>;
}

/** Follows the sources of an environment: what is right goes into force, what is wrong is said and changes nothing. */
export class DevWorkshop implements Workshop {
  private readonly listeners = new Set<() => void>();
  private readonly models = new Map<string, unknown>();
  private now: WorkshopState;
  private running: Promise<void> | undefined;
  private waiting: string | undefined;

  constructor(private readonly sources: Sources) {
    const files = [sources.rules, ...sources.texts].map((file) => this.named(file));
    this.now = {
      ...{ pages: [], files, status: 'working', atMs: Date.now(), about: 'starting', mistakes: [] },
    };
    for (const file of sources.texts) this.remember(file);
  }

  state(): WorkshopState {
    return this.now;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  show(pages: WorkshopState['pages']): void {
    this.become({ pages });
  }

  read(file: string): string {
    return readFileSync(this.placed(file), 'utf8');
  }

  /** Whoever watches the files calls `renew`. */
  write(file: string, text: string): void {
    writeFileSync(this.placed(file), text);
  }

  signInLink(agent: string | undefined): Promise<string> {
    return this.sources.signInLink(agent);
  }

  /**
   * Brings the sources into force as they are now. A change that comes meanwhile is taken up after it. `isNewCode`: it may
   * ask for other texts than the code in force.
   */
  renew(about: string, isNewCode = false): Promise<void> {
    if (isNewCode) this.models.clear();
    this.waiting = about;
    this.running ??= this.renewAll().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Once nothing is being brought into force. */
  async settled(): Promise<void> {
    await this.running;
  }

  private async renewAll(): Promise<void> {
    for (let about = this.waiting; about !== undefined; about = this.waiting) {
      this.waiting = undefined;
      this.become({ status: 'working', about, atMs: Date.now(), mistakes: [] });
      const mistakes = await this.attempt();
      this.become({ status: mistakes.length === 0 ? 'in-force' : 'refused', atMs: Date.now(), mistakes });
    }
  }

  private async attempt(): Promise<SourceMistake[]> {
    const { root, rules, texts } = this.sources;
    try {
      const found = texts.flatMap((file) =>
        textMistakes(readFileSync(file, 'utf8'), this.named(file), this.models.get(file)),
      );
      try {
        readRulesFile(rules, this.named(rules));
      } catch (error) {
        found.unshift(...mistakesOf(error, root));
      }
      if (found.length > 0) return found;
      await this.sources.bringIntoForce();
      for (const file of texts) this.remember(file);
      return [];
    } catch (error) {
      return mistakesOf(error, root);
    }
  }

  private remember(file: string): void {
    try {
      this.models.set(file, JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // It has mistakes from the start, which the first attempt tells.
    }
  }

  private become(change: Partial<WorkshopState>): void {
    this.now = { ...this.now, ...change };
    for (const listener of this.listeners) listener();
  }

  /** From the project's folder; of a file that lies elsewhere, its name. */
  named(file: string): string {
    const relative = path.relative(this.sources.root, file);
    return relative.startsWith('..') ? path.basename(file) : relative;
  }

  private placed(file: string): string {
    const { rules, texts } = this.sources;
    const found = [rules, ...texts].find((one) => this.named(one) === file);
    if (found === undefined) throw new Error(`${file} is no file of the workshop`);
    return found;
  }
}
