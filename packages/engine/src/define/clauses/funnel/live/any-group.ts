import type { Instant } from '../../../../model/time.ts';
import type { KeptGroup, Standing } from '../../../funnel/kept/kept-group.ts';
import { Timers } from '../../../live/timers.ts';
import type { PathGroups } from './path-groups.ts';

const FEW = 4;

/**
 * Is any group in the bar? Each is asked again only when something happened in it, or when a range begins so late that what it
 * said may have changed.
 */
export class AnyGroup {
  readonly #groups: PathGroups<KeptGroup>;
  readonly #numbers = new Map<KeptGroup, number>();
  #said: { readonly group: KeptGroup; standing: Standing }[] = [];
  #holding = 0;
  #changes = new Timers(FEW);
  #from: Instant = Number.NEGATIVE_INFINITY;

  constructor(groups: PathGroups<KeptGroup>) {
    this.#groups = groups;
  }

  standing(from: Instant): Standing {
    const { groups } = this.#groups.takeTouched();
    if (from < this.#from) this.askAll();
    this.#from = from;
    if (this.#said.length === 0) for (const group of this.#groups.all()) this.#ask(group, from);
    else for (const group of groups) this.#ask(group, from);
    let upTo = this.#changes.next ?? Number.POSITIVE_INFINITY;
    while (upTo < from) {
      const said = this.#said[this.#changes.pop()];
      if (said?.standing.upTo === upTo) this.#ask(said.group, from);
      upTo = this.#changes.next ?? Number.POSITIVE_INFINITY;
    }
    return { holds: this.#holding > 0, upTo };
  }

  furthest(from: Instant): number {
    let most = 0;
    for (const group of this.#groups.all()) most = Math.max(most, group.furthest(from));
    return most;
  }

  /** Nothing that was said counts any more. */
  askAll(): void {
    this.#numbers.clear();
    this.#said = [];
    this.#holding = 0;
    this.#changes = new Timers(FEW);
  }

  #ask(group: KeptGroup, from: Instant): void {
    const number = this.#numbers.get(group) ?? this.#said.length;
    this.#numbers.set(group, number);
    const said = this.#said[number];
    const standing = group.standing(from);
    this.#holding += Number(standing.holds) - Number(said?.standing.holds === true);
    if (said) said.standing = standing;
    else this.#said.push({ group, standing });
    if (Number.isFinite(standing.upTo)) this.#changes.add(standing.upTo, number);
  }
}
