import { type Flattening, flattenInto, isObject, keep } from '../properties.ts';

/** Where a documented field of Segment's `context` goes. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['ip', '$ip'],
  ['locale', '$locale'],
  ['timezone', '$timezone'],
  ['userAgent', '$user_agent'],
  ['page.url', '$page_url'],
  ['page.path', '$page_path'],
  ['page.title', '$page_title'],
  ['page.search', '$page_search'],
  ['page.referrer', '$referrer'],
  ['campaign.name', '$utm_campaign'],
  ['campaign.source', '$utm_source'],
  ['campaign.medium', '$utm_medium'],
  ['campaign.term', '$utm_term'],
  ['campaign.content', '$utm_content'],
  ['app.name', '$app_name'],
  ['app.version', '$app_version'],
  ['app.build', '$app_build'],
  ['os.name', '$os_name'],
  ['os.version', '$os_version'],
  ['device.type', '$device_type'],
  ['device.name', '$device_name'],
  ['device.manufacturer', '$device_manufacturer'],
  ['device.model', '$device_model'],
  ['device.advertisingId', '$advertising_id'],
  ['network.carrier', '$carrier'],
  ['location.country', '$country'],
  ['location.region', '$region'],
  ['location.city', '$city'],
  ['location.latitude', '$location_lat'],
  ['location.longitude', '$location_lng'],
]);

/** Fields of `context` that are not properties of the event: traits are the user's, groupId names the account. */
const ELSEWHERE: ReadonlySet<string> = new Set(['traits', 'groupId', 'library']);

/**
 * Puts Segment's `context` into the event's properties: documented fields under the names that every wire format shares, the rest
 * under `$context.`, so that nothing is lost.
 */
export function keepContext(into: Flattening, context: unknown): void {
  if (!isObject(context)) {
    flattenInto(into, context, 'context');
    return;
  }
  for (const field of Object.keys(context)) {
    if (ELSEWHERE.has(field)) continue;
    const value = context[field];
    if (!isObject(value)) {
      keepField(into, field, value);
      continue;
    }
    for (const inner of Object.keys(value)) keepField(into, `${field}.${inner}`, value[inner]);
  }
  keepLibrary(into, context.library);
}

function keepField(into: Flattening, path: string, value: unknown): void {
  const property = KNOWN.get(path);
  if (property === undefined || typeof value === 'object') {
    flattenInto(into, { [path]: value }, 'context', '$context.');
  } else if (value !== '') keep(into, property, value, 'context');
}

/** `{ name, version }` as the one text that Amplitude sends too. */
function keepLibrary(into: Flattening, library: unknown): void {
  if (isObject(library) && typeof library.name === 'string') {
    const version = typeof library.version === 'string' ? `/${library.version}` : '';
    keep(into, '$library', `${library.name}${version}`, 'context');
  } else flattenInto(into, { library }, 'context', '$context.');
}
