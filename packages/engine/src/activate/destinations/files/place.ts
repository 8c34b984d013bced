import type { Audience, EnsureRequest } from '../audience.ts';

/**
 * Where the files of a sync go: a folder of its own, which keeps its name when the audience is called otherwise. When the settings name
 * another place, that one is empty, and is filled anew.
 */
export function placeOf(
  root: string,
  { name, marker, known }: Pick<EnsureRequest<unknown>, 'name' | 'marker' | 'known'>,
): Audience {
  if (known?.startsWith(`${root}/`) && !known.slice(root.length + 1).includes('/'))
    return { id: known, name };
  const words = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '');
  const sync = marker.replace(/^\w+:/, '').slice(0, 8);
  return { id: `${root}/${words === '' ? 'cohort' : words}-${sync}`, name };
}
