import {
  ACCOUNT,
  ALIAS,
  GROUP_IDENTIFY,
  type IncomingEvent,
  NO_SESSION,
  UNALIAS,
} from '../../model/event.ts';
import type { PropertyUpdate } from '../../model/property-update.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import type { Clock } from '../../model/time.ts';
import { bareRecord } from '../../util/bare-record.ts';
import { ok, type Problem, type Result } from '../../util/result.ts';
import { type Flattening, LONGEST_TEXT, MOST_PROPERTIES, nameFault, wellFormed } from '../properties.ts';
import { asText, convertInto, isEmpty } from './convert-value.ts';
import type { ColumnType, FileFormat, Mapping, PropertyColumns, SkipRule } from './mapping.ts';
import { compileTime, timeOutOfRange } from './read-time.ts';
import { idOf, idProblem, nameProblem, refusedRow } from './row-id.ts';
import type { NamedColumn, RefusedRow, RowMapper, RowOutcome, SkippedRow } from './row-outcome.ts';
import { sessionNumber } from './session-number.ts';

/** What a column is for. A column may be several things, such as an event property and a user property. */
interface Role {
  readonly column: string;
  readonly as: string;
  /** Slot of `values` that the column's cell goes to, or -1. */
  readonly slot: number;
  readonly eventProperty: string | undefined;
  readonly userProperty: string | undefined;
  readonly accountProperty: string | undefined;
  readonly type: ColumnType | undefined;
  /** Why the column cannot be a property: its name. */
  readonly fault: string | undefined;
  met: boolean;
}

/** Which property bag the fields of an opened object (`object.*`) go to. */
type Star = 'event' | 'user' | 'account';

/** Columns that the mapping does not name and that were met: beyond, each is looked at anew. */
const MAX_LEARNED = 10_000;

/**
 * Compiles a mapping into a function from rows to events: each row costs one pass over its keys. Problems are those of the
 * mapping's time. Whether the columns exist is seen only on reading: `columns()` tells.
 */
export function compileMapping(mapping: Mapping, format: FileFormat, clock: Clock): Result<RowMapper> {
  const time = compileTime(mapping.time);
  if (!time.ok) return time;
  const readTime = time.value;
  const plan = planRoles(mapping);
  const { roles, opened, stars, rest, slots } = plan;
  const values: unknown[] = new Array(slots.size);
  const slot = (column: string | undefined): number =>
    column === undefined ? -1 : (slots.get(column) ?? -1);

  const userSlot = slot(mapping.user);
  const deviceSlot = slot(mapping.device);
  const sessionSlot = slot(mapping.session);
  const timeColumn = timeColumnOf(mapping);
  const timeSlot = slot(timeColumn);
  const eventColumn = typeof mapping.event === 'string' ? mapping.event : undefined;
  const eventSlot = slot(eventColumn);
  const constantEvent = typeof mapping.event === 'string' ? undefined : mapping.event.constant;
  const insertSlots = insertColumnsOf(mapping).map(slot);
  const accountSlots = listOf(mapping.accounts).map(slot);
  const groupSlots = Object.entries(mapping.groups ?? {}).map(([type, column]) => ({
    type,
    slot: slot(column),
  }));
  const skips = (mapping.skip ?? []).map((rule) => compileSkip(rule, slot(rule.column)));
  const constants = mapping.constants ?? {};
  const constantEventEntries = Object.entries(constants.eventProperties ?? {});
  const constantUserUpdates = Object.entries(constants.userProperties ?? {}).map(setUpdate);
  const constantAccountUpdates = Object.entries(constants.accountProperties ?? {}).map(setUpdate);

  const learned = new Map<string, Role>(roles);
  let problems: Problem[] = [];
  let bag: Flattening = { properties: bareRecord(), nulls: [], problems, size: 0 };
  let userUpdates: PropertyUpdate[] = [];
  let accountUpdates: PropertyUpdate[] = [];

  function visit(row: Readonly<Record<string, unknown>>, prefix: string): void {
    for (const key in row) {
      const value = row[key];
      const full = prefix === '' ? key : prefix + key;
      const role = learned.get(full) ?? learn(key, full, prefix, value);
      if (role === undefined) {
        visit(value as Readonly<Record<string, unknown>>, `${full}.`);
        continue;
      }
      role.met = true;
      if (role.slot >= 0) values[role.slot] = value;
      if (role.eventProperty !== undefined) put(bag, role.eventProperty, value, role);
      if (role.userProperty !== undefined) update(userUpdates, role.userProperty, value, role);
      if (role.accountProperty !== undefined) update(accountUpdates, role.accountProperty, value, role);
    }
  }

  /** What a column is for that the mapping does not name; undefined for an object that holds columns of its own. */
  function learn(key: string, full: string, prefix: string, value: unknown): Role | undefined {
    if (typeof value === 'object' && value !== null && opened.has(`${full}.`)) return undefined;
    const star = stars.get(prefix);
    const name = star === undefined ? full : key;
    const role: Role = {
      column: full,
      as: 'rest',
      slot: -1,
      eventProperty: star === 'event' || (star === undefined && rest) ? name : undefined,
      userProperty: star === 'user' ? name : undefined,
      accountProperty: star === 'account' ? name : undefined,
      type: undefined,
      fault: nameFault(key, name),
      met: true,
    };
    if (learned.size < MAX_LEARNED && !opened.has(`${full}.`)) learned.set(full, role);
    return role;
  }

  function put(into: Flattening, name: string, value: unknown, role: Role): void {
    if (value === null || value === undefined) return;
    if (role.fault !== undefined) {
      problems.push({ code: 'wrong-name', path: role.column, message: role.fault });
      return;
    }
    if (typeof value === 'string' && (role.type === undefined || role.type === 'text')) {
      // An empty cell of CSV is a missing value; JSON and Parquet have null for that.
      if (value === '' && format === 'csv') return;
      if (value.length <= LONGEST_TEXT && value.isWellFormed()) {
        into.properties[name] = value;
        into.size += 1;
        return;
      }
    }
    convertInto(into, name, value, role.type);
  }

  function update(updates: PropertyUpdate[], name: string, value: unknown, role: Role): void {
    if (typeof value === 'string' && value !== '' && role.type !== 'number' && role.type !== 'json') {
      if (
        role.fault === undefined &&
        role.type !== 'boolean' &&
        value.length <= LONGEST_TEXT &&
        value.isWellFormed()
      ) {
        updates.push({ op: 'set', property: name, value });
        return;
      }
    }
    const found: Flattening = { properties: bareRecord(), nulls: [], problems, size: 0 };
    put(found, name, value, role);
    for (const property in found.properties) {
      const set = found.properties[property];
      if (set !== undefined) updates.push({ op: 'set', property, value: set });
    }
  }

  function map(row: Readonly<Record<string, unknown>>, rowId: () => string): RowOutcome {
    for (let i = 0; i < values.length; i += 1) values[i] = undefined;
    problems = [];
    bag = { properties: bareRecord(), nulls: [], problems, size: 0 };
    userUpdates = [];
    accountUpdates = [];
    visit(row, '');
    for (const skip of skips) if (skip.holds(values[skip.slot])) return skip.outcome;

    const userId = idOf(values[userSlot]);
    const deviceId = idOf(values[deviceSlot]);
    const isGroupRecord = constantEvent === GROUP_IDENTIFY;
    if (userId === undefined && deviceId === undefined && !isGroupRecord)
      return noUser(mapping, values[userSlot]);
    const badId = idProblem(mapping.user ?? '', userId) ?? idProblem(mapping.device ?? '', deviceId);
    if (badId !== undefined) return badId;

    const rawName = constantEvent ?? values[eventSlot];
    const name = idOf(rawName);
    const eventField = eventColumn ?? 'event';
    if (name === undefined)
      return refusedRow(eventField, 'no-event', 'is empty: every row needs an event name', rawName);
    if (name === ALIAS || name === UNALIAS) {
      return refusedRow(eventField, 'reserved-name', `is ${name}, which a file cannot say whole`, rawName);
    }
    const badName = nameProblem(eventField, name);
    if (badName !== undefined) return badName;

    const rawTime = values[timeSlot];
    if (timeSlot >= 0 && isEmpty(rawTime)) {
      return refusedRow(timeColumn ?? 'time', 'no-time', 'is empty: every row needs a time', rawTime);
    }
    const at = readTime(rawTime);
    if (typeof at === 'string') return refusedRow(timeColumn ?? 'time', 'invalid-time', at, rawTime);
    const outside = timeOutOfRange(at, clock());
    if (outside !== undefined) return refusedRow(timeColumn ?? 'time', 'time-out-of-range', outside, rawTime);

    const groups: Record<string, readonly string[]> = {};
    const accounts = accountSlots.length === 0 ? [] : accountSlots.flatMap((at) => namesOf(values[at]));
    if (constants.account !== undefined) accounts.push(constants.account);
    if (accounts.length > 0) groups[ACCOUNT] = accounts;
    else if (isGroupRecord)
      return refusedRow('accounts', 'no-account', 'is empty: an account record names its account', '');
    for (const group of groupSlots) {
      const names = namesOf(values[group.slot]);
      if (names.length > 0) groups[group.type] = names;
    }
    const insertId = insertIdOf(insertSlots.map((at) => values[at]));
    const badLabel = labelProblem(mapping, insertId, groups);
    if (badLabel !== undefined) return badLabel;
    for (const [property, value] of constantEventEntries) bag.properties[property] = value;
    if (bag.size > MOST_PROPERTIES) {
      problems.push({
        code: 'too-many-properties',
        path: '',
        message: `has ${bag.size} properties, more than ${MOST_PROPERTIES}`,
      });
    }
    const [problem] = problems;
    if (problem !== undefined)
      return refusedRow(problem.path, problem.code, problem.message, row[problem.path]);
    const event: IncomingEvent = {
      name,
      time: at,
      userId,
      deviceId,
      insertId: insertId ?? rowId(),
      sessionId: sessionSlot < 0 ? NO_SESSION : sessionNumber(values[sessionSlot]),
      groups,
      joins: NO_GROUPS,
      properties: bag.properties,
      userUpdates: constantUserUpdates.length === 0 ? userUpdates : [...userUpdates, ...constantUserUpdates],
      accountUpdates:
        constantAccountUpdates.length === 0 ? accountUpdates : [...accountUpdates, ...constantAccountUpdates],
      aliasOf: undefined,
      source: 'import',
    };
    return event;
  }

  const needed = new Set([eventColumn, timeColumn]);
  return ok({
    map,
    columns: (): readonly NamedColumn[] =>
      [...roles.values()].map(({ column, as, met }) => ({ column, as, met, needed: needed.has(column) })),
  });
}

const NO_GROUPS: Readonly<Record<string, readonly string[]>> = {};

interface RolePlan {
  readonly roles: ReadonlyMap<string, Role>;
  /** Objects that some column or `object.*` lies in, as prefixes with their dot. */
  readonly opened: ReadonlySet<string>;
  readonly stars: ReadonlyMap<string, Star>;
  /** Columns that the mapping does not name become event properties. */
  readonly rest: boolean;
  readonly slots: ReadonlyMap<string, number>;
}

function planRoles(mapping: Mapping): RolePlan {
  const fields = new Map<string, string>();
  const note = (column: string | undefined, as: string): void => {
    if (column !== undefined && !fields.has(column)) fields.set(column, as);
  };
  note(mapping.user, 'user');
  note(mapping.device, 'device');
  note(typeof mapping.event === 'string' ? mapping.event : undefined, 'event');
  note(timeColumnOf(mapping), 'time');
  note(mapping.session, 'session');
  for (const column of insertColumnsOf(mapping)) note(column, 'insertId');
  for (const column of listOf(mapping.accounts)) note(column, 'accounts');
  for (const column of Object.values(mapping.groups ?? {})) note(column, 'groups');
  const consumed = new Set(fields.keys());
  for (const rule of mapping.skip ?? []) note(rule.column, 'skip');
  const slots = new Map([...fields.keys()].map((column, i) => [column, i]));

  const stars = new Map<string, Star>();
  const bags: Record<Star, Map<string, string>> = { event: new Map(), user: new Map(), account: new Map() };
  const addTo = (bag: Star, columns: PropertyColumns | undefined): void => {
    const given =
      columns === undefined
        ? {}
        : 'include' in columns || !Array.isArray(columns)
          ? columns
          : { include: columns };
    const { include = [], rename = {} } = given as { include?: string[]; rename?: Record<string, string> };
    for (const column of [...include, ...Object.keys(rename).filter((name) => !include.includes(name))]) {
      if (column.endsWith('.*')) stars.set(column.slice(0, -1), bag);
      else bags[bag].set(column, rename[column] ?? column);
    }
  };
  const eventColumns = mapping.eventProperties ?? 'rest';
  if (typeof eventColumns !== 'string') addTo('event', eventColumns);
  addTo('user', mapping.userProperties);
  addTo('account', mapping.accountProperties);
  const listed =
    typeof eventColumns !== 'string' && (Array.isArray(eventColumns) || eventColumns.include !== undefined);
  const rest = eventColumns !== 'none' && !listed;
  const excluded = new Set(
    typeof eventColumns === 'object' && !Array.isArray(eventColumns) ? eventColumns.exclude : [],
  );

  const roles = new Map<string, Role>();
  const named = new Set([
    ...fields.keys(),
    ...bags.event.keys(),
    ...bags.user.keys(),
    ...bags.account.keys(),
    ...excluded,
    ...Object.keys(mapping.types ?? {}),
  ]);
  for (const column of named) {
    const elsewhere = consumed.has(column) || bags.user.has(column) || bags.account.has(column);
    const dot = column.lastIndexOf('.') + 1;
    const star = elsewhere || excluded.has(column) ? undefined : stars.get(column.slice(0, dot));
    const byStar = (bag: Star): string | undefined => (star === bag ? column.slice(dot) : undefined);
    const byRest = rest && !elsewhere && star === undefined ? column : undefined;
    roles.set(column, {
      column,
      as: fields.get(column) ?? roleName(column, bags, excluded),
      slot: slots.get(column) ?? -1,
      eventProperty: excluded.has(column) ? undefined : (bags.event.get(column) ?? byStar('event') ?? byRest),
      userProperty: bags.user.get(column) ?? byStar('user'),
      accountProperty: bags.account.get(column) ?? byStar('account'),
      type: mapping.types?.[column],
      fault: undefined,
      met: false,
    });
  }
  return { roles, stars, rest, slots, opened: openedObjects([...named, ...stars.keys()]) };
}

function roleName(
  column: string,
  bags: Record<Star, Map<string, string>>,
  excluded: ReadonlySet<string>,
): string {
  if (bags.event.has(column)) return 'eventProperties';
  if (bags.user.has(column)) return 'userProperties';
  if (bags.account.has(column)) return 'accountProperties';
  return excluded.has(column) ? 'eventProperties.exclude' : 'types';
}

function openedObjects(columns: readonly string[]): Set<string> {
  const opened = new Set<string>();
  for (const column of columns) {
    for (let dot = column.indexOf('.'); dot >= 0; dot = column.indexOf('.', dot + 1))
      opened.add(column.slice(0, dot + 1));
  }
  return opened;
}

function timeColumnOf(mapping: Mapping): string | undefined {
  if (typeof mapping.time === 'string') return mapping.time;
  return 'column' in mapping.time ? mapping.time.column : undefined;
}

function insertColumnsOf(mapping: Mapping): readonly string[] {
  const { insertId } = mapping;
  return typeof insertId === 'string' || Array.isArray(insertId) ? listOf(insertId) : [];
}

function listOf(columns: string | readonly string[] | undefined): readonly string[] {
  if (columns === undefined) return [];
  return typeof columns === 'string' ? [columns] : columns;
}

function setUpdate([property, value]: readonly [string, PropertyValue]): PropertyUpdate {
  return { op: 'set', property, value };
}

interface Skip {
  readonly slot: number;
  readonly holds: (value: unknown) => boolean;
  readonly outcome: SkippedRow;
}

/** Values are compared as text, so that 1 in JSON equals "1" in CSV. */
function compileSkip(rule: SkipRule, slot: number): Skip {
  const outcome = (reason: string): SkippedRow => ({ outcome: 'skipped', reason });
  if ('is' in rule) return { slot, holds: isEmpty, outcome: outcome(`${rule.column} is empty`) };
  const wanted = 'equals' in rule ? rule.equals : rule.notEquals;
  const list = Array.isArray(wanted) ? wanted : [wanted];
  const texts = new Set(list.map(String));
  const words = list.map((value) => JSON.stringify(value)).join(' or ');
  const isIn = (value: unknown): boolean =>
    texts.has(value === undefined || value === null ? '' : asText(value));
  return 'equals' in rule
    ? { slot, holds: isIn, outcome: outcome(`${rule.column} is ${words}`) }
    : { slot, holds: (value) => !isIn(value), outcome: outcome(`${rule.column} is not ${words}`) };
}

function noUser(mapping: Mapping, seen: unknown): RefusedRow {
  const column = mapping.user ?? mapping.device ?? 'user';
  const hint = JSON.stringify({ column, is: 'empty' });
  return refusedRow(
    column,
    'no-user',
    `is empty, so nobody did it: leave such rows out with "skip": [${hint}]`,
    seen,
  );
}

function namesOf(value: unknown): string[] {
  if (isEmpty(value)) return [];
  if (Array.isArray(value)) return value.filter((one) => !isEmpty(one)).map((one) => wellFormed(asText(one)));
  return [wellFormed(asText(value))];
}

function labelProblem(
  mapping: Mapping,
  insertId: string | undefined,
  groups: IncomingEvent['groups'],
): RefusedRow | undefined {
  const bad = insertId === undefined ? undefined : nameProblem(insertColumnsOf(mapping).join('+'), insertId);
  if (bad !== undefined) return bad;
  for (const type in groups) {
    for (const name of groups[type] ?? []) {
      const found = nameProblem(type === ACCOUNT ? 'accounts' : `groups.${type}`, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Several columns are joined with `:`; inside a cell it is escaped, so different cells never join to the same id. */
function insertIdOf(cells: readonly unknown[]): string | undefined {
  if (cells.every(isEmpty)) return undefined;
  if (cells.length === 1) return wellFormed(asText(cells[0]));
  return cells
    .map((cell) => (isEmpty(cell) ? '' : wellFormed(asText(cell)).replaceAll(/[\\:]/g, '\\$&')))
    .join(':');
}
