import { ACTIVE_FREE, READY } from '../support/demo-app.ts';
import type { ReachIds } from '../support/demo-reach.ts';
import { pageSearch } from './page-search.ts';

const event = (name: string) => ({ names: [name], filters: [] });
/** Where each page of the app is, in a state that has something to show on the demo world. */
export interface AppPage {
  readonly name: string;
  /** Below the project. `cohort` is the id of the demo's signal. */
  readonly path: (ids: ReachIds) => string;
  /** The heading that the page has. */
  readonly heading: string | RegExp;
}

/** Ids of nothing, for a project in which nothing was made. */
export const NO_IDS: ReachIds = { cohort: 'none', destination: 'none', sync: 'none', export: 'none' };

const FUNNEL = {
  steps: [event('limit_hit'), event('pricing_viewed'), event('plan_upgraded')],
  conversionWindow: { amount: 14, unit: 'day' },
};

const ANCHOR = { anchor: event('limit_hit') };
const SERIES = { series: [{ event: event('limit_hit') }, { event: event('pricing_viewed') }] };

export const APP_PAGES: readonly AppPage[] = [
  { name: 'home', path: () => '', heading: /./ },
  { name: 'cohorts', path: () => '/cohorts', heading: 'Cohorts' },
  { name: 'cohort', path: ({ cohort }) => `/cohorts/${cohort}`, heading: READY },
  { name: 'cohort-members', path: ({ cohort }) => `/cohorts/${cohort}?tab=members`, heading: READY },
  { name: 'cohort-definition', path: ({ cohort }) => `/cohorts/${cohort}?tab=definition`, heading: READY },
  {
    name: 'cohort-text',
    path: ({ cohort }) => `/cohorts/${cohort}?tab=definition&view=text`,
    heading: READY,
  },
  { name: 'cohort-history', path: ({ cohort }) => `/cohorts/${cohort}?tab=history`, heading: READY },
  { name: 'new-cohort', path: () => '/cohorts/new', heading: /cohort/i },
  {
    name: 'validate',
    path: () => `/validate${pageSearch({ cohort: READY, goal: event('plan_upgraded') })}`,
    heading: 'Validate',
  },
  { name: 'validate-start', path: () => '/validate', heading: 'Validate' },
  { name: 'journeys', path: () => `/journeys${pageSearch(ANCHOR)}`, heading: 'Journeys' },
  {
    name: 'journeys-drivers',
    path: () => `/journeys${pageSearch({ ...ANCHOR, tab: 'drivers' })}`,
    heading: 'Journeys',
  },
  { name: 'journeys-start', path: () => '/journeys', heading: 'Journeys' },
  {
    name: 'segments',
    path: () => `/segments${pageSearch({ cohort: READY, split: { by: 'property', property: 'role' } })}`,
    heading: 'Segments',
  },
  { name: 'segments-start', path: () => '/segments', heading: 'Segments' },
  { name: 'act', path: () => '/act', heading: 'Act' },
  { name: 'new-destination', path: () => '/act/destinations/new?kind=braze', heading: 'Add a destination' },
  {
    name: 'destination',
    path: ({ destination }) => `/act/destinations/${destination}`,
    heading: /Growth team/,
  },
  {
    name: 'new-sync',
    path: () => `/act/syncs/new${pageSearch({ cohort: ACTIVE_FREE })}`,
    heading: 'New sync',
  },
  { name: 'sync', path: ({ sync }) => `/act/syncs/${sync}`, heading: /./ },
  {
    name: 'measure',
    path: ({ export: id }) => `/measure${pageSearch({ export: id, goal: event('plan_upgraded') })}`,
    heading: 'Measure',
  },
  {
    name: 'measure-sync',
    path: ({ sync }) => `/measure${pageSearch({ sync, goal: event('plan_upgraded') })}`,
    heading: 'Measure',
  },
  { name: 'measure-start', path: () => '/measure', heading: 'Measure' },
  { name: 'funnels', path: () => `/funnels${pageSearch(FUNNEL)}`, heading: 'Funnels' },
  { name: 'funnels-start', path: () => '/funnels', heading: 'Funnels' },
  { name: 'retention', path: () => '/retention', heading: 'Retention' },
  { name: 'trends', path: () => `/trends${pageSearch(SERIES)}`, heading: 'Trends' },
  { name: 'trends-start', path: () => '/trends', heading: 'Trends' },
  {
    name: 'trends-frequency',
    path: () => `/trends${pageSearch({ ...SERIES, view: 'frequency' })}`,
    heading: 'Trends',
  },
  { name: 'trends-stickiness', path: () => '/trends?view=stickiness', heading: 'Trends' },
  { name: 'trends-lifecycle', path: () => '/trends?view=lifecycle', heading: 'Trends' },
  { name: 'users', path: () => '/users', heading: 'Users' },
  { name: 'user', path: () => '/users/user-00042', heading: 'user-00042' },
  { name: 'accounts', path: () => '/users?unit=account', heading: 'Accounts' },
  { name: 'account', path: () => '/accounts/org-0007', heading: 'org-0007' },
  { name: 'data', path: () => '/data', heading: 'Data' },
  { name: 'data-properties', path: () => '/data?tab=properties', heading: 'Data' },
  { name: 'data-tail', path: () => '/data?tab=tail', heading: 'Data' },
  { name: 'data-refused', path: () => '/data?tab=refused', heading: 'Data' },
  { name: 'data-import', path: () => '/data?tab=import', heading: 'Data' },
  { name: 'data-keys', path: () => '/data?tab=keys', heading: 'Data' },
  { name: 'reports', path: () => '/reports', heading: 'Saved reports' },
  { name: 'settings', path: () => '/settings', heading: 'Settings' },
  { name: 'settings-members', path: () => '/settings?tab=members', heading: 'Settings' },
  { name: 'settings-alerts', path: () => '/settings?tab=alerts', heading: 'Settings' },
  { name: 'settings-browsers', path: () => '/settings?tab=browsers', heading: 'Settings' },
];
