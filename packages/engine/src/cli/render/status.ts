import { defused } from '../../define/language/visible.ts';
import { count, instantText } from '../output/format.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';

export interface ShownStatus {
  readonly version: string;
  readonly project: { readonly name: string; readonly timeZone: string; readonly accountGroup: string };
  readonly events: number;
  readonly users: number;
  readonly lastReceived: number | null;
  readonly rejectedLastDay: number;
  readonly cohorts: {
    readonly count: number;
    readonly notFresh: readonly { readonly name: string; readonly message: string }[];
  };
  readonly syncs: readonly {
    readonly id: string;
    readonly cohort: string;
    readonly destination: string;
    readonly health: { readonly state: string; readonly message: string };
  }[];
  readonly filterColumns: readonly {
    readonly scope: 'event' | 'user';
    readonly property: string;
    readonly isWhole: boolean;
  }[];
  readonly alerts: readonly {
    readonly kind: string;
    readonly host: string;
    readonly failing: { readonly since: number; readonly error: string } | null;
  }[];
}

/** More syncs than that are left to `cusp sync list`; those that need a look are shown whatever their number. */
const SYNCS = 20;

export function statusWords(status: ShownStatus): string {
  const last = status.lastReceived === null ? 'nothing received yet' : instantText(status.lastReceived);
  const { notFresh } = status.cohorts;
  const held = notFresh.length === 0 ? '' : `, ${count(notFresh.length)} not up to date`;
  return [
    `project        ${status.project.name} (${status.project.timeZone})`,
    `events         ${count(status.events)}`,
    `users          ${count(status.users)}`,
    `last received  ${last}`,
    `refused        ${count(status.rejectedLastDay)} in the last 24 hours${status.rejectedLastDay > 0 ? ': see `cusp rejected`' : ''}`,
    `cohorts        ${count(status.cohorts.count)}${held}`,
    `alerts         ${alertWords(status.alerts)}`,
    `version        ${status.version}`,
    ...columnLines(status.filterColumns),
    ...notFresh.flatMap(({ name, message }) => ['', `cohort ${name}`, wrapped(message, '  ')]),
    ...syncLines(status.syncs),
    ...status.alerts.flatMap(({ kind, host, failing }) =>
      failing === null
        ? []
        : [
            '',
            `alerts to ${kind} fail since ${instantText(failing.since)}`,
            wrapped(`${host}: ${failing.error}`, '  '),
          ],
    ),
  ].join('\n');
}

/** Which filters are quick in long questions: it explains why the same question takes longer with another property. */
function columnLines(columns: ShownStatus['filterColumns']): string[] {
  if (columns.length === 0) return [];
  const names = columns.map(
    ({ scope, property, isWhole }) => `${scope}.${defused(property)}${isWhole ? '' : ' (being filled)'}`,
  );
  return ['', 'filtered by often, with a column of their own', wrapped(names.join(', '), '  ')];
}

function syncLines(syncs: ShownStatus['syncs']): string[] {
  if (syncs.length === 0) return [];
  const look = syncs.filter(({ health }) => !['healthy', 'paused'].includes(health.state));
  const shown = syncs.slice(0, Math.max(SYNCS, look.length));
  const more = syncs.length - shown.length;
  return [
    '',
    table(shown, [
      { title: 'sync of', cell: (each) => each.cohort, flexible: true },
      { title: 'to', cell: (each) => each.destination, flexible: true },
      { title: 'health', cell: (each) => each.health.state },
      { title: 'id', cell: (each) => each.id },
    ]),
    ...(more === 0 ? [] : [`and ${count(more)} more: see \`cusp sync list\``]),
    ...look.flatMap(({ cohort, destination, health }) => [
      '',
      `${cohort} to ${destination} is ${health.state}`,
      wrapped(health.message, '  '),
    ]),
  ];
}

function alertWords(alerts: ShownStatus['alerts']): string {
  if (alerts.length === 0) return 'nobody is told of trouble: see `cusp alert add`';
  const failing = alerts.filter((each) => each.failing !== null).length;
  const told = `${count(alerts.length)} ${alerts.length === 1 ? 'receiver' : 'receivers'}`;
  return failing === 0 ? told : `${told}, ${count(failing)} failing`;
}
