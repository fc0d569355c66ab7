import './shared/tokens.css'
import './shared/ground.css'
import { mount } from 'svelte'
import App from './app/App.svelte'
import { theme } from './house/theme.svelte'
import { queries } from './wire/ask.svelte'
import { useTransport } from './wire/call'
import { carrierHere } from './wire/carrier'
import { goLive } from './wire/live'

theme.begin()
const { transport, pushes, shell } = carrierHere()
useTransport(transport)
goLive(pushes, queries)
const target = document.getElementById('app')
if (target) mount(App, { target, props: { shell } })
