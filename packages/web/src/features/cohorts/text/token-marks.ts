import { lex } from '@cusp/engine/define/language/lex.ts';
import { isReserved } from '@cusp/engine/define/language/reserved-words.ts';
import type { Token } from '@cusp/engine/define/language/token.ts';

export type TokenLook = 'keyword' | 'name' | 'string' | 'number' | 'comment';

export interface TokenMark {
  readonly from: number;
  readonly to: number;
  readonly look: TokenLook;
}

/** Words that hold a sentence together and may be names elsewhere. */
const SOFT = new Set(
  [
    'last before as often median of cohort seen event time times day days week weeks hour hours minute minutes',
    'second seconds millisecond milliseconds one session set any zone same between the steps step least most reached dropped funnel',
    'order exact counting each totals optionally pauses by without does contain sum average minimum maximum distinct values',
  ].flatMap((line) => line.split(' ')),
);

/** How the words of a cohort's text look, as its own reader tells them apart. Never throws, whatever the text. */
export function tokenMarks(text: string): readonly TokenMark[] {
  const { tokens } = lex(text);
  const marks: TokenMark[] = [];
  let at = 0;
  let before: Token | undefined;
  for (const token of tokens) {
    const gap = text.slice(at, token.start);
    const comment = /#|--/.exec(gap);
    if (comment) marks.push({ from: at + comment.index, to: at + gap.trimEnd().length, look: 'comment' });
    const look = lookOf(token, before);
    if (look !== undefined) marks.push({ from: token.start, to: token.end, look });
    at = token.end;
    before = token;
  }
  return marks.filter(({ from, to }) => from < to);
}

function lookOf(token: Token, before: Token | undefined): TokenLook | undefined {
  switch (token.kind) {
    case 'word':
      if (isReserved(token.lower)) return 'keyword';
      // Right behind a verb or a comma stands a name, whatever it is called.
      if (before?.kind === 'word' && ['did', 'do', 'have', 'had', 'where', 'then'].includes(before.lower)) {
        return token.lower === 'any' ? 'keyword' : 'name';
      }
      return SOFT.has(token.lower) || /^p\d+$/.test(token.lower) ? 'keyword' : 'name';
    case 'string':
      return 'string';
    case 'number':
    case 'percent':
    case 'ordinal':
    case 'date':
      return 'number';
    default:
      return undefined;
  }
}
