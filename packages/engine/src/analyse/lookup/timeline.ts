import { storedIdsSql } from '../../store/clickhouse/unit-ids.ts';
import { problemError } from '../../util/problem-error.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { identityOf } from './identity.ts';
import type { TimelineAnswer } from './result.ts';
import type { TimelineSpec } from './spec.ts';
import { boundOf, byPlace, ENTRY_KINDS, type Place, parseCursor, printCursor } from './timeline-cursor.ts';
import { SOURCES } from './timeline-sources.ts';

/** Beyond any instant there is. */
const END: Place = { time: Date.UTC(2300, 0, 1), kind: 'touch', id: '0' };

/**
 * Answers a page of a timeline: as many entries of each kind as the page could take, put in order and cut. Throws a ProblemError (404) when the
 * unit was never seen, 422 when `from` is not before `to`.
 */
export async function timelineAnswer(spec: TimelineSpec, context: AnalysisContext): Promise<TimelineAnswer> {
  if (spec.from !== undefined && spec.to !== undefined && spec.from >= spec.to)
    throw problemError(422, 'reversed-range', 'must be before "to"', 'from');
  const identity = await identityOf(spec, context);
  if (!identity) {
    const message = `no ${spec.unit} "${spec.id}" was ever seen: search for a part of the id, or look whether its events arrive`;
    throw problemError(404, `unknown-${spec.unit}`, message, 'id');
  }
  const before = earlier(parseCursor(spec.before ?? '') ?? END, spec.to);
  const found = await Promise.all(
    (spec.show ?? ENTRY_KINDS).map((kind) =>
      SOURCES[kind]({ spec, identity, bound: boundOf(kind, before), limit: spec.limit + 1, context }),
    ),
  );
  const all = found
    .flat()
    .filter(({ time }) => time >= (spec.from ?? 0))
    .sort(byPlace);
  const entries = all.slice(0, spec.limit);
  const last = entries.at(-1);
  const [named] = await context.store.query<{ id: string }>(
    storedIdsSql(context.project.id, spec.unit, [identity.key]),
    { signal: context.signal },
  );
  return {
    of: 'timeline',
    unit: spec.unit,
    id: named?.id ?? spec.id,
    key: identity.key,
    entries,
    next: all.length > spec.limit && last ? printCursor(last) : null,
  };
}

/** Where the page begins: the cursor, or `to` when that is earlier. Nothing at `to` itself is before the first kind of it. */
function earlier(cursor: Place, to: number | undefined): Place {
  const [first] = ENTRY_KINDS;
  return to !== undefined && to < cursor.time ? { time: to, kind: first, id: '0' } : cursor;
}
