// Opens the whole app over the salon in memory. ?as=001 signs in; ?empty, ?slow, ?state=empty|broken|founding show those faces.
import '../../src/shared/tokens.css'
import '../../src/shared/ground.css'
import { mount } from 'svelte'
import App from '../../src/app/App.svelte'
import { session } from '../../src/house/session.svelte'
import { house } from '../../src/house/status.svelte'
import { theme } from '../../src/house/theme.svelte'
import { queries } from '../../src/wire/ask.svelte'
import { useTransport } from '../../src/wire/call'
import { goLive } from '../../src/wire/live'
import type { HouseState, Shell } from '../../src/wire/shell'
import { commandsOf, stageAnswers } from './answers'
import { NOW } from './bookings'
import { frameAnswers, StageSalon } from './salon'

const asked = new URLSearchParams(location.search)
const salon = new StageSalon()
salon.empty = asked.has('empty')
salon.pauseMs = asked.has('slow') ? 900 : 120
salon.crowd = Number(asked.get('crowd') ?? 0)
salon.delayMs = asked.has('slow') ? 900 : 0
const answers = stageAnswers(salon)
salon.answer(answers)
salon.answer(frameAnswers((roles) => commandsOf(answers, roles)))

const shell: Shell = {
  houseState: async () => ({
    state: (asked.get('state') ?? 'ready') as HouseState['state'],
    failure: { code: 'store_damaged', params: {} },
  }),
  found: async () => ({
    recoveryPhrase: 'lotus amber river stone maple cloud seven garden silver paper window orchid'.split(' '),
    keyPlace: 'file',
  }),
  backups: async () => [
    { file: '/backups/lantai-20261121-1200.backup', atMs: NOW - 8_000_000, sizeBytes: 4_800_000, verified: true },
  ],
  pickBackup: async () => '/media/usb/lantai-20261120.backup',
  restore: () => Promise.reject({ code: 'recovery_phrase_wrong', params: {} }),
  openDemo: async () => ({ recoveryPhrase: [...'山水花鸟云月星河春夏秋冬'], keyPlace: 'file' }),
  recover: () => Promise.reject({ code: 'phrase_wrong', params: {} }),
  acceptLoss: async () => {},
  pair: async () => {},
  shopSeal: async () => null,
  network: async () => ({
    serving: true,
    trouble: null,
    addresses: ['https://192.168.1.20:8443'],
    fingerprint: 'AB:CD:EF:01',
    connected: 1,
  }),
  invite: async () => ({
    address: 'https://192.168.1.20:8443/#pair=ABCD1234EFGH5678',
    addresses: ['https://192.168.1.20:8443'],
    code: 'ABCD-1234-EFGH-5678',
    fingerprint: Array.from({ length: 32 }, (_, n) => (n * 7).toString(16).padStart(2, '0').toUpperCase()).join(':'),
    picture: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h1v1H0zM2 1h1v2H2z"/></svg>',
    ends: NOW + 600_000,
  }),
}

theme.begin()
useTransport(salon)
goLive(salon, queries)
Object.assign(globalThis, { salon })
const signAs = asked.get('as')
if (signAs) {
  await house.refresh()
  await session.signIn(signAs, '1234')
}
const target = document.getElementById('app')
if (target) mount(App, { target, props: { shell } })
