import './shared/tokens.css'
import './shared/ground.css'
import { mount } from 'svelte'
import App from './app/App.svelte'
import { theme } from './house/theme.svelte'
import { queries } from './wire/ask.svelte'
import { useTransport } from './wire/call'
import { httpTransport, inWindow, windowTransport } from './wire/carriers'
import { goLive } from './wire/live'
import { networkPushes, windowPushes } from './wire/pushes'
import { networkShell, windowShell } from './wire/shell'

theme.begin()
useTransport(inWindow() ? windowTransport : httpTransport)
goLive(inWindow() ? windowPushes : networkPushes(), queries)
const target = document.getElementById('app')
if (target) mount(App, { target, props: { shell: inWindow() ? windowShell : networkShell } })
