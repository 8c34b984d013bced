import { OF_USER } from './catalogue-options.ts';
import { NamePill } from './name-pill.tsx';

export interface OwnPropertyPillProps {
  readonly label?: string;
  readonly placeholder?: string;
  readonly of: 'user' | 'account';
  readonly value: string;
  readonly onChange: (property: string) => void;
}

/** A property that users or accounts have. */
export function OwnPropertyPill({
  label = 'Property',
  placeholder = 'choose a property',
  of,
  value,
  onChange,
}: OwnPropertyPillProps) {
  return (
    <NamePill
      label={label}
      value={value}
      placeholder={placeholder}
      offers={{ of: 'own-properties', unit: of }}
      onChange={onChange}
    />
  );
}

export interface ScopedProperty {
  readonly scope: 'event' | 'user';
  readonly property: string;
}

export interface ScopedPropertyPillProps {
  readonly label?: string;
  /** Whose event's properties are offered; undefined: those of any event. */
  readonly event: string | undefined;
  readonly value: ScopedProperty;
  readonly onChange: (value: ScopedProperty) => void;
}

/** A property of an event, or of the user as the event carries it. */
export function ScopedPropertyPill({ label = 'Property', event, value, onChange }: ScopedPropertyPillProps) {
  const { scope, property } = value;
  return (
    <NamePill
      label={label}
      value={property === '' ? '' : `${scope === 'user' ? OF_USER : ''}${property}`}
      placeholder="choose a property"
      offers={{ of: 'event-properties', event }}
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
