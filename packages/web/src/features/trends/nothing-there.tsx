import { NobodyFound } from '../../ui/nobody-found.tsx';
import { TrendsExample } from './trends-example.tsx';

/** An answer in which nobody did anything: what to look for elsewhere, in place of empty axes. */
export function NothingThere() {
  return (
    <NobodyFound title="Nothing of this happened in this range" example={<TrendsExample />}>
      Choose a longer range, another event, fewer filters or more people.
    </NobodyFound>
  );
}
