/** How a built-in field of an Amplitude event is kept: as this event property, if it has this type. */
export interface BuiltIn {
  readonly property: string;
  readonly type: 'text' | 'number';
}

const text = (property: string): BuiltIn => ({ property, type: 'text' });
const number = (property: string): BuiltIn => ({ property, type: 'number' });

/** Fields with a meaning of their own, read one by one. */
export const CORE_FIELDS: ReadonlySet<string> = new Set([
  'user_id',
  'device_id',
  'event_type',
  'time',
  'insert_id',
  'session_id',
  'event_properties',
  'user_properties',
  'groups',
  'group_properties',
  '$skip_user_properties_sync',
  'ip',
]);

/**
 * The other documented fields of an event (HTTP V2). A field that is not here is kept under its own name with `$` in front, so that
 * nothing a sender adds is lost.
 */
export const BUILT_INS: ReadonlyMap<string, BuiltIn> = new Map([
  ['app_version', text('$app_version')],
  ['version_name', text('$version_name')],
  ['platform', text('$platform')],
  ['os_name', text('$os_name')],
  ['os_version', text('$os_version')],
  ['device_brand', text('$device_brand')],
  ['device_manufacturer', text('$device_manufacturer')],
  ['device_model', text('$device_model')],
  ['carrier', text('$carrier')],
  ['country', text('$country')],
  ['region', text('$region')],
  ['city', text('$city')],
  ['dma', text('$dma')],
  ['language', text('$language')],
  ['library', text('$library')],
  ['user_agent', text('$user_agent')],
  ['price', number('$price')],
  ['quantity', number('$quantity')],
  ['revenue', number('$revenue')],
  ['productId', text('$product_id')],
  ['product_id', text('$product_id')],
  ['revenueType', text('$revenue_type')],
  ['revenue_type', text('$revenue_type')],
  ['currency', text('$currency')],
  ['location_lat', number('$location_lat')],
  ['location_lng', number('$location_lng')],
  ['idfa', text('$idfa')],
  ['idfv', text('$idfv')],
  ['adid', text('$adid')],
  ['android_id', text('$android_id')],
  ['android_app_set_id', text('$android_app_set_id')],
  ['partner_id', text('$partner_id')],
  ['event_id', number('$event_id')],
]);

/** Names that Amplitude's SDKs give to revenue properties of an event, as the built-in field of the same meaning. */
export const REVENUE_PROPERTIES: ReadonlyMap<string, string> = new Map([
  ['$productId', '$product_id'],
  ['$revenueType', '$revenue_type'],
]);
