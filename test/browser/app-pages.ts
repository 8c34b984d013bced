import { READY } from '../support/demo-app.ts';
import { pageSearch } from './page-search.ts';

const event = (name: string) => ({ names: [name], filters: [] });
/** Where each page of the app is, in a state that has something to show on the demo world. */
export interface AppPage {
  readonly name: string;
  /** Below the project. `cohort` is the id of the demo's signal. */
  readonly path: (ids: { readonly cohort: string }) => string;
  /** The heading that the page has. */
  readonly heading: string | RegExp;
}

export const APP_PAGES: readonly AppPage[] = [
  { name: 'home', path: () => '', heading: /./ },
  { name: 'cohorts', path: () => '/cohorts', heading: 'Cohorts' },
  { name: 'cohort', path: ({ cohort }) => `/cohorts/${cohort}`, heading: READY },
  { name: 'new-cohort', path: () => '/cohorts/new', heading: /cohort/i },
  {
    name: 'validate',
    path: () => `/validate${pageSearch({ cohort: READY, goal: event('plan_upgraded') })}`,
    heading: 'Validate',
  },
  {
    name: 'journeys',
    path: () => `/journeys${pageSearch({ anchor: event('limit_hit') })}`,
    heading: 'Journeys',
  },
  { name: 'segments', path: () => `/segments${pageSearch({ cohort: READY })}`, heading: 'Segments' },
  { name: 'act', path: () => '/act', heading: 'Act' },
  { name: 'new-destination', path: () => '/act/destinations/new?kind=braze', heading: 'Add a destination' },
  { name: 'new-sync', path: () => '/act/syncs/new', heading: 'New sync' },
  { name: 'measure', path: () => '/measure', heading: 'Measure' },
  {
    name: 'funnels',
    path: () =>
      `/funnels${pageSearch({ steps: [event('limit_hit'), event('pricing_viewed'), event('plan_upgraded')], conversionWindow: { amount: 14, unit: 'day' } })}`,
    heading: 'Funnels',
  },
  { name: 'retention', path: () => '/retention', heading: 'Retention' },
  { name: 'trends', path: () => '/trends', heading: 'Trends' },
  { name: 'users', path: () => '/users', heading: 'Users' },
  { name: 'user', path: () => '/users/user-00042', heading: 'user-00042' },
  { name: 'account', path: () => '/accounts/org-0007', heading: 'org-0007' },
  { name: 'data', path: () => '/data', heading: 'Data' },
  { name: 'reports', path: () => '/reports', heading: 'Saved reports' },
  { name: 'settings', path: () => '/settings', heading: 'Settings' },
];
