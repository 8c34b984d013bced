import {
  ActionIcon,
  type ActionIconProps,
  Button,
  type ButtonProps,
  Menu,
  type MenuItemProps,
  Tooltip,
} from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { type Role, useRefusal } from '../api/use-role.ts';
import { REFUSED, Refused } from './refused.tsx';

interface Least {
  /** The least role that the change takes, as the server says it. */
  readonly least?: Role;
}

type With<Own, Element extends 'a' | 'button'> = Own & Least & Omit<ComponentProps<Element>, keyof Own>;

/** A button that changes something: whoever may not is told why before they try. */
export function ChangeButton({ least = 'editor', ...button }: With<ButtonProps, 'button'>) {
  const why = useRefusal(least);
  if (why === undefined) return <Button {...button} />;
  return (
    <Refused why={why}>
      <Button {...button} {...REFUSED} title={undefined} disabled={false} />
    </Refused>
  );
}

interface IconLabel {
  /** What it does, on hover. */
  readonly label: string;
}

/** The same as a sign alone. */
export function ChangeIcon({
  least = 'editor',
  label,
  ...icon
}: With<ActionIconProps, 'button'> & IconLabel) {
  const why = useRefusal(least);
  if (why !== undefined)
    return (
      <Refused why={`${label}. ${why}`}>
        <ActionIcon {...icon} {...REFUSED} />
      </Refused>
    );
  return (
    <Tooltip label={label}>
      <ActionIcon {...icon} />
    </Tooltip>
  );
}

/** The same as a line of a menu. */
export function ChangeItem({ least = 'editor', ...item }: With<MenuItemProps, 'button'>) {
  const why = useRefusal(least);
  if (why === undefined) return <Menu.Item {...item} />;
  return (
    <Refused why={why}>
      <Menu.Item {...item} {...REFUSED} closeMenuOnClick={false} />
    </Refused>
  );
}

function PlainChangeLink({ least = 'editor', href, ...link }: With<ButtonProps, 'a'>) {
  const why = useRefusal(least);
  if (why === undefined) return <Button component="a" href={href} {...link} />;
  return (
    <Refused why={why}>
      <Button component="a" role="link" tabIndex={0} {...link} {...REFUSED} />
    </Refused>
  );
}

/** A button that leads to a page where something is made. */
export const ChangeLink = createLink(PlainChangeLink);
