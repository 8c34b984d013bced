import { READY } from '../support/demo-app.ts';

const event = (name: string) => ({ names: [name], filters: [] });
/** The state of a page as it stands in its address. */
export const addressOf = (values: Record<string, unknown>): string => {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    fields.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  return `?${fields}`;
};

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
    path: () => `/validate${addressOf({ cohort: READY, goal: event('plan_upgraded') })}`,
    heading: 'Validate',
  },
  {
    name: 'journeys',
    path: () => `/journeys${addressOf({ anchor: event('limit_hit') })}`,
    heading: 'Journeys',
  },
  { name: 'segments', path: () => `/segments${addressOf({ cohort: READY })}`, heading: 'Segments' },
  { name: 'act', path: () => '/act', heading: 'Act' },
  { name: 'new-destination', path: () => '/act/destinations/new?kind=braze', heading: 'Add a destination' },
  { name: 'new-sync', path: () => '/act/syncs/new', heading: 'New sync' },
  { name: 'measure', path: () => '/measure', heading: 'Measure' },
  {
    name: 'funnels',
    path: () =>
      `/funnels${addressOf({ steps: [event('limit_hit'), event('pricing_viewed'), event('plan_upgraded')], conversionWindow: { amount: 14, unit: 'day' } })}`,
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
