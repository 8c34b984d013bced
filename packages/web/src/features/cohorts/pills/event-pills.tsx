import type { EventSelector } from '@cusp/engine/define/selector/event-selector.ts';
import type { PropertyFilter } from '@cusp/engine/define/selector/property-filter.ts';
import { NEW_FILTER, withProperty } from '../../../ui/fields/filter-operators.ts';
import { ComparisonPills } from './comparison-pills.tsx';
import { EventNamePill } from './event-name-pill.tsx';
import { type MoreItem, MoreMenu } from './more-menu.tsx';
import { Part } from './part.tsx';
import classes from './pills.module.css';
import { ScopedPropertyPill } from './property-pill.tsx';
import { Words } from './words.tsx';

const MOST_NAMES = 100;
const MOST_FILTERS = 20;

export interface EventPillsProps<Selector extends EventSelector> {
  readonly value: Selector;
  readonly onChange: (value: Selector) => void;
  readonly label?: string;
  /** What else the clause may say of these events. */
  readonly more?: readonly (MoreItem | false)[];
}

/** Which events: a name, any of several, or any event at all; with filters on their properties. */
export function EventPills<Selector extends EventSelector>({
  value,
  onChange,
  label = 'Event',
  more = [],
}: EventPillsProps<Selector>) {
  const { names, filters } = value;
  const only = names.length === 1 ? names[0] : undefined;
  const setNames = (changed: string[]): void => onChange({ ...value, names: changed });
  const setFilters = (changed: PropertyFilter[]): void => onChange({ ...value, filters: changed });
  return (
    <Part>
      {names.length === 0 && (
        <button
          type="button"
          data-pill
          className={classes.pill}
          aria-label={`${label}: any event`}
          title="Choose one event"
          onClick={() => setNames([''])}
        >
          any event
        </button>
      )}
      {names.map((name, i) => (
        <Part
          key={i}
          name={name === '' ? 'this event' : name}
          onRemove={names.length > 1 ? () => setNames(names.toSpliced(i, 1)) : undefined}
        >
          {i > 0 && <Words>or</Words>}
          <EventNamePill
            label={i === 0 ? label : `${label}, or`}
            value={name}
            onChange={(chosen) => setNames(names.with(i, chosen))}
          />
        </Part>
      ))}
      {filters.map((filter, i) => (
        <Part key={i} name="this filter" onRemove={() => setFilters(filters.toSpliced(i, 1))}>
          <Words>{i === 0 ? 'where' : 'and'}</Words>
          <FilterPills
            event={only}
            value={filter}
            onChange={(changed) => setFilters(filters.with(i, changed))}
          />
        </Part>
      ))}
      <MoreMenu
        label={`Say more of ${only || 'these events'}`}
        items={[
          filters.length < MOST_FILTERS && {
            label: 'Where a property …',
            onAdd: () => setFilters([...filters, NEW_FILTER]),
          },
          names.length > 0 &&
            names.length < MOST_NAMES && { label: 'Or another event', onAdd: () => setNames([...names, '']) },
          names.length > 0 && { label: 'Any event', onAdd: () => setNames([]) },
          ...more,
        ]}
      />
    </Part>
  );
}

function FilterPills({
  event,
  value,
  onChange,
}: {
  readonly event: string | undefined;
  readonly value: PropertyFilter;
  readonly onChange: (value: PropertyFilter) => void;
}) {
  const { scope, property, ...comparison } = value;
  return (
    <>
      <ScopedPropertyPill
        event={event}
        value={{ scope, property }}
        onChange={(of) => onChange(withProperty(value, of))}
      />
      <ComparisonPills
        of={scope}
        event={scope === 'event' ? event : undefined}
        property={property}
        value={comparison}
        onChange={(changed) => onChange({ ...changed, scope, property })}
      />
    </>
  );
}
