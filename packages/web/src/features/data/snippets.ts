export interface Snippet {
  readonly id: string;
  readonly title: string;
  readonly code: string;
}

const PLACEHOLDER = 'YOUR_WRITE_KEY';

/** What to paste to send events to the server at `origin`, with a key that can still be read or a place for one. */
export function snippets(origin: string, writeKey: string | undefined): readonly Snippet[] {
  const key = writeKey ?? PLACEHOLDER;
  return [
    {
      id: 'amplitude',
      title: 'Amplitude SDK',
      code: `import { init, track } from '@amplitude/analytics-node';

init('${key}', { serverUrl: '${origin}/2/httpapi' });
track('paywall_modal_viewed', { feature: 'api' }, { user_id: 'ann' });`,
    },
    {
      id: 'segment',
      title: 'Segment SDK',
      code: `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${key}', host: '${origin}' });
analytics.track({ userId: 'ann', event: 'paywall_modal_viewed', properties: { feature: 'api' } });`,
    },
    {
      id: 'curl',
      title: 'curl',
      code: `curl ${origin}/2/httpapi -H 'content-type: application/json' -d '{
  "api_key": "${key}",
  "events": [{ "event_type": "paywall_modal_viewed", "user_id": "ann", "event_properties": { "feature": "api" } }]
}'`,
    },
  ];
}
