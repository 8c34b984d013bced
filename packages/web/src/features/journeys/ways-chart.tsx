import type { JourneyPart, JourneyStep } from '@cusp/engine/analyse/journeys/result.ts';
import { Menu } from '@mantine/core';
import { useState } from 'react';
import type { ChartClick } from '../../charts/echart.tsx';
import { ScrollX } from '../../ui/scroll-x.tsx';
import { JourneySankey } from './journey-sankey.tsx';
import { edgeTitle } from './part-titles.ts';
import { sankeyData } from './sankey-data.ts';
import { StopMenuItems, type StopMenuProps } from './stop-menu.tsx';
import type { useOpenPart } from './use-open-part.ts';
import classes from './ways-chart.module.css';

/** So much a column takes, with the name of a stop beside its bar: on a phone the picture scrolls. */
const COLUMN_PX = 116;

export interface WaysChartProps extends Omit<StopMenuProps, 'stop'> {
  readonly part: JourneyPart;
  readonly openPart: ReturnType<typeof useOpenPart>;
}

interface Chosen {
  readonly stop: JourneyStep;
  readonly at: ChartClick['at'];
}

/** The picture of the ways: an edge opens its people, a stop a menu where it was clicked. */
export function WaysChart({ part, openPart, ...menu }: WaysChartProps) {
  const [chosen, setChosen] = useState<Chosen>();
  const { columns, anchorColumn } = sankeyData(part);
  return (
    <ScrollX minWidth={columns * COLUMN_PX} middle={(anchorColumn + 0.5) / columns}>
      <div className={classes.box}>
        <JourneySankey
          part={part}
          unit={menu.search.unit ?? 'user'}
          onSelect={(choice) => {
            if ('node' in choice) {
              setChosen({ stop: choice.node.step, at: choice.at });
              return;
            }
            const { step, from, to } = choice.link.edge;
            openPart(edgeTitle(choice.link.edge), { kind: 'edge', step, from, to });
          }}
        />
        <Menu
          opened={chosen !== undefined}
          onChange={(opened) => !opened && setChosen(undefined)}
          position="bottom-start"
        >
          <Menu.Target>
            <button
              type="button"
              tabIndex={-1}
              aria-label="The stop that was chosen"
              className={classes.place}
              style={{ left: chosen?.at.x ?? 0, top: chosen?.at.y ?? 0 }}
            />
          </Menu.Target>
          <Menu.Dropdown>
            {chosen !== undefined && <StopMenuItems stop={chosen.stop} {...menu} />}
          </Menu.Dropdown>
        </Menu>
      </div>
    </ScrollX>
  );
}
