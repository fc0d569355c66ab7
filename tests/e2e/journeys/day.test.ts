// One guest's day, wherever the house works: in the salon's window, on a tablet alone, and with the front desk in the window
// while stockroom, beautician and laundry hold a tablet. The same steps, the same few gestures.
import { test } from 'vitest'
import { demoFolder } from '../harness/folder'
import { joins, openWindow } from '../harness/journey'
import { freePort } from '../harness/ports'
import { Post } from '../harness/post'
import { Server } from '../harness/server'
import { pairedTablet, serveAt } from '../harness/tablet'
import { theDay } from '../harness/whole-day'

test('in the window: every post in turn', async () => {
  const post = new Post(await openWindow())
  await theDay({ front: post, floor: post })
})

test('on a tablet: every post in turn, with a finger', async () => {
  const folder = demoFolder()
  const { port } = await Server.start(folder, await freePort())
  const post = new Post(joins(await pairedTablet(folder, port, '前台平板')))
  await theDay({ front: post, floor: post })
})

test('desk and tablet at the same time: each post at its own', async () => {
  const folder = demoFolder()
  const port = await freePort()
  serveAt(folder, port)
  const front = new Post(await openWindow(folder, { width: 1024, height: 768 }))
  await front.window.see('sign-in')
  const floor = new Post(joins(await pairedTablet(folder, port)))
  await theDay({ front, floor })
})
