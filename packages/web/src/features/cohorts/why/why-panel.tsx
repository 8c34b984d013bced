import { Drawer, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useProject } from '../../../api/use-project.ts';
import { AnchorLink } from '../../../ui/links.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { When } from '../../../ui/when.tsx';
import { why } from '../cohort-queries.ts';
import type { CohortWhole, WhyAnswer } from '../cohort-types.ts';
import { MembershipStrip } from './membership-strip.tsx';
import { RecordedList } from './recorded-list.tsx';
import { WhyClauses } from './why-clauses.tsx';
import { WhySearch } from './why-search.tsx';

export interface WhyPanelProps {
  readonly cohort: CohortWhole;
  /** Whom it is about; empty asks whom; undefined: closed. */
  readonly id: string | undefined;
  readonly onAsk: (id: string | undefined) => void;
}

/** Why somebody is in a cohort or is not, since when, and when they were before. */
export function WhyPanel({ cohort, id, onAsk }: WhyPanelProps) {
  return (
    <Drawer
      opened={id !== undefined}
      onClose={() => onAsk(undefined)}
      position="right"
      size={520}
      title="Why in, why not in"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <WhySearch unit={cohort.unit} id={id ?? ''} onAsk={onAsk} />
        {id !== undefined && id !== '' && <Why cohort={cohort} id={id} />}
      </Stack>
    </Drawer>
  );
}

function Why({ cohort, id }: { readonly cohort: CohortWhole; readonly id: string }) {
  const project = useProject();
  const query = useQuery(why(project, cohort.id, id));
  return (
    <Loaded query={query} skeleton={[28, 120, 60]}>
      {(answer) => (
        <Stack gap="lg">
          <div>
            <WhyLine answer={answer} />
            <AnchorLink
              size="sm"
              to={answer.unit === 'user' ? '/$project/users/$user' : '/$project/accounts/$account'}
              params={{ project, user: answer.id, account: answer.id }}
            >
              Everything <bdi>{answer.id}</bdi> did
            </AnchorLink>
          </div>
          <WhyClauses answer={answer} />
          <MembershipStrip answer={answer} />
          <RecordedList answer={answer} />
        </Stack>
      )}
    </Loaded>
  );
}

function WhyLine({ answer }: { readonly answer: WhyAnswer }) {
  const { id, isMember, since, until, cohort } = answer;
  return (
    <Text fz={16} lh="24px">
      <bdi className="name">{id}</bdi>{' '}
      <b style={{ color: isMember ? 'var(--cusp-entered)' : 'var(--cusp-exited)' }}>
        {isMember ? 'is in' : 'is not in'}
      </b>{' '}
      <bdi>{cohort}</bdi> since <When at={since} />
      {until === null ? (
        isMember ? (
          ', and stays unless something happens.'
        ) : (
          '.'
        )
      ) : (
        <>
          , and {isMember ? 'leaves' : 'comes in'} <When at={until} /> if nothing more happens.
        </>
      )}
    </Text>
  );
}
