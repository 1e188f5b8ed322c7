import type { Command, CommandOption } from './command.ts';
import { Unreadable } from './command.ts';

/** A value together with the option that took it; `undefined` for one that stands alone. */
interface Taken {
  readonly option: string | undefined;
  readonly value: string;
}

/**
 * Turns the words after the command's name into a request. A list takes words until the next option, so the file in question may stand
 * first, last, or after `--`. Where none stands alone, it is the last word of the last list that has more than one: in
 * `verify-chain --trust root.pem leaf.pem` the certificate in question is `leaf.pem`. Throws `Unreadable`.
 */
export function requestOf(command: Command, words: readonly string[]): Record<string, unknown> {
  const taken = subjectsFound(takeAll(command, words), command);
  const fields = Object.entries(command.options).flatMap(([name, option]) => {
    const values = valuesOf(taken, name);
    return values.length === 0 ? [] : [[option.field, fieldValue(name, option, values)]];
  });
  return { ...Object.fromEntries(fields), [command.subject.field]: subjectValue(command, valuesOf(taken, undefined)) };
}

function valuesOf(taken: readonly Taken[], option: string | undefined): string[] {
  return taken.filter((each) => each.option === option).map((each) => each.value);
}

function fieldValue(name: string, { kind }: CommandOption, values: readonly string[]): unknown {
  if (kind === 'list') return values;
  if (kind === 'switch') return true;
  if (values.length > 1) throw new Unreadable(`${name}: given more than once`);
  return values[0];
}

function subjectValue({ subject }: Command, values: readonly string[]): unknown {
  const [first, another] = values;
  if (first === undefined) throw new Unreadable('no file was named');
  if (another !== undefined && !subject.several) throw new Unreadable(`${another}: one file at a time`);
  return subject.several ? values : first;
}

function takeAll(command: Command, words: readonly string[]): Taken[] {
  const cut = words.includes('--') ? words.indexOf('--') : words.length;
  const taken: Taken[] = [];
  let open: string | undefined;
  for (const word of words.slice(0, cut)) {
    open = word.startsWith('--') ? openOption(command, word, taken) : takeWord(command, { open, word }, taken);
  }
  if (open !== undefined && valuesOf(taken, open).length === 0) throw new Unreadable(`${open}: a value is missing`);
  return [...taken, ...words.slice(cut + 1).map((value) => ({ option: undefined, value }))];
}

/** @returns the option that goes on taking words after this one. */
function takeWord(command: Command, at: { open: string | undefined; word: string }, taken: Taken[]): string | undefined {
  const option = at.open === undefined ? undefined : command.options[at.open];
  const isItsValue = option !== undefined && accepts(option, at.word);
  taken.push({ option: isItsValue ? at.open : undefined, value: at.word });
  return isItsValue && option.kind === 'list' ? at.open : undefined;
}

/** @returns the option that takes the words that follow. */
function openOption(command: Command, word: string, taken: Taken[]): string | undefined {
  const [name = word, inline] = word.split(/=(.*)/s);
  const option = command.options[name];
  if (option === undefined) throw new Unreadable(`${name}: no such option`);
  if (option.kind === 'switch') {
    taken.push({ option: name, value: '' });
    return undefined;
  }
  if (inline === undefined) return name;
  taken.push({ option: name, value: inline });
  return option.kind === 'list' ? name : undefined;
}

function accepts(option: CommandOption, word: string): boolean {
  return option.shape === undefined || option.shape.test(word);
}

function subjectsFound(taken: Taken[], command: Command): Taken[] {
  if (taken.some((each) => each.option === undefined)) return taken;
  const isLong = (each: Taken) =>
    taken.filter((other) => other.option === each.option).length > 1 && isFileList(command.options[each.option ?? '']);
  const last = taken.findLast(isLong);
  return taken.map((each) => (each === last ? { option: undefined, value: each.value } : each));
}

function isFileList(option: CommandOption | undefined): boolean {
  return option?.kind === 'list' && option.shape === undefined;
}
