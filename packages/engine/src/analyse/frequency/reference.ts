import { nanounits } from '../../define/clauses/event-aggregate/nanounits.ts';
import { plainSpan } from '../../define/language/window.ts';
import { propertyAt } from '../../define/reference/histories.ts';
import { selects } from '../../define/selector/event-selector.ts';
import { labelsOf } from '../../define/selector/labels.ts';
import type { History, HistoryEvent } from '../../model/history.ts';
import { accountKey } from '../../model/key.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import { DAY_MS, type Instant } from '../../model/time.ts';
import { localTime } from '../../util/calendar.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { quantile } from '../../util/statistics/quantile.ts';
import { OTHER, valueLabel } from '../segmentation/value-label.ts';
import { barRanges, chosenEdges } from './edges.ts';
import type { FrequencyAnswer, FrequencyBar, FrequencyGroup } from './result.ts';
import type { FrequencySpec } from './spec.ts';

type PlainGroup = Omit<FrequencyGroup, 'bars'> & {
  readonly bars: readonly Pick<FrequencyBar, 'range' | 'units'>[];
};

interface Doer {
  readonly id: string;
  readonly events: readonly HistoryEvent[];
}

/**
 * The meaning of a frequency, without the definitions of bars. `histories` are the population, `members` the ids of the cohort's; `accounts` of all
 * accounts, for properties of theirs.
 */
export function frequencyReference(
  spec: FrequencySpec,
  histories: ReadonlyMap<string, History>,
  members: ReadonlySet<string> | undefined,
  accounts: ReadonlyMap<string, History>,
  asOf: Instant,
  timeZone: string,
): Pick<FrequencyAnswer, 'edges' | 'others'> & { total: PlainGroup; groups: readonly PlainGroup[] } {
  const { measure, breakdown } = spec;
  const span = plainSpan(spec.window, asOf);
  const everyone: Doer[] = [...histories.values()]
    .filter(({ id }) => members?.has(id) ?? true)
    .map(({ id, events }) => ({
      id,
      events: events.filter(
        (event) => event.time > span.after && event.time <= span.until && selects(event, spec.event),
      ),
    }));
  const doers = everyone.filter(({ events }) => events.length > 0);
  const whole = members ? everyone : doers;
  const all = whole.map(({ events }) => measured(events));
  const isCount = measure.kind !== 'sum';
  const middle = { low: quantile(all, 0.05), high: quantile(all, 0.95) };
  const edges = spec.edges ?? chosenEdges(middle, isCount, spec.bars);

  const ranked = [...new Set(doers.flatMap(({ id, events }) => events.flatMap((event) => labels(id, event))))]
    .map((label) => ({ label, of: withLabel((labelled) => labelled.includes(label)) }))
    .sort(
      (a, b) =>
        b.of.length - a.of.length ||
        eventsOf(b.of) - eventsOf(a.of) ||
        Buffer.compare(Buffer.from(a.label), Buffer.from(b.label)),
    );
  const shown = ranked.slice(0, spec.limit);
  const listed = shown.map(({ label }) => label);
  const rest = withLabel((labelled) => labelled.some((label) => !listed.includes(label)));
  return {
    edges,
    others: Math.max(0, ranked.length - spec.limit),
    total: group(null, whole, members !== undefined),
    groups: [
      ...shown.map(({ label, of }) => group(label, of, false)),
      ...(rest.length > 0 ? [group(OTHER, rest, false)] : []),
    ],
  };

  function measured(events: readonly HistoryEvent[]): number {
    if (measure.kind === 'times') return events.length;
    if (measure.kind === 'active-days')
      return new Set(events.map(({ time }) => Math.floor(localTime(time, timeZone) / DAY_MS))).size;
    return Number(events.flatMap(numbers).reduce((sum, each) => sum + nanounits(each), 0n)) / 1e9;
  }

  function numbers(event: HistoryEvent): number[] {
    if (measure.kind !== 'sum') return [];
    const value = (measure.scope === 'event' ? event.properties : event.userProperties)[measure.property];
    return [value].flat().filter((each) => typeof each === 'number');
  }

  function labels(id: string, event: HistoryEvent): readonly string[] {
    return breakdown ? labelsOf(valueFor(id, event)) : [];
  }

  function valueFor(id: string, event: HistoryEvent): PropertyValue | undefined {
    if (breakdown === undefined) return undefined;
    const { scope, property } = breakdown;
    if (scope === 'event') return event.properties[property];
    if (scope === 'user') return event.userProperties[property];
    const [first] = event.accounts;
    const account = accounts.get(spec.unit === 'account' ? id : first === undefined ? '' : accountKey(first));
    return account && propertyAt(account, property, event.time);
  }

  /** Who did it with such labels, and these events of theirs. */
  function withLabel(isWanted: (labels: readonly string[]) => boolean): Doer[] {
    return doers
      .map(({ id, events }) => ({ id, events: events.filter((event) => isWanted(labels(id, event))) }))
      .filter(({ events }) => events.length > 0);
  }

  function group(label: string | null, of: readonly Doer[], hasZero: boolean): PlainGroup {
    const values = of.map(({ events }) => measured(events));
    const sum = values.reduce((total, value) => total + nanounits(value), 0n);
    return {
      label: label === null ? null : valueLabel(label),
      units: of.length,
      did: of.filter(({ events }) => events.length > 0).length,
      events: eventsOf(of),
      withoutValue: isCount
        ? 0
        : of.flatMap(({ events }) => events).filter((event) => numbers(event).length === 0).length,
      mean: of.length === 0 ? null : Number(sum) / 1e9 / of.length,
      median: quantile(values, 0.5),
      p90: quantile(values, 0.9),
      min: quantile(values, 0),
      max: quantile(values, 1),
      bars: barRanges(edges, spec, hasZero).map((range) => ({
        range,
        units: proportion(
          values.filter((value) => value >= (range.from ?? -Infinity) && value < (range.to ?? Infinity))
            .length,
          of.length,
        ),
      })),
    };
  }
}

function eventsOf(doers: readonly Doer[]): number {
  return doers.reduce((sum, { events }) => sum + events.length, 0);
}
