import type { CohortMember } from '@cusp/engine/analyse/cohort/result.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ask } from '../../../api/ask.ts';
import type { QuestionOf } from '../../../api/questions.ts';

const PAGE = 200;
const REST_MS = 250;

export interface Members {
  readonly rows: readonly CohortMember[];
  readonly size: number | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly isOld: boolean;
  readonly more: { readonly canLoad: boolean; readonly isLoading: boolean; readonly load: () => void };
  readonly retry: () => void;
}

/** Members a page at a time; all pages are of the membership at the instant of the first. */
export function useMembers(project: string, question: QuestionOf<'cohort'>): Members {
  const [asked] = useDebouncedValue(JSON.stringify(question), REST_MS);
  const query = useInfiniteQuery({
    queryKey: ['members', project, asked],
    queryFn: ({ pageParam, signal }) =>
      ask<'cohort'>(
        {
          ...(JSON.parse(asked) as QuestionOf<'cohort'>),
          limit: PAGE,
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ answer }) => (answer.show === 'members' ? (answer.next ?? undefined) : undefined),
    placeholderData: keepPreviousData,
  });
  const { data, error, isPending, isPlaceholderData, isFetchingNextPage, hasNextPage } = query;
  return {
    rows: data?.pages.flatMap(({ answer }) => (answer.show === 'members' ? answer.members : [])) ?? [],
    size: data?.pages[0]?.answer.size,
    error,
    isPending: isPending && error === null,
    isOld: isPlaceholderData,
    more: {
      canLoad: hasNextPage,
      isLoading: isFetchingNextPage,
      load: () => {
        if (!isFetchingNextPage) void query.fetchNextPage();
      },
    },
    retry: () => void query.refetch(),
  };
}
