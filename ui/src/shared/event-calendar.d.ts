// The calendar ships without types; this is the part of it we use.
declare module '@event-calendar/core' {
  import type { Component } from 'svelte'

  export type Options = Record<string, unknown>
  export type Plugin = object
  export const Calendar: Component<{ plugins: Plugin[]; options: Options }>
  export const Interaction: Plugin
  export const ResourceTimeline: Plugin
}
