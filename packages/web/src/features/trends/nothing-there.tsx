import { useProject } from '../../api/use-project.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { TrendsExample } from './trends-example.tsx';

/** An answer in which nobody did anything: what to look for elsewhere, in place of empty axes. */
export function NothingThere() {
  const project = useProject();
  return (
    <EmptyState
      title="Nothing of this happened in this range"
      example={<TrendsExample />}
      action={
        <ButtonLink to="/$project/data" params={{ project }} variant="default">
          See what comes in
        </ButtonLink>
      }
    >
      Choose a longer range, another event, fewer filters or more people.
    </EmptyState>
  );
}
