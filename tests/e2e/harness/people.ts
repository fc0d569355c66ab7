// Members of the demo salon's own registers whom the journeys know by name.

export interface Guest {
  memberNo: number
  name: string
  lastFour: string
}

/** SVIP with a whole set of linen; a regular, see `history.ts`. */
export const ZHOU_XU: Guest = { memberNo: 44, name: '周旭', lastFour: '8953' }

/** VIP with a whole set of linen; has never been here since the registers were imported. */
export const DI_FAN: Guest = { memberNo: 19, name: '狄帆', lastFour: '5566' }

/** One of two of that name; known by her birthday. */
export const WANG_LIANG = { memberNo: 23, name: '王亮', initials: 'wl', birthday: '0107' }

/** Two people, one number. */
export const A_FAMILY = { lastFour: '6425', names: ['宋畅', '林雪'] }
