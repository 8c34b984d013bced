import { Stack, Text } from '@mantine/core';
import { useProject } from '../../../api/use-project.ts';
import { counted, countText } from '../../../ui/format.ts';
import { AnchorLink } from '../../../ui/links.tsx';
import type { VersionDiff } from '../cohort-types.ts';
import classes from './diff.module.css';
import { DiffLines } from './diff-lines.tsx';

export interface DiffViewProps {
  readonly diff: VersionDiff;
  readonly unit: 'user' | 'account';
}

/** What two definitions differ in: line by line, and in whom they hold. */
export function DiffView({ diff, unit }: DiffViewProps) {
  const { lines, membership, membershipProblem } = diff;
  return (
    <Stack gap="md">
      {membership === null ? (
        <Text size="sm" c="var(--cusp-stale)">
          Whom it would move cannot be told: {membershipProblem}
        </Text>
      ) : (
        <>
          <p className={classes.answer}>
            As of now <b className={classes.come}>+{countText(membership.come)}</b> would come,{' '}
            <b className={classes.go}>−{countText(membership.go)}</b> would go, and{' '}
            {counted(membership.stay, unit)} would stay.
          </p>
          <Names title="Would come" of={membership.come} members={membership.coming} unit={unit} />
          <Names title="Would go" of={membership.go} members={membership.going} unit={unit} />
        </>
      )}
      <DiffLines lines={lines} />
    </Stack>
  );
}

interface NamesProps {
  readonly title: string;
  readonly of: number;
  readonly members: readonly { readonly id: string; readonly unit: string }[];
  readonly unit: 'user' | 'account';
}

function Names({ title, of, members, unit }: NamesProps) {
  const project = useProject();
  if (members.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
        {members.length < of && `, ${members.length} of ${countText(of)}`}
      </Text>
      <div className={classes.names}>
        {members.map(({ id, unit: key }) => (
          <AnchorLink
            key={key}
            size="sm"
            to={unit === 'user' ? '/$project/users/$user' : '/$project/accounts/$account'}
            params={{ project, user: id, account: id }}
          >
            <bdi>{id}</bdi>
          </AnchorLink>
        ))}
      </div>
    </div>
  );
}
