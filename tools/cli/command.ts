/** One finding of a command. `name` is a word that stays the same in every language; the rest is for people. */
export interface Check {
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'indeterminate' | 'skipped';
  readonly detail?: string;
}

/** What every command answers, in the batch as on the command line. Commands add fields of their own. */
export interface Answer {
  readonly valid: boolean;
  /** `valid`, or a word for the reason, then `: ` and its meaning in English. */
  readonly reason: string;
  readonly checks: readonly Check[];
  /** The question could not be asked: a file is not there, or is no certificate, or an option is wrong. Exit code 2. */
  readonly unreadable?: true;
  readonly [field: string]: unknown;
}

/** How many values an option of the command line takes; a list goes on until the next option. */
export type OptionKind = 'list' | 'one' | 'switch';

/** An option: its name in a request, and what its values must look like to be told from a file's name. */
export interface CommandOption {
  readonly field: string;
  readonly kind: OptionKind;
  readonly shape?: RegExp;
}

/**
 * A command. The command line is turned into the same request that the batch reads as JSON, so that there is one way through.
 * `tools/cli/main.ts` lists the commands; each is loaded when it is asked for.
 */
export interface Command {
  /** By the name on the command line, such as `--trust`. */
  readonly options: Readonly<Record<string, CommandOption>>;
  /** The field that files without an option fill; `several` takes any number of them. */
  readonly subject: { readonly field: string; readonly several: boolean };
  /** Answers a request; throws `Unreadable` where it cannot be asked at all. */
  run(request: unknown): Promise<Answer> | Answer;
  /** `false` where the command only shows what it reads and gives no verdict. */
  readonly judges?: false;
  /** Lines for people beyond the verdict and the checks. */
  describe?(answer: Answer): readonly string[];
}

/** A question that cannot be asked. The message says which file or option and why, in English. */
export class Unreadable extends Error {}
