import { durationMs } from '../../define/language/duration.ts';
import { plainSpan, type Span } from '../../define/language/window.ts';
import { propertyAt } from '../../define/reference/histories.ts';
import { compare } from '../../define/selector/compare.ts';
import { selects } from '../../define/selector/event-selector.ts';
import { labelsOf, NONE } from '../../define/selector/labels.ts';
import type { History } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import { DAY_MS } from '../../model/time.ts';
import { unreachable } from '../../util/assert.ts';
import { localTime } from '../../util/calendar.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { rangesOf } from './ranges.ts';
import type { CohortAnswer, Segment } from './result.ts';
import type { CohortSplitSpec, Split } from './spec.ts';
import { OTHER, valueLabel } from './value-label.ts';

/** A segment without its definition, and the ids of its members. */
export type ReferenceSegment = Omit<Segment, 'definition' | 'why'> & { readonly ids: ReadonlySet<string> };

/** What splitting a cohort means. `members` are the histories of those who are in it as of `asOf`. */
export function splitReference(
  spec: CohortSplitSpec,
  members: readonly History[],
  asOf: Instant,
  now: Instant,
  timeZone: string,
): Omit<CohortAnswer, 'segments'> & { readonly segments: readonly ReferenceSegment[] } {
  const { goal, split } = spec;
  const until = goal ? asOf + durationMs(goal.within) : asOf;
  const hasConverted = (history: History): boolean =>
    goal !== undefined &&
    history.events.some(
      (event) => event.time > asOf && event.time <= Math.min(until, now) && selects(event, goal.event),
    );
  const conversion = (of: readonly History[]) =>
    goal ? proportion(of.filter(hasConverted).length, of.length) : null;
  const segment = (label: Segment['label'], of: readonly History[]): ReferenceSegment => ({
    label,
    members: of.length,
    share: members.length === 0 ? 0 : of.length / members.length,
    conversion: conversion(of),
    ids: new Set(of.map(({ id }) => id)),
  });
  return {
    of: 'cohort',
    asOf,
    members: members.length,
    conversion: conversion(members),
    goal: goal ? { until, isComplete: until <= now } : null,
    mayOverlap: split.by !== 'frequency',
    segments:
      split.by === 'frequency' || split.by === 'size'
        ? rangeSegments(split, members, asOf, timeZone, segment)
        : valueSegments(spec, split, members, asOf, segment),
  };
}

type MakeSegment = (label: Segment['label'], of: readonly History[]) => ReferenceSegment;

function valueSegments(
  spec: CohortSplitSpec,
  split: Extract<Split, { by: 'property' | 'limit' }>,
  members: readonly History[],
  asOf: Instant,
  segment: MakeSegment,
): ReferenceSegment[] {
  const labelled = members.map((history) => ({ history, labels: memberLabels(split, history, asOf) }));
  const having = (label: string): History[] =>
    labelled.filter(({ labels }) => labels.includes(label)).map(({ history }) => history);
  const values = [...new Set(labelled.flatMap(({ labels }) => labels))].filter((label) => label !== NONE);
  const ranked = values
    .map((label) => ({ label, of: having(label) }))
    .sort((a, b) => b.of.length - a.of.length || Buffer.compare(Buffer.from(a.label), Buffer.from(b.label)));
  const shown = ranked.slice(0, spec.limit);
  const listed = shown.map(({ label }) => label);
  const rest = labelled
    .filter(({ labels }) => !labels.includes(NONE) && !labels.some((label) => listed.includes(label)))
    .map(({ history }) => history);
  const none = having(NONE);
  return [
    ...shown.map(({ label, of }) => segment(valueLabel(label), of)),
    ...(rest.length > 0 ? [segment(valueLabel(OTHER), rest)] : []),
    ...(none.length > 0 ? [segment(valueLabel(NONE), none)] : []),
  ];
}

function memberLabels(
  split: Extract<Split, { by: 'property' | 'limit' }>,
  history: History,
  asOf: Instant,
): readonly string[] {
  switch (split.by) {
    case 'property':
      return labelsOf(propertyAt(history, split.property, asOf));
    case 'limit': {
      const hit = within(history, plainSpan(split.window, asOf))
        .filter((event) => selects(event, split.event))
        .flatMap((event) => labelsOf(event.properties[split.property]))
        .filter((label) => label !== NONE);
      return hit.length === 0 ? [NONE] : hit;
    }
    default:
      return unreachable(split);
  }
}

function within(history: History, span: Span) {
  return history.events.filter((event) => event.time > span.after && event.time <= span.until);
}

function rangeSegments(
  split: Extract<Split, { by: 'frequency' | 'size' }>,
  members: readonly History[],
  asOf: Instant,
  timeZone: string,
  segment: MakeSegment,
): ReferenceSegment[] {
  if (split.by === 'frequency') {
    const often = (history: History): number => {
      const done = within(history, plainSpan(split.window, asOf)).filter((event) =>
        selects(event, split.event),
      );
      if (split.measure === 'events') return done.length;
      return new Set(done.map((event) => Math.floor(localTime(event.time, timeZone) / DAY_MS))).size;
    };
    return rangesOf(split.buckets, 0).map((range) =>
      segment(
        range,
        members.filter(
          (history) => often(history) >= (range.from ?? 0) && often(history) < (range.to ?? Infinity),
        ),
      ),
    );
  }
  const isIn = (history: History, range: { from: number | null; to: number | null }): boolean => {
    const value = propertyAt(history, split.property, asOf);
    return (
      (range.from === null || compare(value, { op: 'at-least', value: range.from })) &&
      (range.to === null || compare(value, { op: 'less', value: range.to }))
    );
  };
  const ranges = rangesOf(split.buckets, null);
  const none = members.filter((history) => !ranges.some((range) => isIn(history, range)));
  return [
    ...ranges.map((range) =>
      segment(
        range,
        members.filter((history) => isIn(history, range)),
      ),
    ),
    ...(none.length > 0 ? [segment(valueLabel(NONE), none)] : []),
  ];
}
