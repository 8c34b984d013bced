import { lex } from '@cusp/engine/define/language/lex.ts';
import type { Token } from '@cusp/engine/define/language/token.ts';

/** A place of a text where a value of a property may stand. */
export interface ValuePlace {
  readonly of: 'event' | 'user' | 'own';
  readonly property: string;
}

/** Whose value stands at the end of a text, such as behind `have plan =`; undefined: no value does. */
export function valuePlace(before: string): ValuePlace | undefined {
  const tokens = lex(before).tokens.slice(0, -1);
  const operator = operatorStart(tokens);
  const name = operator === undefined ? undefined : tokens[operator - 1];
  if (operator === undefined || (name?.kind !== 'word' && name?.kind !== 'string')) return undefined;
  const written = name.kind === 'string' ? name.value : name.text;
  if (name.kind === 'word' && /^user\./i.test(written)) return { of: 'user', property: written.slice(5) };
  const verb = tokens
    .slice(0, operator - 1)
    .findLast((token) => token.kind === 'word' && ['where', 'have', 'has', 'had'].includes(token.lower));
  if (verb?.kind !== 'word') return undefined;
  return { of: verb.lower === 'where' ? 'event' : 'own', property: written };
}

/** Where the operator begins that the tokens end with, or the list of values behind it that is still open. */
function operatorStart(tokens: readonly Token[]): number | undefined {
  let at = tokens.length - 1;
  const open = tokens.findLastIndex(({ text }) => text === '(');
  const rest = tokens.slice(open + 1);
  const isList =
    open > 0 && rest.every(({ kind, text }) => text === ',' || kind === 'string' || kind === 'number');
  if (isList && (rest.length === 0 || rest.at(-1)?.text === ',')) at = open - 1;
  const word = (i: number): string => {
    const token = tokens[i];
    return token?.kind === 'word' ? token.lower : (token?.text ?? '');
  };
  if (['=', '==', '!=', '<>', '<', '>', '<=', '>='].includes(word(at))) return at;
  if (word(at) === 'in') return word(at - 1) === 'not' ? at - 1 : at;
  if (word(at) === 'is') return at;
  if (word(at) === 'not' && word(at - 1) === 'is') return at - 1;
  if (word(at) === 'contains') return at;
  if (word(at) === 'contain' && word(at - 1) === 'not') return at - 2;
  return undefined;
}
