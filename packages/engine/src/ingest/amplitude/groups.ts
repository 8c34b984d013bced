import { ACCOUNT } from '../../model/event.ts';
import { describe } from '../../util/describe.ts';
import type { Problem } from '../../util/result.ts';
import { isObject } from '../properties.ts';
import { nameText } from '../sender-id.ts';

export type Groups = Readonly<Record<string, readonly string[]>>;

const NONE: Groups = Object.freeze(Object.create(null));

/** The most group names that one event may carry: each is a row in what is derived from it. */
const MOST_NAMES = 100;

/** `{ type: name }` or `{ type: [names] }`; a number is taken as its text. The project's account group is called `account`. */
export function readGroups(value: unknown, accountGroup: string, problems: Problem[]): Groups {
  if (value === undefined || value === null) return NONE;
  if (!isObject(value)) {
    const message = `expected an object of group types and names, got ${describe(value)}`;
    problems.push({ code: 'wrong-type', message, path: 'groups' });
    return NONE;
  }
  const groups: Record<string, readonly string[]> = Object.create(null);
  let count = 0;
  for (const key of Object.keys(value)) {
    const type = nameText(key, `groups.${key.slice(0, 100)}`, problems);
    if (type === undefined) continue;
    const given = value[key];
    const names: string[] = [];
    for (const item of Array.isArray(given) ? given : [given]) {
      const text = typeof item === 'number' ? String(item) : item;
      const name = nameText(text, `groups.${type.slice(0, 100)}`, problems);
      if (name !== undefined && !names.includes(name)) names.push(name);
    }
    count += names.length;
    const as = type === accountGroup ? ACCOUNT : type;
    if (names.length > 0) groups[as] = [...(groups[as] ?? []), ...names];
    if (count > MOST_NAMES) {
      const message = `names more than ${MOST_NAMES} groups: send fewer`;
      problems.push({ code: 'too-many-groups', message, path: 'groups' });
      return NONE;
    }
  }
  return groups;
}
