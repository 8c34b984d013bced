import { Option } from 'commander';
import { problemError } from '../util/problem-error.ts';
import { typedNames } from './ask.ts';
import { propertyOption, typed, typedList, wholeOption } from './options.ts';

/** Several events under one name, as specs have it. */
export interface EventGroup {
  readonly name: string;
  readonly events: readonly string[];
}

/** An event split by a property, as specs have it. */
export interface Expansion {
  readonly event: string;
  readonly scope: 'event' | 'user';
  readonly property: string;
}

/** What events look like: options of every question whose answer lists events. */
export function nodeOptions(): Option[] {
  return [
    new Option('--hide <events>', 'pass over these, with commas'),
    new Option('--group <name=events>', 'show these as one, such as "help=docs_opened,chat"').argParser(
      typedList(groupOption),
    ),
    new Option('--expand <event:property>', 'as many as values, such as page_viewed:path').argParser(
      typedList(expandOption),
    ),
  ];
}

/** A group as it is typed: `name=event,event`. Throws a ProblemError (400) naming the option. */
export function groupOption(text: string, option: string): EventGroup {
  const at = text.indexOf('=');
  const name = text.slice(0, at).trim();
  const events = typedNames(text.slice(at + 1));
  if (at > 0 && name !== '' && events.length > 0) return { name, events };
  throw problemError(
    400,
    'bad-group',
    `${JSON.stringify(text)} is not written as help=docs_opened,chat`,
    option,
  );
}

/** An event and a property as they are typed: `page_viewed:path`, `page_viewed:user.plan`. Throws a ProblemError (400) naming the option. */
export function expandOption(text: string, option: string): Expansion {
  const at = text.lastIndexOf(':');
  const event = text.slice(0, at).trim();
  if (at > 0 && event !== '' && at + 1 < text.length)
    return { event, ...propertyOption(text.slice(at + 1).trim(), option) };
  throw problemError(400, 'bad-expand', `${JSON.stringify(text)} is not such as page_viewed:path`, option);
}

/** Up to how many megabytes, as every question has it that keeps what is around events. */
export function memoryOption(): Option {
  return new Option('--memory <mb>', 'how much memory it may take (default: 4096)').argParser(
    typed(wholeOption),
  );
}
