import type { MappingDraft } from './mapping-draft.ts';
import { NEW_MAPPING } from './mapping-draft.ts';

/** A sync as somebody fills it in; the names of its cohort and its destination stand in the page's address. */
export interface SyncDraft {
  readonly mode: 'dynamic' | 'once';
  /** The audience's name over there; empty: the cohort's. */
  readonly audience: string;
  readonly exclusive: boolean;
  readonly mapping: MappingDraft;
}

export const NEW_SYNC: SyncDraft = { mode: 'dynamic', audience: '', exclusive: false, mapping: NEW_MAPPING };
