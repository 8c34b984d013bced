import { printName } from '@cusp/engine/define/language/print-literal.ts';

export interface StarterText {
  readonly title: string;
  /** In the cohort language. */
  readonly text: string;
}

const WALL = /limit|paywall|quota|upgrade_prompt|blocked/i;
const PRICING = /pricing|plans?_view|upgrade_click|checkout/i;

/** Definitions to begin with, of events that the project has: the wall, the price list, and what is done most. `events`: the most frequent first. */
export function starterTexts(events: readonly string[]): readonly StarterText[] {
  const wall = events.find((name) => WALL.test(name));
  const pricing = events.find((name) => PRICING.test(name));
  const most = events[0];
  const starters: (StarterText | undefined)[] = [
    wall === undefined
      ? undefined
      : {
          title: 'Hit the wall again and again',
          text: `users who did ${printName(wall)} at least 3 times in the last 14 days`,
        },
    wall === undefined || pricing === undefined
      ? undefined
      : {
          title: 'Looked at the price after they hit the wall',
          text: `users who did ${printName(wall)} then ${printName(pricing)} within 7 days, in the last 30 days`,
        },
    most === undefined
      ? undefined
      : {
          title: 'Use it more and more',
          text: `users who did ${printName(most)} at least 1.5 times as often in the last 14 days as in the 14 days before`,
        },
    most === undefined
      ? undefined
      : {
          title: 'Come back most days',
          text: 'users who did any event on at least 10 days in the last 14 days',
        },
  ];
  return starters.filter((each) => each !== undefined);
}
