import type { ReactNode } from 'react';
import { useProject } from '../api/use-project.ts';
import { EmptyState } from './empty-state.tsx';
import { ButtonLink } from './links.tsx';

export interface NobodyFoundProps {
  readonly title: string;
  /** What to change so that somebody is. */
  readonly children: ReactNode;
  readonly example: ReactNode;
}

/** An answer that counts nobody: not an empty chart, but what to change, where to see what arrives, and an example. */
export function NobodyFound({ title, children, example }: NobodyFoundProps) {
  const project = useProject();
  return (
    <EmptyState
      title={title}
      example={example}
      action={
        <ButtonLink to="/$project/data" params={{ project }} variant="default">
          See what arrives
        </ButtonLink>
      }
    >
      {children}
    </EmptyState>
  );
}
