import type { IncomingEvent } from '../../model/event.ts';
import type { Properties } from '../../model/property-value.ts';
import type { Clock } from '../../model/time.ts';
import { ProblemError } from '../../util/problem-error.ts';
import type { EventSink } from '../event-sink.ts';
import { findFiles } from './find-files.ts';
import { importSources } from './import-files.ts';
import type { RefusedAt } from './import-report.ts';
import type { Mapping } from './mapping.ts';
import { fileSource, type RowSource } from './row-source.ts';

/** What the first rows of some files would become. */
export interface Preview {
  readonly rows: readonly { readonly where: string; readonly becomes: IncomingEvent | RefusedAt }[];
  readonly properties: readonly SeenProperty[];
  readonly skipped: number;
  readonly troubles: readonly string[];
}

export interface SeenProperty {
  readonly of: 'event' | 'user' | 'account';
  readonly property: string;
  readonly types: readonly string[];
  readonly rows: number;
}

/** Maps the first rows as importFiles would, storing nothing. Throws as importFiles does. */
export async function previewFiles(options: {
  readonly paths: readonly string[];
  readonly mapping: Mapping | undefined;
  readonly rows: number;
  readonly clock: Clock;
}): Promise<Preview> {
  const found = await findFiles(options.paths);
  if (!found.ok) throw new ProblemError(400, found.problems);
  return previewSources(found.value.map(fileSource), options);
}

/** The same of what was opened by other means. `accountGroup`: the project's, which an Amplitude export speaks of. */
export async function previewSources(
  sources: readonly RowSource[],
  options: {
    readonly mapping: Mapping | undefined;
    readonly rows: number;
    readonly clock: Clock;
    readonly accountGroup?: string | undefined;
  },
): Promise<Preview> {
  const events: IncomingEvent[] = [];
  const refused: RefusedAt[] = [];
  const sink: EventSink = {
    async accept(_project, batch) {
      events.push(...batch);
      return batch.map(() => 'stored');
    },
  };
  const { mapping, clock, accountGroup = 'account' } = options;
  const report = await importSources(sources, {
    mapping,
    clock,
    sink,
    project: { id: '', name: '', timeZone: 'UTC', accountGroup },
    maxRows: options.rows,
    onRefused: async (rows) => {
      refused.push(...rows);
    },
  });
  return {
    rows: [
      ...events.map((event, i) => ({ where: `event ${i + 1}`, becomes: event })),
      ...refused.map((row) => ({ where: row.where, becomes: row })),
    ],
    properties: seenProperties(events),
    skipped: report.skipped.reduce((sum, { rows }) => sum + rows, 0),
    troubles: [
      ...report.warnings,
      ...report.files.flatMap(({ path, troubles }) => troubles.map((trouble) => `${path}: ${trouble}`)),
    ],
  };
}

function seenProperties(events: readonly IncomingEvent[]): readonly SeenProperty[] {
  const found = new Map<
    string,
    { of: SeenProperty['of']; property: string; types: Set<string>; rows: number }
  >();
  const note = (of: SeenProperty['of'], property: string, value: Properties[string]): void => {
    const key = `${of} ${property}`;
    const entry = found.get(key) ?? { of, property, types: new Set<string>(), rows: 0 };
    entry.types.add(typeName(value));
    entry.rows += 1;
    found.set(key, entry);
  };
  for (const event of events) {
    for (const property in event.properties) note('event', property, event.properties[property] ?? '');
    for (const update of event.userUpdates)
      if (update.op === 'set') note('user', update.property, update.value);
    for (const update of event.accountUpdates)
      if (update.op === 'set') note('account', update.property, update.value);
  }
  return [...found.values()].map((entry) => ({ ...entry, types: [...entry.types] }));
}

function typeName(value: Properties[string]): string {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'object') return 'list';
  return typeof value === 'boolean' ? 'true/false' : 'number';
}
