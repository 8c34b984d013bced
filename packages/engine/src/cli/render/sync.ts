import { count, instantText } from '../output/format.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';

export interface ShownDrift {
  readonly checkedAt: number;
  readonly there: number;
  readonly missing: number;
  readonly extra: number;
  readonly missingNames: readonly string[];
  readonly extraAddresses: readonly string[];
  readonly bySize: boolean;
  readonly failed: { readonly at: number; readonly message: string } | null;
}

export interface ShownSync {
  readonly id: string;
  readonly cohort: string;
  readonly destination: string;
  readonly kind: string;
  readonly audience: string;
  readonly mode: string;
  readonly state: string;
  readonly destinationState: string;
  readonly message: string | null;
  readonly health: { readonly state: string; readonly message: string };
  readonly wanted: number | null;
  readonly there: number;
  readonly pending: number;
  readonly rejected: number;
  readonly unresolved: number;
  readonly comparedAt: number | null;
  readonly goodAt: number | null;
  readonly exclusive: boolean;
  readonly drift: ShownDrift | null;
  readonly people?: readonly {
    readonly name: string;
    readonly state: string;
    readonly reason: string | null;
    readonly message: string | null;
  }[];
  readonly reasons?: readonly { readonly state: string; readonly reason: string; readonly count: number }[];
  readonly shared?: readonly { readonly address: string; readonly names: readonly string[] }[];
}

export interface ShownWarning {
  readonly path: string;
  readonly message: string;
}

export function warningLines(warnings: readonly ShownWarning[]): readonly string[] {
  return warnings.map(({ path, message }) => `warning: ${path}: ${message}`);
}

export interface ShownPreview {
  readonly wanted: number;
  readonly add: number;
  readonly update: number;
  readonly remove: number;
  readonly names: Readonly<Record<'add' | 'update' | 'remove', readonly string[]>>;
  readonly unaddressed: readonly {
    readonly message: string;
    readonly count: number;
    readonly names: readonly string[];
  }[];
  readonly warnings: readonly ShownWarning[];
  readonly requests: readonly { readonly method: string; readonly url: string; readonly body: string }[];
}

/** How a sync stands, at a glance, then the people of whom something is not settled, with the reason. */
export function syncWords(sync: ShownSync): string {
  const when = (instant: number | null) => (instant === null ? 'never' : instantText(instant));
  const lines = [
    `${sync.cohort} in "${sync.audience}" of ${sync.destination} (${sync.kind}), ${sync.mode}, ${sync.state}`,
    ...(sync.message === null ? [] : [`the destination is ${sync.destinationState}: ${sync.message}`]),
    '',
    `health      ${wrapped(`${sync.health.state}: ${sync.health.message}`, ' '.repeat(12)).trimStart()}`,
    `wanted      ${sync.wanted === null ? 'not compared yet' : count(sync.wanted)}`,
    `there       ${count(sync.there)}`,
    `pending     ${count(sync.pending)}`,
    `rejected    ${count(sync.rejected)}`,
    `unresolved  ${count(sync.unresolved)}`,
    `compared    ${when(sync.comparedAt)}`,
    `all good    ${when(sync.goodAt)}`,
    ...(sync.drift === null ? [] : [`audience    ${driftWords(sync.drift)}`]),
  ];
  if (sync.reasons && sync.reasons.length > 0) {
    lines.push('', ...sync.reasons.map((each) => `${count(each.count)} ${each.state}: ${each.reason}`));
  }
  if (sync.people && sync.people.length > 0) {
    lines.push(
      '',
      table(sync.people, [
        { title: 'who', cell: (each) => each.name, flexible: true },
        { title: 'state', cell: (each) => each.state },
        { title: 'why', cell: (each) => each.message ?? '', flexible: true },
      ]),
    );
    const more = sync.pending + sync.rejected + sync.unresolved - sync.people.length;
    if (more > 0) lines.push(`and ${count(more)} more`);
  }
  if (sync.shared && sync.shared.length > 0) {
    lines.push('', `one entry over there for several members (the first ${sync.shared.length}):`);
    lines.push(...sync.shared.map(({ address, names }) => `  ${address}: ${names.join(', ')}`));
  }
  return lines.join('\n');
}

/** What a look into the audience found, in a line. */
export function driftWords(found: ShownDrift): string {
  const { failed, checkedAt } = found;
  if (failed === null) return foundWords(found);
  const could = `could not be read on ${instantText(failed.at)}: ${failed.message}`;
  return checkedAt === 0 ? could : `${could}; before that ${foundWords(found)}`;
}

function foundWords({ checkedAt, there, bySize, ...drift }: ShownDrift): string {
  const seen = `${count(there)} there on ${instantText(checkedAt)}`;
  if (drift.missing + drift.extra === 0)
    return `${seen}, ${bySize ? 'as many as should be' : 'as it should be'}`;
  const some = (word: string, number: number, names: readonly string[]) => {
    if (number === 0) return [];
    const more = number > names.length ? `, and ${count(number - names.length)} more` : '';
    return [`${count(number)} ${word} (${names.join(', ')}${more})`];
  };
  return [
    seen,
    ...some('missing', drift.missing, drift.missingNames),
    ...some('extra', drift.extra, drift.extraAddresses),
  ].join(', ');
}

/** What would go out, with the first requests as they would be. */
export function previewWords(preview: ShownPreview): string {
  const some = (names: readonly string[], of: number) => {
    const more = of > names.length ? `, and ${count(of - names.length)} more` : '';
    return names.length === 0 ? '' : `: ${names.join(', ')}${more}`;
  };
  return [
    `${count(preview.wanted)} members`,
    `  ${count(preview.add)} would be put in${some(preview.names.add, preview.add)}`,
    `  ${count(preview.update)} there already would get new values${some(preview.names.update, preview.update)}`,
    `  ${count(preview.remove)} would be taken out${some(preview.names.remove, preview.remove)}`,
    ...preview.unaddressed.map(
      (each) => `  ${count(each.count)} stay out: ${each.message}${some(each.names, each.count)}`,
    ),
    ...warningLines(preview.warnings),
    ...preview.requests.flatMap(({ method, url, body }) => ['', `${method} ${url}`, body]),
  ].join('\n');
}
