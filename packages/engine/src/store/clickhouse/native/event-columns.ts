import type { StoredEvent } from '../../../model/event.ts';
import type { PropertyValue } from '../../../model/property-value.ts';
import { updateText } from '../event-row.ts';
import { type Column, instantColumn, integerColumn, keyColumn, PlainColumn, stringColumn } from './column.ts';
import { JsonColumn } from './json-column.ts';
import { ListColumn, MapColumn } from './list-column.ts';
import { type NamedColumn, type NativeBlock, nativeBlock } from './native-block.ts';
import { WordColumn } from './word-column.ts';

const PROPERTIES = 'JSON(max_dynamic_paths=256)';
/** A block holds a cell for each row of each path; so many are what 32,768 rows of 256 paths have. */
const MAX_CELLS = 8_388_608;

/** Stored events as the columns of the table `events`: filled one by one, and then a block for EventStore.insertBlock. */
export class EventColumns {
  readonly #project = new WordColumn();
  readonly #name = new WordColumn();
  readonly #user = keyColumn();
  readonly #time = instantColumn();
  readonly #seq = integerColumn('UInt64');
  readonly #received = instantColumn();
  readonly #userId = stringColumn();
  readonly #deviceId = stringColumn();
  readonly #insertId = stringColumn();
  readonly #insertKey = keyColumn();
  readonly #sessionId = integerColumn('Int64');
  readonly #groups = new MapColumn(new WordColumn(), new ListColumn(stringColumn()));
  readonly #accounts = new ListColumn(keyColumn());
  readonly #properties = new JsonColumn(PROPERTIES);
  readonly #userProperties = new JsonColumn(PROPERTIES);
  readonly #userUpdates = new MapColumn(new WordColumn(), updateColumn());
  readonly #accountUpdates = new MapColumn(new WordColumn(), updateColumn());
  readonly #linkedKey = keyColumn();
  readonly #linkKind = new WordColumn();
  readonly #source = new WordColumn();
  #rows = 0;
  #firstSeq = Number.MAX_SAFE_INTEGER;
  #lastSeq = 0;

  get rows(): number {
    return this.#rows;
  }

  /** About how many bytes the block takes. */
  get size(): number {
    return this.#columns().reduce((sum, [, { size }]) => sum + size, 0);
  }

  /** Whether its events have so many different properties that it should go as it is. */
  get full(): boolean {
    return (this.#properties.paths + this.#userProperties.paths) * this.#rows >= MAX_CELLS;
  }

  add(event: StoredEvent): void {
    this.#project.add(event.project);
    this.#name.add(event.name);
    this.#user.add(event.user);
    this.#time.add(event.time);
    this.#seq.add(event.seq);
    this.#received.add(event.received);
    this.#userId.add(event.userId);
    this.#deviceId.add(event.deviceId);
    this.#insertId.add(event.insertId);
    this.#insertKey.add(event.insertKey);
    this.#sessionId.add(event.sessionId);
    this.#groups.add(event.groups);
    this.#accounts.add(event.accounts);
    this.#properties.add(event.properties);
    this.#userProperties.add(event.userProperties);
    this.#userUpdates.add(event.userUpdates);
    this.#accountUpdates.add(event.accountUpdates);
    this.#linkedKey.add(event.linkedKey);
    this.#linkKind.add(event.linkKind);
    this.#source.add(event.source);
    this.#firstSeq = Math.min(this.#firstSeq, event.seq);
    this.#lastSeq = Math.max(this.#lastSeq, event.seq);
    this.#rows += 1;
  }

  block(): NativeBlock {
    const block = nativeBlock(this.#columns(), this.#rows, this.size);
    return { ...block, arrivals: { from: this.#firstSeq, to: this.#lastSeq } };
  }

  #columns(): readonly NamedColumn[] {
    return [
      ['project', this.#project],
      ['name', this.#name],
      ['user', this.#user],
      ['time', this.#time],
      ['seq', this.#seq],
      ['received', this.#received],
      ['user_id', this.#userId],
      ['device_id', this.#deviceId],
      ['insert_id', this.#insertId],
      ['insert_key', this.#insertKey],
      ['session_id', this.#sessionId],
      ['groups', this.#groups],
      ['accounts', this.#accounts],
      ['properties', this.#properties],
      ['user_properties', this.#userProperties],
      ['user_updates', this.#userUpdates],
      ['account_updates', this.#accountUpdates],
      ['linked_key', this.#linkedKey],
      ['link_kind', this.#linkKind],
      ['source', this.#source],
    ];
  }
}

/** What a row sets, as text: JSON, so that its type survives. */
const updateColumn = (): Column<PropertyValue | null> =>
  new PlainColumn('String', (into, value: PropertyValue | null) => into.text(updateText(value)));
