import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { eventNames, propertyNames } from '../../../api/catalogue.ts';
import { cohortList } from '../../../api/cohorts.ts';
import { useProject } from '../../../api/use-project.ts';
import { countText } from '../../../ui/format.ts';

export interface NameOption {
  readonly value: string;
  /** Beside it, such as how often it was seen. */
  readonly hint?: string;
}

/** Which names a pill offers. */
export type Offers =
  | { readonly of: 'events' }
  /** Properties that users or accounts have. */
  | { readonly of: 'own-properties'; readonly unit: 'user' | 'account' }
  /** Properties of an event (of any when it is undefined), and of the user as events carry them, written `user.plan`. */
  | { readonly of: 'event-properties'; readonly event: string | undefined }
  | { readonly of: 'cohorts'; readonly unit: 'user' | 'account' }
  | { readonly of: 'zones' };

export interface Offered {
  readonly options: readonly NameOption[];
  readonly isLoading: boolean;
}

/** In front of the name of a user's property where an event is filtered by it. */
export const OF_USER = 'user.';

/** The names of the project's catalogue, the most frequent first, with how often each was seen. */
export function useOffered(offers: Offers): Offered {
  const project = useProject();
  const events = useQuery({ ...eventNames(project), enabled: offers.of === 'events' });
  const event = offers.of === 'event-properties' ? offers.event : undefined;
  const ofEvents = useQuery({
    ...propertyNames(project, { of: 'event', event }),
    enabled: offers.of === 'event-properties',
  });
  const unit = offers.of === 'own-properties' ? offers.unit : 'user';
  const ofUnits = useQuery({
    ...propertyNames(project, { of: unit }),
    enabled: offers.of === 'own-properties' || offers.of === 'event-properties',
  });
  const cohorts = useQuery({ ...cohortList(project), enabled: offers.of === 'cohorts' });
  const isLoading = [events, ofEvents, ofUnits, cohorts].some((query) => query.isLoading);
  const found = [events.data, ofEvents.data, ofUnits.data, cohorts.data] as const;
  const [eventData, ofEventData, ofUnitData, cohortData] = found;
  const options = useMemo((): readonly NameOption[] => {
    switch (offers.of) {
      case 'events':
        return (eventData?.events ?? []).map(({ name, users }) => ({
          value: name,
          hint: `${countText(users)} users`,
        }));
      case 'own-properties':
        return (ofUnitData?.properties ?? []).map((each) => propertyOption(each));
      case 'event-properties':
        return [
          ...(ofEventData?.properties ?? []).map((each) => propertyOption(each)),
          ...(ofUnitData?.properties ?? []).map((each) => propertyOption(each, OF_USER)),
        ];
      case 'cohorts':
        return (cohortData?.cohorts ?? [])
          .filter((each) => each.unit === offers.unit)
          .map(({ name, live }) => ({ value: name, hint: countText(live.size) }));
      case 'zones':
        return ZONES;
    }
  }, [offers, eventData, ofEventData, ofUnitData, cohortData]);
  return { options, isLoading };
}

interface Property {
  readonly name: string;
  readonly count: number;
  readonly types: readonly { readonly type: string }[];
}

function propertyOption({ name, count, types }: Property, before = ''): NameOption {
  return { value: `${before}${name}`, hint: `${types[0]?.type ?? 'unknown'} · ${countText(count)}` };
}

const ZONES: readonly NameOption[] = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((value) => ({
  value,
}));
