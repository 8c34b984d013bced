import type { FilterScope } from '@cusp/engine/define/selector/property-filter.ts';
import { useQuery } from '@tanstack/react-query';
import { propertyNames } from '../../api/catalogue.ts';
import { useProject } from '../../api/use-project.ts';
import { countText } from '../format.ts';
import { type NameOption, NameSelect } from './name-select.tsx';

export interface PropertyChoice<Scope extends string = FilterScope> {
  readonly scope: Scope;
  readonly property: string;
}

export interface PropertySelectProps {
  readonly value: PropertyChoice;
  readonly onChange: (value: PropertyChoice) => void;
  /** Whose properties the event's ones are; undefined or empty: any event's. */
  readonly event: string | undefined;
  readonly label?: string;
}

/** Before a name in the list: a property of the user, not of the event. As the cohort language writes it. */
const OF_USER = 'user.';

/** Picks a property of the event, or of the user as it stood at the event (written `user.plan`). */
export function PropertySelect({ value, onChange, event, label = 'Property' }: PropertySelectProps) {
  const project = useProject();
  const ofEvent = useQuery(propertyNames(project, { of: 'event', event }));
  const ofUser = useQuery(propertyNames(project, { of: 'user' }));
  const options: NameOption[] = [
    ...(ofEvent.data?.properties ?? []).map(({ name, count }) => ({ value: name, hint: countText(count) })),
    ...(ofUser.data?.properties ?? []).map(({ name, count }) => ({
      value: `${OF_USER}${name}`,
      hint: countText(count),
    })),
  ];
  return (
    <NameSelect
      label={label}
      value={`${value.scope === 'user' && value.property !== '' ? OF_USER : ''}${value.property}`}
      options={options}
      isLoading={ofEvent.isPending}
      width={180}
      onChange={(text) =>
        onChange(
          text.startsWith(OF_USER)
            ? { scope: 'user', property: text.slice(OF_USER.length) }
            : { scope: 'event', property: text },
        )
      }
    />
  );
}
