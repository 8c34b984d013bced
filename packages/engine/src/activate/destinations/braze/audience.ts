import { z } from 'zod';
import type { Audience, CallContext, EnsureRequest } from '../audience.ts';
import { DestinationFault, misconfigured } from '../fault.ts';
import { shortDigest } from '../short-digest.ts';
import { jsonOf, notTheAnswer } from '../vendor-answer.ts';
import type { Call, VendorRequest, VendorResponse } from '../vendor-request.ts';
import { brazeFault, inWords } from './faults.ts';
import { type BrazeSettings, cohortRequest, trackRequest } from './settings.ts';

/**
 * What stands for a cohort at Braze, as the id of an audience: the way it is kept and a name. Another way in the settings is another
 * audience, which is filled anew.
 */
export type Kept =
  | { readonly as: 'attribute'; readonly attribute: string }
  | { readonly as: 'array'; readonly attribute: string; readonly value: string }
  | { readonly as: 'cohort'; readonly cohortId: string };

/** Braze has no audiences that an API can make: an attribute needs no making, and a partner's cohort is announced. */
export async function ensureKept(request: EnsureRequest<BrazeSettings>): Promise<Audience> {
  const { settings, call, name, marker, known, now } = request;
  const id = keptId(settings, name, marker);
  if (id === known || settings.audience !== 'cohort') return { id, name };
  const cohort = { cohort_id: marker, name, created_at: new Date(now).toISOString() };
  const { status, body } = await asked(call, cohortRequest(settings, '', cohort), 'cohorts');
  if (status === 400) throw misconfigured(`Braze refuses the cohort: ${body.slice(0, 200)}`);
  return { id, name };
}

/** What an audience stands for. One that is not ensured yet, as in a preview, goes by its name. */
export function keptAs({ id, name }: Audience, settings: BrazeSettings): Kept {
  const [as, rest = ''] = parts(id.includes(':') ? id : keptId(settings, name, id));
  switch (as) {
    case 'array': {
      const [attribute = '', value = ''] = parts(rest);
      return { as, attribute, value };
    }
    case 'cohort':
      return { as, cohortId: rest };
    default:
      return { as: 'attribute', attribute: rest };
  }
}

function keptId(settings: BrazeSettings, name: string, marker: string): string {
  switch (settings.audience) {
    case 'attribute':
      return `attribute:${settings.attributePrefix}${slug(name)}`;
    case 'array':
      return `array:${settings.arrayAttribute}:${slug(name)}`;
    case 'cohort':
      return `cohort:${marker}`;
  }
}

function parts(id: string): [string, string] {
  const at = id.indexOf(':');
  return [id.slice(0, at), id.slice(at + 1)];
}

const LONGEST_SLUG = 60;

/** A name as an attribute's: two names never have the same, so what does not fit in goes into a few digits at the end. */
function slug(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '')
    .slice(0, LONGEST_SLUG);
  if (plain === name) return plain;
  const digits = shortDigest(name, 8);
  return plain === '' ? digits : `${plain}_${digits}`;
}

/** Nobody has this id, and nothing is said of them: the request changes nothing. */
const NOBODY = { external_id: 'cusp-connection-test', _update_existing_only: true };

/** Sends an update of nobody, and as a partner a change of no cohort: an answer that finds fault with these alone has let the keys in. */
export async function verifyKeys({ settings, call }: CallContext<BrazeSettings>): Promise<void> {
  await asked(call, trackRequest(settings, { attributes: [NOBODY] }), 'track');
  if (settings.audience !== 'cohort') return;
  const nothing = { cohort_id: 'cusp-connection-test', cohort_changes: [] };
  await asked(call, cohortRequest(settings, '/users', nothing), 'cohorts');
}

/** An answer of 2xx or 400. Throws a DestinationFault that names the settings to look at. */
async function asked(call: Call, request: VendorRequest, quota: string): Promise<VendorResponse> {
  const response = await call(request, quota).catch((error: unknown) => {
    if (!(error instanceof DestinationFault)) throw error;
    throw new DestinationFault(inWords(error.fault, request.url), { cause: error });
  });
  const fault = brazeFault(response, request.url, 0);
  if (fault && response.status !== 400) throw new DestinationFault(fault);
  if (jsonOf(z.unknown(), response.body) === undefined) throw notTheAnswer('Braze', response);
  return response;
}
