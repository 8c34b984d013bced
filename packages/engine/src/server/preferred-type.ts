interface MediaRange {
  readonly range: string;
  readonly quality: number;
  readonly place: number;
}

/**
 * The media type among `offered` that an `Accept` header likes best (RFC 9110, section 12.5.1): by quality, then by how exactly it
 * is named, then by its place in the header, then by its place among the offered. The first offered when there is no header
 * or nothing in it fits. Parameters other than `q` are passed over.
 */
export function preferredType<Type extends string>(
  accept: string | undefined,
  offered: readonly [Type, ...Type[]],
): Type {
  const ranges = rangesOf(accept ?? '');
  const liked = offered
    .map((type) => ({ type, ...likingOf(type, ranges) }))
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality || b.exactness - a.exactness || a.place - b.place);
  return liked[0]?.type ?? offered[0];
}

function rangesOf(accept: string): readonly MediaRange[] {
  return accept.split(',').map((each, place) => {
    const [range = '', ...parameters] = each.split(';').map((part) => part.trim().toLowerCase());
    const said = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = said === undefined ? 1 : Number(said.slice('q='.length));
    return { range, quality: quality >= 0 && quality <= 1 ? quality : 0, place };
  });
}

/** What the most exact range that fits a type says of it. */
function likingOf(
  type: string,
  ranges: readonly MediaRange[],
): { readonly quality: number; readonly exactness: number; readonly place: number } {
  const names = ['*/*', `${type.split('/')[0]}/*`, type];
  const [best] = ranges
    .map(({ range, ...rest }) => ({ ...rest, exactness: names.indexOf(range) }))
    .filter(({ exactness }) => exactness >= 0)
    .toSorted((a, b) => b.exactness - a.exactness);
  return best ?? { quality: 0, exactness: -1, place: ranges.length };
}
