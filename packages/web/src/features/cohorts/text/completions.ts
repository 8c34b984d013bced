import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { completionsAt } from '@cusp/engine/define/language/completions.ts';
import {
  printName,
  printProperty,
  printScalar,
  printText,
  printUserProperty,
} from '@cusp/engine/define/language/print-literal.ts';
import { eventNames, propertyNames, propertyValues } from '../../../api/catalogue.ts';
import { cohortList } from '../../../api/cohorts.ts';
import { queryClient } from '../../../api/query-client.ts';
import { countText } from '../../../ui/format.ts';
import { valuePlace } from './value-place.ts';

const MOST_NAMES = 1_000;

/** What may be written next: the language's own words, and names and values of the project's catalogue. */
export function cohortCompletions(project: string): Extension {
  return autocompletion({
    override: [(context) => complete(context, project)],
    maxRenderedOptions: 60,
    icons: false,
  });
}

async function complete(context: CompletionContext, project: string): Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  const { from, keywords, names } = completionsAt(text, context.pos);
  const typed = text.slice(from, context.pos);
  const isQuoted = typed.startsWith('"');
  const unit = /^\s*accounts\b/i.test(text) ? 'account' : 'user';
  const offered = names === undefined ? [] : await namesOf(names, project, unit);
  const values = await valuesAt(text.slice(0, from), project, unit, typed);
  const options: Completion[] = [
    ...values,
    ...offered.slice(0, MOST_NAMES).map(({ name, detail, written }, i) => ({
      label: isQuoted ? printText(name) : name,
      displayLabel: name,
      detail,
      apply: isQuoted ? printText(name) : written,
      boost: i < 50 ? 50 - i : 0,
    })),
    ...keywords.map((word) => ({ label: word, type: 'keyword', boost: -10 })),
  ];
  if (options.length === 0) return null;
  return { from, options, validFor: isQuoted ? /^"[^"]*$/ : /^[\w$.]*$/ };
}

interface Offered {
  readonly name: string;
  readonly detail: string;
  /** As the language writes it. */
  readonly written: string;
}

async function namesOf(
  names: 'event' | 'property' | 'user-property' | 'cohort',
  project: string,
  unit: 'user' | 'account',
): Promise<readonly Offered[]> {
  switch (names) {
    case 'event': {
      const { events } = await queryClient.ensureQueryData(eventNames(project));
      return events.map(({ name, users }) => ({
        name,
        detail: `${countText(users)} users`,
        written: printName(name),
      }));
    }
    case 'property': {
      const [own, ofEvents] = await Promise.all([
        queryClient.ensureQueryData(propertyNames(project, { of: unit })),
        queryClient.ensureQueryData(propertyNames(project, { of: 'event' })),
      ]);
      return [
        ...own.properties.map(({ name }) => ({ name, detail: `of ${unit}s`, written: printProperty(name) })),
        ...ofEvents.properties.map(({ name }) => ({
          name,
          detail: 'of events',
          written: printProperty(name),
        })),
      ];
    }
    case 'user-property': {
      const { properties } = await queryClient.ensureQueryData(propertyNames(project, { of: 'user' }));
      return properties.map(({ name, count }) => ({
        name,
        detail: countText(count),
        written: printUserProperty(name).slice('user.'.length),
      }));
    }
    case 'cohort': {
      const { cohorts } = await queryClient.ensureQueryData(cohortList(project));
      return cohorts
        .filter((each) => each.unit === unit)
        .map(({ name, live }) => ({ name, detail: countText(live.size), written: printText(name) }));
    }
  }
}

async function valuesAt(
  before: string,
  project: string,
  unit: 'user' | 'account',
  typed: string,
): Promise<readonly Completion[]> {
  const place = valuePlace(before);
  if (place === undefined) return [];
  const { values } = await queryClient.ensureQueryData(
    propertyValues(project, { of: place.of === 'own' ? unit : place.of, name: place.property }),
  );
  return values.map(({ value, count }, i) => ({
    label: typed.startsWith('"') || typeof value !== 'string' ? printScalar(value) : value,
    displayLabel: String(value),
    detail: countText(count),
    apply: printScalar(value),
    boost: 90 - Math.min(i, 80),
  }));
}
