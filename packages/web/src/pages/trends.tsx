import type { EventsSpec } from '@cusp/engine/analyse/segmentation/spec.ts';
import { Select, Stack, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuestion } from '../api/use-question.ts';
import {
  eventsAnswer,
  frequencyAnswer,
  lifecycleAnswer,
  stickinessAnswer,
} from '../features/trends/answer-line.ts';
import { EventsView } from '../features/trends/events-view.tsx';
import { FrequencyView } from '../features/trends/frequency-view.tsx';
import { LifecycleView } from '../features/trends/lifecycle-view.tsx';
import {
  beforeQuestion,
  eventsQuestion,
  frequencyQuestion,
  lifecycleQuestion,
  stickinessQuestion,
} from '../features/trends/question.ts';
import { TREND_VIEWS, type TrendsSearch, type TrendView } from '../features/trends/search.ts';
import { StickinessView } from '../features/trends/stickiness-view.tsx';
import { TrendsEditor } from '../features/trends/trends-editor.tsx';
import { TrendsExample } from '../features/trends/trends-example.tsx';
import { DataLine } from '../ui/data-line.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ExportMenu } from '../ui/export-menu.tsx';
import { CompareField } from '../ui/fields/compare-field.tsx';
import { RangeField } from '../ui/fields/range-field.tsx';
import { SegmentsField } from '../ui/fields/segments-field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { TabList } from '../ui/tab-list.tsx';
import { useMinute } from '../ui/use-minute.ts';

const VIEWS: Readonly<Record<TrendView, string>> = {
  events: 'Events over time',
  frequency: 'How often',
  stickiness: 'Stickiness',
  lifecycle: 'Lifecycle',
};

const INTERVALS: Readonly<Record<TrendView, readonly string[]>> = {
  events: ['minute', 'hour', 'day', 'week', 'month', 'quarter'],
  frequency: [],
  stickiness: ['day', 'week', 'month'],
  lifecycle: ['hour', 'day', 'week', 'month', 'quarter'],
};

/** The chart, and what it is made of, in px. */
const SKELETON = [[340, 240]];

/** How often, by whom? */
export function TrendsPage() {
  const search = useSearch({ from: '/$project/trends' });
  const navigate = useNavigate({ from: '/$project/trends' });
  const minute = useMinute();
  const { view = 'events', series } = search;
  const change = (part: Partial<Record<keyof TrendsSearch, unknown>>): void =>
    void navigate({ search: (now) => ({ ...now, ...part }) as TrendsSearch, replace: true });
  const events = useQuestion<'segmentation'>(view === 'events' ? eventsQuestion(search) : undefined);
  const asked = view === 'events' ? eventsQuestion(search) : undefined;
  const before = useQuestion<'segmentation'>(
    search.compare === true ? beforeQuestion(asked, events.data?.answer.asOf) : undefined,
  );
  const frequency = useQuestion<'frequency'>(view === 'frequency' ? frequencyQuestion(search) : undefined);
  const stickiness = useQuestion<'stickiness'>(
    view === 'stickiness' ? stickinessQuestion(search, minute) : undefined,
  );
  const lifecycle = useQuestion<'lifecycle'>(
    view === 'lifecycle' ? lifecycleQuestion(search, minute) : undefined,
  );
  const intervals = INTERVALS[view];
  return (
    <Page
      title="Trends"
      actions={
        view === 'events' ? (
          <ExportMenu<'segmentation'> name="trends" question={eventsQuestion(search)} />
        ) : view === 'frequency' ? (
          <ExportMenu<'frequency'> name="frequency" question={frequencyQuestion(search)} />
        ) : view === 'stickiness' ? (
          <ExportMenu<'stickiness'> name="stickiness" question={stickinessQuestion(search, minute)} />
        ) : (
          <ExportMenu<'lifecycle'> name="lifecycle" question={lifecycleQuestion(search, minute)} />
        )
      }
      controls={
        <>
          <RangeField value={search.range} onChange={(range) => change({ range })} />
          {view === 'events' && (
            <CompareField
              value={search.compare ?? false}
              onChange={(compare) => change({ compare: compare || undefined })}
            />
          )}
          {intervals.length > 0 && (
            <Select
              size="xs"
              w={110}
              aria-label="Interval"
              data={[...intervals]}
              value={
                intervals.includes(search.interval ?? '')
                  ? (search.interval ?? null)
                  : view === 'events'
                    ? 'day'
                    : 'week'
              }
              allowDeselect={false}
              onChange={(interval) => change({ interval: interval ?? undefined })}
            />
          )}
          {(view === 'events' || view === 'stickiness') && (
            <SegmentsField
              value={search.segments ?? []}
              unit={search.unit ?? 'user'}
              onChange={(segments) => change({ segments: segments.length === 0 ? undefined : segments })}
            />
          )}
        </>
      }
      answer={answerOf()}
    >
      <Tabs value={view} onChange={(value) => change({ view: (value ?? 'events') as TrendView })}>
        <TabList active={view} mb="lg">
          {TREND_VIEWS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {VIEWS[each]}
            </Tabs.Tab>
          ))}
        </TabList>
        {TREND_VIEWS.map((each) => (
          <Tabs.Panel key={each} value={each}>
            {each === view && (
              <Stack gap="lg">
                <Panel>
                  <TrendsEditor search={search} onChange={change} />
                </Panel>
                {content()}
                <DataLine of={shown()?.data} />
              </Stack>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );

  function shown() {
    if (view === 'events') return eventsQuestion(search) && events;
    if (view === 'frequency') return frequencyQuestion(search) && frequency;
    return view === 'stickiness' ? stickiness : lifecycle;
  }

  /** `null`: it is on its way. */
  function answerOf(): string | null | undefined {
    if (shown()?.isLoading) return null;
    if (view === 'events')
      return events.data?.answer.of === 'events'
        ? eventsAnswer(events.data.answer, series, search.interval ?? 'day')
        : undefined;
    if (view === 'frequency') return frequency.data && frequencyAnswer(frequency.data.answer);
    if (view === 'stickiness') return stickiness.data && stickinessAnswer(stickiness.data.answer);
    return lifecycle.data && lifecycleAnswer(lifecycle.data.answer);
  }

  function content() {
    if (view === 'stickiness')
      return (
        <Loaded query={stickiness} skeleton={SKELETON}>
          {({ answer }) => <StickinessView answer={answer} />}
        </Loaded>
      );
    if (view === 'lifecycle')
      return (
        <Loaded query={lifecycle} skeleton={SKELETON}>
          {({ answer }) => <LifecycleView answer={answer} />}
        </Loaded>
      );
    const isAsked =
      view === 'events' ? eventsQuestion(search) !== undefined : frequencyQuestion(search) !== undefined;
    if (!isAsked) {
      return (
        <EmptyState title="How often something happens, and who does it" example={<TrendsExample />}>
          Choose an event above. Series can be compared, divided by one another, split by properties, and
          shown for cohorts side by side.
        </EmptyState>
      );
    }
    if (view === 'frequency')
      return (
        <Loaded query={frequency} skeleton={SKELETON}>
          {({ answer }) => <FrequencyView answer={answer} />}
        </Loaded>
      );
    return (
      <Loaded query={events} skeleton={SKELETON}>
        {({ answer, spec }) =>
          answer.of === 'events' ? (
            <EventsView
              answer={answer}
              spec={spec as EventsSpec}
              before={
                search.compare === true && before.data?.answer.of === 'events'
                  ? before.data.answer
                  : undefined
              }
              series={series}
            />
          ) : null
        }
      </Loaded>
    );
  }
}
