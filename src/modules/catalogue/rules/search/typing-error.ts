/**
 * Whether `typed` is `word`, or its beginning, with at most one error: a letter wrong, missing, doubled or swapped with its neighbour.
 * Looks at each letter once, so that a whole vocabulary can be gone through.
 */
export function isNearly(typed: string, word: string): boolean {
  if (word.length < typed.length - 1) return false;
  let same = 0;
  while (same < typed.length && typed[same] === word[same]) same += 1;
  if (same === typed.length) return true;
  return canGoOn(typed, word, same) && isOneStep(typed, word, same);
}

/** A look at the letter after the error, which most words of a vocabulary do not pass. */
function canGoOn(typed: string, word: string, same: number): boolean {
  const next = typed[same + 1];
  return next === undefined || next === word[same + 1] || next === word[same] || typed[same] === word[same + 1];
}

function isOneStep(typed: string, word: string, same: number): boolean {
  const rest = typed.slice(same + 1);
  return (
    word.startsWith(rest, same + 1) ||
    word.startsWith(rest, same) ||
    word.startsWith(typed.slice(same), same + 1) ||
    isSwapped(typed, word, same)
  );
}

function isSwapped(typed: string, word: string, at: number): boolean {
  return typed[at] === word[at + 1] && typed[at + 1] === word[at] && word.startsWith(typed.slice(at + 2), at + 2);
}
