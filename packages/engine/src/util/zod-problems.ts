import type { z } from 'zod';
import { clip, describe } from './describe.ts';
import type { Problem } from './result.ts';

/**
 * What a zod schema found wrong, as problems with dotted paths. Parse with `{ reportInput: true }`, so that a message can
 * say what was seen. `root` goes in front of every path.
 */
export function zodProblems(error: z.ZodError, root = ''): readonly Problem[] {
  return error.issues.flatMap((issue) => issueProblems(issue, root));
}

type Issue = z.core.$ZodIssue;

function issueProblems(issue: Issue, root: string): readonly Problem[] {
  const path = dotted(root, issue.path);
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) {
        return [{ code: 'missing-field', message: `is missing: give ${article(issue.expected)}`, path }];
      }
      return [
        {
          code: 'wrong-type',
          message: `expected ${article(issue.expected)}, got ${describe(issue.input)}`,
          path,
        },
      ];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        code: 'unknown-field',
        message: `unknown field \`${clip(key)}\`: remove it or correct its name`,
        path: dotted(root, [...issue.path, key]),
      }));
    case 'invalid_value': {
      const allowed = issue.values.map((value) => JSON.stringify(value) ?? String(value)).join(', ');
      return [
        { code: 'wrong-value', message: `expected one of ${allowed}, got ${describe(issue.input)}`, path },
      ];
    }
    case 'invalid_union': {
      const closest = closestBranch(issue);
      if (closest) return closest.flatMap((inner) => issueProblems(inner, path));
      return [{ code: 'wrong-value', message: `${issue.message}, got ${describe(issue.input)}`, path }];
    }
    case 'custom':
      // Of a rule for several fields: that it was an object says nothing.
      if (typeof issue.input === 'object') {
        return [{ code: 'wrong-value', message: lowerFirst(issue.message), path }];
      }
      return [
        { code: 'wrong-value', message: `${lowerFirst(issue.message)}, got ${describe(issue.input)}`, path },
      ];
    default:
      return [
        { code: 'wrong-value', message: `${lowerFirst(issue.message)}, got ${describe(issue.input)}`, path },
      ];
  }
}

/** The branch of a union that went furthest before it failed: the one that the writer most likely meant. */
function closestBranch(issue: Extract<Issue, { code: 'invalid_union' }>): readonly Issue[] | undefined {
  const deepest = (branch: readonly Issue[]): number => Math.max(...branch.map((inner) => inner.path.length));
  const branches = issue.errors.filter((branch) => branch.length > 0);
  const best = branches.toSorted((a, b) => deepest(b) - deepest(a) || a.length - b.length)[0];
  return best && deepest(best) > 0 ? best : undefined;
}

function dotted(root: string, path: readonly PropertyKey[]): string {
  return [...(root === '' ? [] : [root]), ...path.map(String)].join('.');
}

function article(type: string): string {
  const word = type === 'array' ? 'list' : type === 'string' ? 'text' : type;
  if (word === 'text') return 'text';
  return /^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
