// Signing in as the staff do it: tap the name, type the PIN.
import type { SalonWindow } from './window'

/** Everybody's PIN in the demo salon. */
export const DEMO_PIN = '2580'

/** People of the demo salon, by what they do. */
export const STAFF = {
  frontDesk: '001',
  stockroom: '003',
  consultant: '004',
  laundry: '008',
  supervisor: '009',
  manager: '010',
  beautician: '011',
} as const

export async function signIn(window: SalonWindow, number: string, pin = DEMO_PIN) {
  await window.tap(`staff-${number}`)
  await window.see('sign-in-pin')
  await window.type(pin)
  await window.press('Enter')
  await window.seeNo('sign-in')
}

/** The next person at the same screen. */
export async function switchTo(window: SalonWindow, number: string, pin = DEMO_PIN) {
  await window.tap('who')
  await signIn(window, number, pin)
}
