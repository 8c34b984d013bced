import type { Instant } from '../../../../model/time.ts';
import { keysOf } from '../../../funnel/groups.ts';
import { AbsentValues, fits } from '../../../funnel/kept/absent-values.ts';
import { byTimeThenArrival, type KeptEvent } from '../../../funnel/kept/kept-event.ts';
import type { ExcludedBetween, KeptGroup } from '../../../funnel/kept/kept-group.ts';
import { NONE } from '../../../selector/labels.ts';
import { SESSION_GAP_MS } from '../../../sessions/sessions.ts';
import type { BarPlan } from '../plan.ts';

/** An event with what a history is taken apart by, see KeyedEvent. */
export interface KeyedKeptEvent extends KeptEvent {
  readonly session: string | undefined;
  readonly held: readonly (readonly string[])[];
}

/** The events of one session, or all of them where there are none. */
interface Part<G> {
  readonly groups: Map<string, { readonly values: readonly string[]; readonly group: G }>;
  readonly absent: AbsentValues | undefined;
  first: KeptEvent;
  last: KeptEvent;
}

/** A unit's history taken apart as groupsOf does it, one event at a time. */
export class PathGroups<G extends KeptGroup> {
  readonly #plan: BarPlan;
  readonly #begin: (excludedBetween: ExcludedBetween | undefined) => G;
  /** By session; where pauses tell them, those of each user in order. */
  readonly #parts = new Map<string, Part<G>[]>();
  /** The groups in which something happened since they were last asked for, and whether any of it came late. */
  #touched = new Set<G>();
  #isLate = false;

  constructor(plan: BarPlan, begin: (excludedBetween: ExcludedBetween | undefined) => G) {
    this.#plan = plan;
    this.#begin = begin;
  }

  /** False: it joins two sessions, so that the whole history is to be taken apart anew. */
  add(event: KeyedKeptEvent): boolean {
    const { session } = this.#plan;
    if (session !== undefined && event.session === undefined) return true;
    const key = event.session ?? '';
    const parts = this.#parts.get(key) ?? [];
    const part = session === 'pauses' ? sessionOf(event, parts) : (parts[0] ?? 'none');
    if (part === 'several') return false;
    if (part !== 'none') {
      this.#insert(event, part);
      return true;
    }
    const isHeld = this.#plan.spec.holdConstant.length > 0;
    const absent = isHeld ? new AbsentValues(this.#plan.gaps) : undefined;
    const made: Part<G> = { groups: new Map(), absent, first: event, last: event };
    const place = parts.findLastIndex(({ first }) => byTimeThenArrival(first, event) < 0) + 1;
    parts.splice(place, 0, made);
    this.#parts.set(key, parts);
    this.#insert(event, made);
    return true;
  }

  *all(): Generator<G> {
    for (const parts of this.#parts.values())
      for (const { groups } of parts) for (const { group } of groups.values()) yield group;
  }

  /** The groups in which something happened since the last time, and whether any of it came late. */
  takeTouched(): { readonly groups: ReadonlySet<G>; readonly isLate: boolean } {
    const [groups, isLate] = [this.#touched, this.#isLate];
    if (groups.size > 0) this.#touched = new Set();
    this.#isLate = false;
    return { groups, isLate };
  }

  forget(after: Instant): void {
    for (const [key, parts] of this.#parts) {
      const stay = parts.filter((part) => {
        part.absent?.forget(after);
        for (const [text, { group }] of part.groups)
          if (group.forget(after)) {
            part.groups.delete(text);
            this.#touched.delete(group);
          }
        return part.last.time > after;
      });
      if (stay.length > 0) this.#parts.set(key, stay);
      else this.#parts.delete(key);
    }
  }

  #insert(event: KeyedKeptEvent, part: Part<G>): void {
    const isLast = byTimeThenArrival(event, part.last) >= 0;
    if (isLast) part.last = event;
    else this.#isLate = true;
    if (byTimeThenArrival(event, part.first) < 0) part.first = event;
    for (const values of keysOf(event)) {
      if (!values.includes(NONE)) this.#touch(this.#groupOf(values, part)).insert(event);
      else if (part.absent?.add(event, values, event.marks) && !isLast)
        for (const other of part.groups.values())
          if (fits(values, other.values)) this.#touch(other.group).redoAfter(event);
    }
  }

  #groupOf(values: readonly string[], { groups, absent }: Part<G>): G {
    const text = values.length === 0 ? '' : JSON.stringify(values);
    const known = groups.get(text);
    if (known) return known.group;
    const group = this.#begin(absent?.between(values));
    groups.set(text, { values, group });
    return group;
  }

  #touch(group: G): G {
    this.#touched.add(group);
    return group;
  }
}

/** Which of a user's sessions an event is part of, as pauses tell them. */
function sessionOf<G>(event: KeptEvent, parts: readonly Part<G>[]): Part<G> | 'none' | 'several' {
  const place = parts.findLastIndex(({ first }) => byTimeThenArrival(first, event) <= 0);
  const [before, after] = [parts[place], parts[place + 1]];
  const goesOn = before !== undefined && event.time - before.last.time <= SESSION_GAP_MS;
  const leads = after !== undefined && after.first.time - event.time <= SESSION_GAP_MS;
  if (goesOn && leads) return 'several';
  return (goesOn && before) || (leads && after) || 'none';
}
