import { Skeleton, Tooltip } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useProject } from '../../../api/use-project.ts';
import { countText } from '../../../ui/format.ts';
import { population } from '../cohort-queries.ts';
import { linePath } from './line-path.ts';

const WIDTH = 96;
const HEIGHT = 24;

export interface SparklineProps {
  readonly id: string;
  readonly version: number;
}

/** The population over 30 days, asked for when it comes into sight. */
export function Sparkline({ id, version }: SparklineProps) {
  const project = useProject();
  const { ref, inViewport } = useInViewport<HTMLSpanElement>();
  const { data, error } = useQuery({ ...population(project, id, version, 'day'), enabled: inViewport });
  const sizes = data?.points.map(({ size }) => size) ?? [];
  const [first, last] = [sizes[0], sizes.at(-1)];
  const words =
    first === undefined || last === undefined
      ? 'no course yet'
      : `${countText(first)} ${sizes.length - 1} days ago, ${countText(last)} now`;
  return (
    <span
      ref={ref}
      style={{ display: 'inline-block', alignSelf: 'center', minWidth: WIDTH, minHeight: HEIGHT }}
    >
      {error !== null ? (
        <span title={error.message}>–</span>
      ) : data === undefined ? (
        <Skeleton width={WIDTH} height={HEIGHT - 8} my={4} />
      ) : (
        <Tooltip label={words}>
          <svg
            width={WIDTH}
            height={HEIGHT}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            role="img"
            aria-label={`Population: ${words}`}
          >
            <path
              d={linePath(sizes, WIDTH, HEIGHT)}
              fill="none"
              stroke="var(--cusp-accent-text)"
              strokeWidth={1.5}
              strokeLinejoin="round"
            />
          </svg>
        </Tooltip>
      )}
    </span>
  );
}
