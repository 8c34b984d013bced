import type { ColumnType, Generated } from 'kysely';
import type { Json } from './json.ts';

/** Set by the database when left out. */
type DefaultsToNow = ColumnType<Date, Date | undefined, Date>;

export interface ProjectsTable {
  readonly id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly account_group: string;
  readonly created_at: DefaultsToNow;
  readonly updated_at: DefaultsToNow;
}

export interface ApiKeysTable {
  readonly id: string;
  readonly project_id: string;
  /** A write key only brings events in; a secret key reads and changes everything of its project. */
  readonly kind: 'write' | 'secret';
  /** SHA-256 of the key in hex: the key itself is shown once and kept nowhere. */
  readonly hash: string;
  /** The key's first characters, by which a person tells keys apart. */
  readonly prefix: string;
  readonly created_at: DefaultsToNow;
  readonly revoked_at: Date | null;
}

export interface CohortsTable {
  readonly id: string;
  readonly project_id: string;
  readonly name: string;
  readonly description: string;
  /** The version in force: a row of cohort_versions. */
  readonly version: number;
  /** A later one that is being built, and comes into force when it is whole. */
  readonly pending_version: ColumnType<number | null, number | null | undefined, number | null>;
  readonly archived_at: Date | null;
  readonly created_at: DefaultsToNow;
  readonly updated_at: DefaultsToNow;
}

export interface CohortVersionsTable {
  readonly cohort_id: string;
  readonly version: number;
  /** The tree, as define/language/ast.ts has it. Checked again when it is read. */
  readonly definition: Json<unknown>;
  /** The same in the language's words, as they were when it was saved. */
  readonly text: string;
  readonly created_at: DefaultsToNow;
  /** Who saved it, in words. */
  readonly created_by: ColumnType<string | null, string | null | undefined, never>;
}

export interface ImportsTable {
  readonly id: string;
  readonly project_id: string;
  readonly mapping: Json<unknown>;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** Progress by file, so that an import goes on where it stopped. */
  readonly files: Json<unknown>;
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly started_at: DefaultsToNow;
  readonly updated_at: DefaultsToNow;
  readonly finished_at: Date | null;
  readonly error: string | null;
}

export interface ExportsTable {
  readonly id: string;
  readonly project_id: string;
  readonly cohort_id: string;
  readonly kind: 'csv' | 'webhook';
  readonly settings: Json<unknown>;
  readonly created_at: DefaultsToNow;
  readonly updated_at: DefaultsToNow;
}

export interface ExportRunsTable {
  readonly id: Generated<number>;
  readonly export_id: string;
  readonly cohort_version: number;
  /** The instant of the membership that was sent, UTC ms. */
  readonly as_of: number;
  readonly started_at: DefaultsToNow;
  readonly finished_at: Date | null;
  readonly entered: number;
  readonly exited: number;
  readonly total: number;
  /** Null while it runs. */
  readonly outcome: 'applied' | 'unchanged' | 'failed' | null;
  readonly error: string | null;
}

/** Whom the receiver is known to have. */
export interface ExportMembersTable {
  readonly export_id: string;
  /** Key of the user or account, decimal uint64. */
  readonly unit: string;
  /** The id under which the receiver knows it. */
  readonly id: string;
  readonly entered_run: number;
  /** The as-of instant at which it first entered, UTC ms. */
  readonly since: number;
}

/** What each run told its receiver; kept after the member has left. */
export interface ExportDeliveriesTable {
  readonly export_id: string;
  readonly run_id: number;
  readonly unit: string;
  readonly id: string;
  readonly direction: 'entered' | 'exited';
  readonly as_of: number;
}

export interface DestinationsTable {
  readonly id: string;
  readonly project_id: string;
  readonly name: string;
  readonly kind: string;
  /** What is not secret. */
  readonly settings: Json<unknown>;
  /** The secret fields as JSON, sealed. */
  readonly sealed_secrets: string;
  /** Why nothing is sent until a person acts; null when it may be sent. */
  readonly parked_kind: string | null;
  readonly parked_message: string | null;
  /** Nothing is sent before this instant, UTC ms. */
  readonly resume_at: number | null;
  /** What the latest fault was, and since when one followed the other: null when the destination last answered as it should. */
  readonly fault_kind: string | null;
  readonly faulty_since: number | null;
  /** When it last came back after faults, UTC ms. */
  readonly up_since: number | null;
  /** Faults in a row, by which the rest grows. */
  readonly faults: ColumnType<number, number | undefined, number>;
  readonly lease_owner: string | null;
  readonly lease_token: ColumnType<number, number | undefined, number>;
  readonly lease_until: Date | null;
  readonly created_at: DefaultsToNow;
  readonly updated_at: DefaultsToNow;
}

export interface SyncsTable {
  readonly id: string;
  readonly project_id: string;
  readonly cohort_id: string;
  readonly destination_id: string;
  readonly mode: 'once' | 'dynamic';
  readonly state: 'running' | 'paused' | 'done';
  readonly audience_name: string;
  /** What the destination calls it; null before it was first ensured. */
  readonly audience_id: string | null;
  readonly mapping: Json<unknown>;
  /** Members at the last comparison. */
  readonly wanted: number | null;
  /** When all members were last compared with the ledger, UTC ms, and under which version of the cohort. */
  readonly compared_at: number | null;
  readonly compared_version: number | null;
  /** All members are to be compared at the next chance. */
  readonly compare_asked: ColumnType<boolean, boolean | undefined, boolean>;
  /** When nothing was last left to do, UTC ms. */
  readonly good_at: number | null;
  /** Who is in the audience and not a member is taken out. */
  readonly exclusive: ColumnType<boolean, boolean | undefined, boolean>;
  /** When the audience was last read, UTC ms, and whether it is to be read at the next chance. */
  readonly checked_at: number | null;
  readonly check_asked: ColumnType<boolean, boolean | undefined, boolean>;
  /** What the last reading found. */
  readonly drift: Json<unknown> | null;
  /** When it was last resumed, UTC ms; null when it never was. */
  readonly running_since: number | null;
  /** When the destination first took anybody, UTC ms. */
  readonly first_told_at: number | null;
  readonly created_at: DefaultsToNow;
  readonly updated_at: DefaultsToNow;
}

/** What a destination was last known to have of one subject under one address. */
export interface SyncMembersTable {
  readonly sync_id: string;
  /** Key of the user or account, decimal uint64. */
  readonly subject: string;
  /** Empty when there is nothing to address the subject by. */
  readonly address: string;
  /** The subject's name for people. */
  readonly name: string;
  /** What was last tried. */
  readonly wants: 'in' | 'out';
  readonly has: 'yes' | 'no' | 'unknown';
  readonly state: 'settled' | 'retry' | 'rejected' | 'unresolved';
  readonly reason: string | null;
  readonly message: string | null;
  /** Of the attributes that were last sent. */
  readonly fingerprint: string;
  readonly attempts: number;
  /** Not to be tried before, UTC ms. */
  readonly next_at: number;
  /** The newest entry that the destination was told of by an event, UTC ms; 0: of none. */
  readonly event_at: ColumnType<number, number | undefined, number>;
  /** How often in a row they were not found in the audience. */
  readonly missed: ColumnType<number, number | undefined, number>;
  readonly changed_at: number;
  /** Since when it has waited to be tried again, UTC ms; null when it does not wait. */
  readonly pending_since: ColumnType<number | null, number | null | undefined, number | null>;
  /** When the destination was first known to have them, UTC ms; null: not yet. */
  readonly told_at: ColumnType<number | null, number | null | undefined, number | null>;
}

/** When a destination first took somebody who has left its audience since. */
export interface SyncToldTable {
  readonly sync_id: string;
  readonly subject: string;
  readonly told_at: number;
}

/** Ids that a destination has of its own for people. */
export interface DestinationIdentitiesTable {
  readonly destination_id: string;
  readonly address: string;
  readonly vendor_id: string;
}

/** Batches that were begun and of which no outcome is written down yet. */
export interface SyncBatchesTable {
  readonly sync_id: string;
  readonly id: string;
  readonly operations: Json<unknown>;
}

/** Requests of a UTC day that processes have set aside for themselves, by account at a vendor. */
export interface DailyRequestsTable {
  readonly account: string;
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly reserved: number;
}

/** Who is told when something is wrong in a project. */
export interface AlertReceiversTable {
  readonly id: string;
  readonly project_id: string;
  readonly kind: 'slack' | 'webhook';
  /** All of the address that may be shown. */
  readonly host: string;
  /** Address and signing secret as JSON, sealed. */
  readonly sealed: string;
  /** Tries in a row that failed; the next one is not before `next_at`, UTC ms. */
  readonly failures: ColumnType<number, number | undefined, number>;
  readonly failing_since: number | null;
  readonly next_at: ColumnType<number, number | undefined, number>;
  readonly error: string | null;
  readonly created_at: DefaultsToNow;
}

/** What is wrong now, by what it is wrong with. */
export interface AlertProblemsTable {
  readonly project_id: string;
  /** `sync:` or `cohort:` and its id. */
  readonly subject: string;
  readonly problem: string;
  readonly title: string;
  readonly message: string;
  readonly since: number;
}

/** What a receiver was last told of a subject: no row when it was told that all is well, or nothing yet. */
export interface AlertToldTable {
  readonly receiver_id: string;
  readonly subject: string;
  readonly problem: string;
  readonly title: string;
  readonly since: number;
  readonly told_at: number;
}

/** The one row whose holder looks for problems and tells of them. */
export interface AlertLeaseTable {
  readonly id: number;
  readonly owner: string | null;
  readonly token: number;
  readonly until: Date | null;
}

/** Browsers on the server's own machine that are signed in. */
export interface BrowserSessionsTable {
  readonly id: string;
  /** SHA-256 in hex of what the cookie holds. */
  readonly hash: string;
  /** UTC ms, both. */
  readonly created_at: number;
  readonly expires_at: number;
}

/** People who sign in to Cusp. This table and the two after it are written by better-auth. */
export interface PeopleTable {
  readonly id: string;
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  readonly email_verified: boolean;
  readonly image: string | null;
  readonly created_at: DefaultsToNow;
  readonly updated_at: DefaultsToNow;
}

export interface PersonSessionsTable {
  readonly id: string;
  readonly person_id: string;
  /** Half of what the cookie holds; the other is its signature, for which it takes the server's key. */
  readonly token: string;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly expires_at: Date;
  readonly created_at: DefaultsToNow;
  readonly updated_at: DefaultsToNow;
}

export interface PersonCredentialsTable {
  readonly id: string;
  readonly person_id: string;
  /** What better-auth calls the way to sign in: `credential` is a password. */
  readonly provider_id: string;
  /** Its scrypt hash, with its salt. */
  readonly password: string | null;
  readonly updated_at: DefaultsToNow;
}

/** What somebody may do in a project. */
export interface MembersTable {
  readonly project_id: string;
  readonly person_id: string;
  readonly role: 'owner' | 'editor' | 'viewer';
  /** UTC ms. */
  readonly added_at: number;
}

/** Links that make whoever opens them a member. */
export interface InvitationsTable {
  readonly id: string;
  readonly project_id: string;
  /** SHA-256 in hex of the link's secret. */
  readonly hash: string;
  readonly role: 'owner' | 'editor' | 'viewer';
  /** Lower case: for this address alone. */
  readonly email: string | null;
  /** Who made it, in words. */
  readonly created_by: string;
  /** UTC ms, all three. */
  readonly created_at: number;
  readonly expires_at: number;
  readonly accepted_at: number | null;
}

/** Links with which somebody who forgot a password sets another. */
export interface PasswordResetsTable {
  /** SHA-256 in hex of the link's secret. */
  readonly hash: string;
  readonly person_id: string;
  /** UTC ms. */
  readonly expires_at: number;
}

/** Saved views of the app's pages. */
export interface ReportsTable {
  readonly id: string;
  readonly project_id: string;
  readonly name: string;
  /** The page that shows it. */
  readonly kind: string;
  /** What stands in the page's URL, as JSON. */
  readonly search: string;
  readonly description: string;
  /** Who made it, in words. */
  readonly created_by: string;
  /** UTC ms, all three. */
  readonly created_at: number;
  readonly updated_at: number;
  readonly archived_at: number | null;
}

/** What was last found when a version of a cohort was validated. */
export interface CohortFindingsTable {
  readonly cohort_id: string;
  readonly version: number;
  readonly kind: 'validation' | 'backtest';
  /** The instant up to which was looked, and when it was answered, UTC ms. */
  readonly as_of: number;
  readonly answered_at: number;
  /** The question as it was understood. */
  readonly spec: Json<unknown>;
  readonly summary: Json<unknown>;
}

/** Every table of the record store. Made by the migrations in schema/. */
export interface RecordTables {
  readonly projects: ProjectsTable;
  readonly api_keys: ApiKeysTable;
  readonly cohorts: CohortsTable;
  readonly cohort_versions: CohortVersionsTable;
  readonly imports: ImportsTable;
  readonly exports: ExportsTable;
  readonly export_runs: ExportRunsTable;
  readonly export_members: ExportMembersTable;
  readonly export_deliveries: ExportDeliveriesTable;
  readonly destinations: DestinationsTable;
  readonly syncs: SyncsTable;
  readonly sync_members: SyncMembersTable;
  readonly sync_told: SyncToldTable;
  readonly sync_batches: SyncBatchesTable;
  readonly destination_identities: DestinationIdentitiesTable;
  readonly daily_requests: DailyRequestsTable;
  readonly alert_receivers: AlertReceiversTable;
  readonly alert_problems: AlertProblemsTable;
  readonly alert_told: AlertToldTable;
  readonly alert_lease: AlertLeaseTable;
  readonly browser_sessions: BrowserSessionsTable;
  readonly people: PeopleTable;
  readonly person_sessions: PersonSessionsTable;
  readonly person_credentials: PersonCredentialsTable;
  readonly members: MembersTable;
  readonly invitations: InvitationsTable;
  readonly password_resets: PasswordResetsTable;
  readonly reports: ReportsTable;

  readonly cohort_findings: CohortFindingsTable;
}
