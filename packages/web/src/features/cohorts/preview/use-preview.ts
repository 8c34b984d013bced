import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, found } from '../../../api/client.ts';
import { useProject } from '../../../api/use-project.ts';
import { canonicalText } from './canonical-text.ts';
import { factsOf, type PreviewFacts } from './facts.ts';

/** How long the definition has to rest before it is counted. */
const REST_MS = 200;
const SAMPLE = 8;

export type PreviewAnswer = Awaited<ReturnType<typeof askPreview>>;

export interface Preview {
  readonly answer: PreviewAnswer | undefined;
  /** What it says of single conditions. */
  readonly facts: PreviewFacts;
  /** The answer is of an earlier definition: the one of this is worked on. */
  readonly isOld: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/**
 * How many fit a definition, in all and clause by clause, asked again as it changes. An answer belongs to the definition that was asked about: one
 * that comes late never takes the place of a newer one, and the engine is told to stop when nobody wants it any more.
 */
export function usePreview(definition: CohortDefinition | undefined): Preview {
  const project = useProject();
  const now = useMemo(() => canonicalText(definition), [definition]);
  const [asked] = useDebouncedValue(now, REST_MS);
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: ['cohort-preview', project, asked],
    queryFn: async ({ signal }) => {
      const of = JSON.parse(asked) as CohortDefinition;
      return { of, answer: await askPreview(of, signal) };
    },
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });
  const facts = useMemo(() => factsOf(data?.of, data?.answer), [data]);
  return {
    answer: data?.answer,
    facts,
    isOld: data !== undefined && (asked !== now || isPlaceholderData),
    error: isFetching ? null : error,
    retry: () => void refetch(),
  };
}

function askPreview(definition: CohortDefinition, signal: AbortSignal) {
  return found(api.POST('/api/v1/cohorts/preview', { body: { definition, sample: SAMPLE }, signal }));
}
