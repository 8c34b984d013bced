import { useQuery } from '@tanstack/react-query';
import { propertyNames } from '../../api/catalogue.ts';
import { useProject } from '../../api/use-project.ts';
import { countText } from '../format.ts';
import { NameSelect } from './name-select.tsx';
import { breakdownText, type PropertyOf, readBreakdown } from './property-of.ts';

export interface BreakdownPropertyProps {
  /** Undefined: none is chosen. */
  readonly value: PropertyOf | undefined;
  readonly onChange: (value: PropertyOf) => void;
  /** Whose properties the event's ones are; undefined or empty: any event's. */
  readonly event: string | undefined;
  readonly label?: string;
  /** Which properties can be meant. */
  readonly scopes?: readonly PropertyOf['scope'][];
}

const ALL: readonly PropertyOf['scope'][] = ['event', 'user', 'account'];

/** Picks a property of the event, the user (`user.plan`) or the account (`account.size`). */
export function BreakdownProperty({
  value,
  onChange,
  event,
  label = 'Break down by',
  scopes = ALL,
}: BreakdownPropertyProps) {
  const project = useProject();
  const ofEvent = useQuery({
    ...propertyNames(project, { of: 'event', event }),
    enabled: scopes.includes('event'),
  });
  const ofUser = useQuery({ ...propertyNames(project, { of: 'user' }), enabled: scopes.includes('user') });
  const ofAccount = useQuery({
    ...propertyNames(project, { of: 'account' }),
    enabled: scopes.includes('account'),
  });
  const found = { event: ofEvent, user: ofUser, account: ofAccount };
  const options = scopes.flatMap((scope) =>
    (found[scope].data?.properties ?? []).map(({ name, count }) => ({
      value: breakdownText({ scope, property: name }),
      hint: countText(count),
    })),
  );
  return (
    <NameSelect
      label={label}
      value={value === undefined ? '' : breakdownText(value)}
      options={options}
      isLoading={scopes.some((scope) => found[scope].isPending)}
      placeholder="Choose a property"
      width={200}
      onChange={(text) => onChange(readBreakdown(text, scopes))}
    />
  );
}
