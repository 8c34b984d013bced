import { Alert, Code } from '@mantine/core';
import { countText } from '../../ui/format.ts';

export interface EmailNoticeProps {
  /** Of how many members was looked at. */
  readonly of: number;
  /** How many of them have no email. */
  readonly missing: number;
  /** Are these all members? */
  readonly areAll: boolean;
  readonly property: string;
  readonly destination: string;
}

/** Says before a sync is made whom it could not reach for want of an email, and what becomes of them; nothing when everybody has one. */
export function EmailNotice({ of, missing, areAll, property, destination }: EmailNoticeProps) {
  if (missing === 0) return null;
  const whom = `${countText(of)} ${areAll ? '' : 'first '}${of === 1 ? 'member' : 'members'}`;
  const isNobody = missing === of;
  const isOne = missing === 1;
  return (
    <Alert
      variant="outline"
      color="var(--cusp-stale)"
      mb="md"
      title={
        isNobody
          ? `None of the ${whom} has an email`
          : `${countText(missing)} of the ${whom} ${isOne ? 'has' : 'have'} no email`
      }
    >
      <bdi>{destination}</bdi> knows people by their email, which is looked for in <Code>{property}</Code>.{' '}
      {isNobody
        ? 'As it is, nobody of them would be sent: choose the property that holds it, or a destination that knows people by their user id.'
        : `Who has none is not sent and stands as unresolved, until there is one; all others are sent.`}
    </Alert>
  );
}
